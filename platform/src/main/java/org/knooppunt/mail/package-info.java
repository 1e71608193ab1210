/** Letters to people by e-mail: posted with the work they tell of, delivered afterwards. Begin at {@link org.knooppunt.mail.Post}. */
@NullMarked
package org.knooppunt.mail;

import org.jspecify.annotations.NullMarked;
