package org.knooppunt.indicators;

import org.jspecify.annotations.Nullable;

/**
 * What to look for among indicators.
 *
 * @param text words that must all be found; empty for all
 * @param theme empty for all
 * @param area code of the area whose latest figures are shown
 */
public record IndicatorFilter(
        String text, String theme, @Nullable IndicatorKind kind, String area, int page, int size) {}
