/** How visitations are kept; nothing here is for other modules. */
@NullMarked
package org.knooppunt.visitation.internal;

import org.jspecify.annotations.NullMarked;
