/**
 * Organisations that buy the same together, and who may see what of it. Begin at {@link org.knooppunt.purchases.Purchases}.
 */
@NullMarked
package org.knooppunt.purchases;

import org.jspecify.annotations.NullMarked;
