/** How plans are kept and run; nothing here is for other modules. */
@NullMarked
package org.knooppunt.planning.internal;

import org.jspecify.annotations.NullMarked;
