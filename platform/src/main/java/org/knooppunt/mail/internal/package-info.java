/** How letters are delivered. */
@NullMarked
package org.knooppunt.mail.internal;

import org.jspecify.annotations.NullMarked;
