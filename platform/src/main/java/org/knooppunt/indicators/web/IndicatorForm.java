package org.knooppunt.indicators.web;

import java.time.LocalDate;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.indicators.AreaKind;
import org.knooppunt.indicators.Direction;
import org.knooppunt.indicators.Frequency;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.IndicatorDraft;
import org.knooppunt.indicators.IndicatorKind;
import org.knooppunt.indicators.Period;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** The card of an indicator as it is typed. */
public record IndicatorForm(
        String code,
        String name,
        String nameEn,
        String nameFr,
        String theme,
        String definition,
        String numerator,
        String denominator,
        String unit,
        String direction,
        String source,
        String kind,
        String level,
        String frequency,
        String nextUpdate,
        String target,
        String targetYear,
        String baseline,
        String baselinePeriod,
        String formula,
        @Nullable Boolean adds,
        String smallBelow,
        String version) {
    private static final int LINE = 200;
    private static final int TEXT = 4_000;

    static IndicatorForm blank() {
        return new IndicatorForm(
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "up",
                "",
                "register",
                "municipality",
                "year",
                "",
                "",
                "",
                "",
                "",
                "",
                false,
                "",
                "0");
    }

    static IndicatorForm of(Indicator indicator, Locale locale) {
        IndicatorDraft card = indicator.card();
        Period baselinePeriod = card.baselinePeriod();
        return new IndicatorForm(
                card.code(),
                card.name(),
                card.nameEn(),
                card.nameFr(),
                card.theme(),
                card.definition(),
                card.numerator(),
                card.denominator(),
                card.unit(),
                card.direction().code(),
                card.source(),
                card.kind().code(),
                card.level().code(),
                card.frequency().code(),
                text(card.nextUpdate()),
                number(card.target(), locale),
                text(card.targetYear()),
                number(card.baseline(), locale),
                baselinePeriod == null ? "" : baselinePeriod.text(),
                card.formula(),
                card.adds(),
                text(card.smallBelow()),
                Integer.toString(indicator.version()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String number(@Nullable Double value, Locale locale) {
        return value == null ? "" : NumberText.text(value, locale);
    }

    /** What was typed as a card; what cannot be one is told in the errors. */
    IndicatorDraft draft(String code, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        if (!code.matches("[a-z][a-z0-9_]{2,59}")) {
            errors.rejectValue("code", "indicator.wrong.code");
        }
        Double target = optional("target", target(), reader, locale);
        Integer year = whole("targetYear", targetYear(), 1900, 2199, errors);
        if (target != null && year == null && !errors.hasFieldErrors("targetYear")) {
            errors.rejectValue("targetYear", "indicator.wrong.targetYear");
        }
        if (target == null && year != null && !errors.hasFieldErrors("target")) {
            errors.rejectValue("target", "indicator.wrong.target");
        }
        Double baseline = optional("baseline", baseline(), reader, locale);
        Period period = period(errors);
        if (baseline != null && period == null && !errors.hasFieldErrors("baselinePeriod")) {
            errors.rejectValue("baselinePeriod", "indicator.wrong.baselinePeriod");
        }
        if (baseline == null && period != null && !errors.hasFieldErrors("baseline")) {
            errors.rejectValue("baseline", "indicator.wrong.baseline");
        }
        boolean counts = Boolean.TRUE.equals(adds);
        Integer small = whole("smallBelow", smallBelow(), 2, 1000, errors);
        String plainFormula = reader.text("formula", FormText.orEmpty(formula), 500);
        if (small != null && (!counts || !plainFormula.isEmpty())) {
            errors.rejectValue("smallBelow", "indicator.wrong.small");
        }
        if (small != null && baseline != null && baseline > 0 && baseline < small) {
            errors.rejectValue("baseline", "indicator.wrong.smallBaseline", new Object[] {small}, null);
        }
        String day = FormText.stripped(nextUpdate);
        LocalDate next = day.isEmpty() ? null : FormText.day(day);
        if (next == null && !day.isEmpty()) {
            errors.rejectValue("nextUpdate", "indicator.wrong.day");
        }
        return new IndicatorDraft(
                code,
                reader.required("name", FormText.orEmpty(name), LINE),
                reader.text("nameEn", FormText.orEmpty(nameEn), LINE),
                reader.text("nameFr", FormText.orEmpty(nameFr), LINE),
                reader.required("theme", FormText.orEmpty(theme), LINE),
                reader.text("definition", FormText.orEmpty(definition), TEXT),
                reader.text("numerator", FormText.orEmpty(numerator), LINE),
                reader.text("denominator", FormText.orEmpty(denominator), LINE),
                reader.text("unit", FormText.orEmpty(unit), 60),
                Coded.find(Direction.class, FormText.orEmpty(direction)).orElse(Direction.NEUTRAL),
                reader.text("source", FormText.orEmpty(source), LINE),
                Coded.find(IndicatorKind.class, FormText.orEmpty(kind)).orElse(IndicatorKind.REGISTER),
                Coded.find(AreaKind.class, FormText.orEmpty(level)).orElse(AreaKind.MUNICIPALITY),
                Coded.find(Frequency.class, FormText.orEmpty(frequency)).orElse(Frequency.IRREGULAR),
                next,
                target,
                year,
                baseline,
                period,
                plainFormula,
                counts,
                small);
    }

    private static @Nullable Double optional(String field, String typed, FormReader reader, Locale locale) {
        if (FormText.stripped(typed).isEmpty()) {
            return null;
        }
        OptionalDouble number = NumberText.parse(typed, locale);
        if (number.isEmpty()) {
            reader.errors().rejectValue(field, "form.number");
            return null;
        }
        return number.getAsDouble();
    }

    private static @Nullable Integer whole(String field, String typed, int least, int most, BindingResult errors) {
        String text = FormText.stripped(typed);
        if (text.isEmpty()) {
            return null;
        }
        Integer number = text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
        if (number == null || number < least || number > most) {
            errors.rejectValue(
                    field,
                    "indicator.wrong.whole",
                    new Object[] {Integer.toString(least), Integer.toString(most)},
                    null);
            return null;
        }
        return number;
    }

    private @Nullable Period period(BindingResult errors) {
        String text = FormText.stripped(baselinePeriod);
        Period period = Period.find(text).orElse(null);
        if (period == null && !text.isEmpty()) {
            errors.rejectValue("baselinePeriod", "indicator.wrong.period");
        }
        return period;
    }
}
