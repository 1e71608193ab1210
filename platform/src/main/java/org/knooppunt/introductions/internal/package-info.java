/** How introductions are kept and what is said of streams that are not shown; nothing here is for other modules. */
@NullMarked
package org.knooppunt.introductions.internal;

import org.jspecify.annotations.NullMarked;
