/** How sign-in works; nothing here is for other modules. */
@NullMarked
package org.knooppunt.identity.internal;

import org.jspecify.annotations.NullMarked;
