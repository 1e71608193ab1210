/**
 * What a case costs and brings over years, what a product brings as a service, what buying together brings.
 *
 * <p>Money that is estimated is a double in EUR, as everywhere in the engine: it is discounted by powers, nobody is owed
 * it, and what a double rounds is far below what anybody can estimate. What is agreed on, the prices and totals of a
 * purchase, is {@link java.math.BigDecimal}.
 */
@NullMarked
package org.knooppunt.engine.finance;

import org.jspecify.annotations.NullMarked;
