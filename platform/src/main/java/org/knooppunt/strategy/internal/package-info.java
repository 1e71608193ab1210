/** How strategies are kept; nothing here is for other modules. */
@NullMarked
package org.knooppunt.strategy.internal;

import org.jspecify.annotations.NullMarked;
