/**
 * Indicators, the areas they are observed in, and what was observed. Begin at {@link org.knooppunt.indicators.Indicators}
 * for the cards and {@link org.knooppunt.indicators.Observations} for the figures.
 */
@NullMarked
package org.knooppunt.indicators;

import org.jspecify.annotations.NullMarked;
