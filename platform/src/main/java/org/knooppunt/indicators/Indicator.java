package org.knooppunt.indicators;

import java.time.Instant;
import java.util.Locale;

/** An indicator with its whole card. */
public record Indicator(int id, IndicatorDraft card, int version, Instant changedAt) {
    public String code() {
        return card.code();
    }

    public String name(Locale locale) {
        return summary().name(locale);
    }

    public String path() {
        return summary().path();
    }

    public boolean isComputed() {
        return !card.formula().isEmpty();
    }

    public IndicatorSummary summary() {
        return new IndicatorSummary(
                id,
                card.code(),
                card.name(),
                card.nameEn(),
                card.nameFr(),
                card.theme(),
                card.unit(),
                card.direction(),
                card.kind(),
                card.level(),
                card.adds(),
                card.formula());
    }
}
