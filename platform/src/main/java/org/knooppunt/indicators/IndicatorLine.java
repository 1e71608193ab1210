package org.knooppunt.indicators;

import org.jspecify.annotations.Nullable;

/** A line of the list: an indicator and its latest figure in the area that was asked for. */
public record IndicatorLine(
        IndicatorSummary indicator, @Nullable Point latest) {}
