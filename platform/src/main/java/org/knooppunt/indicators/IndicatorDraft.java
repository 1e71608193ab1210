package org.knooppunt.indicators;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is written on the card of an indicator.
 *
 * @param source who publishes the figures, in words
 * @param level the areas it is meant for
 * @param target with {@code targetYear}, or neither
 * @param baseline with {@code baselinePeriod}, or neither
 * @param formula over codes of other indicators; empty for one that is observed
 * @param adds whether its figures are counts, which add up over parts
 * @param smallBelow counts from 1 up to below this are not told; absent where nobody can be recognised
 */
public record IndicatorDraft(
        String code,
        String name,
        String nameEn,
        String nameFr,
        String theme,
        String definition,
        String numerator,
        String denominator,
        String unit,
        Direction direction,
        String source,
        IndicatorKind kind,
        AreaKind level,
        Frequency frequency,
        @Nullable LocalDate nextUpdate,
        @Nullable Double target,
        @Nullable Integer targetYear,
        @Nullable Double baseline,
        @Nullable Period baselinePeriod,
        String formula,
        boolean adds,
        @Nullable Integer smallBelow) {}
