/** How purchases lie in the database. */
@NullMarked
package org.knooppunt.purchases.internal;

import org.jspecify.annotations.NullMarked;
