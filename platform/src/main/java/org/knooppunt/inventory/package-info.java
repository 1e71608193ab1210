/** Offers, needs and facilities: import, correction, visibility. */
@NullMarked
package org.knooppunt.inventory;

import org.jspecify.annotations.NullMarked;
