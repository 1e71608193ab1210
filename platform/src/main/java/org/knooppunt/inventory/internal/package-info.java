/** How the inventory is kept, read and written; nothing here is for other rooms. */
@NullMarked
package org.knooppunt.inventory.internal;

import org.jspecify.annotations.NullMarked;
