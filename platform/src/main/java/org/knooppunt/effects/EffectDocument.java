package org.knooppunt.effects;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.evaluation.Caution;
import org.knooppunt.engine.evaluation.DifferenceReport;
import org.knooppunt.engine.evaluation.Estimate;
import org.knooppunt.engine.evaluation.PlaceboReport;
import org.knooppunt.engine.evaluation.SeriesReport;
import org.knooppunt.engine.evaluation.SyntheticControlFit;
import org.knooppunt.engine.inventory.Numbers;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code effect.json} holds. Figures in the unit of the outcome.
 *
 * @param method whose figures {@code att} and {@code gaps} are
 * @param att average effect from the start on; to be left aside when it is refused
 * @param error standard error of it, where the method gives one
 * @param refused why the result is not to be believed; absent when it may be
 * @param weights of the synthetic control; empty for other methods, as are the fields after it
 * @param outcomeOnly the twin without predictors, beside one that has them
 * @param differenceInDifferences also beside a synthetic control, absent where it could not be done
 * @param interruptedTimeSeries the same
 */
public record EffectDocument(
        String method,
        String outcome,
        String treated,
        int start,
        int units,
        int firstPeriod,
        int lastPeriod,
        long seed,
        double att,
        @Nullable Double error,
        @Nullable Warning refused,
        List<SyntheticControlFit.Gap> gaps,
        List<SyntheticControlFit.Weight> weights,
        List<SyntheticControlFit.Agreement> predictors,
        @Nullable Double preRmspe,
        @Nullable Double postRmspe,
        @Nullable Double ratio,
        @Nullable Double spread,
        @Nullable Integer rank,
        @Nullable Double p,
        @Nullable Double smallestP,
        List<PlaceboReport.Placebo> placebos,
        List<PlaceboReport.LeftOut> leaveOneOut,
        List<PlaceboReport.EarlierStart> inTime,
        @Nullable OutcomeOnly outcomeOnly,
        @Nullable Difference differenceInDifferences,
        @Nullable Interruption interruptedTimeSeries,
        List<Warning> warnings) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enumNamingStrategy(EnumNamingStrategies.LOWER_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    public EffectDocument {
        gaps = List.copyOf(gaps);
        weights = List.copyOf(weights);
        predictors = List.copyOf(predictors);
        placebos = List.copyOf(placebos);
        leaveOneOut = List.copyOf(leaveOneOut);
        inTime = List.copyOf(inTime);
        warnings = List.copyOf(warnings);
    }

    /**
     * What to know before believing it.
     *
     * @param kind for programs and for pages in other languages
     * @param values of the sentence
     * @param text the sentence, in English
     */
    public record Warning(Caution.Kind kind, List<String> values, String text) {
        public Warning {
            values = List.copyOf(values);
        }

        static Warning of(Caution caution) {
            return new Warning(caution.kind(), caution.values(), caution.text());
        }
    }

    /** What comes out when the twin agrees on the figure itself, in every period before the start. */
    public record OutcomeOnly(double att, double preRmspe, double ratio, List<SyntheticControlFit.Weight> weights) {
        public OutcomeOnly {
            weights = List.copyOf(weights);
        }

        static OutcomeOnly of(SyntheticControlFit fit) {
            return new OutcomeOnly(fit.att(), fit.preRmspe(), fit.ratio(), fit.weights());
        }
    }

    /** Difference in differences. */
    public record Difference(
            Estimate att,
            DifferenceReport.Ranking placebos,
            DifferenceReport.Ranking trend,
            List<DifferenceReport.Event> events) {}

    /** Interrupted time series. */
    public record Interruption(
            Estimate slopeBefore, Estimate level, Estimate slope, Estimate atEnd, Estimate average, int lag) {
        static Interruption of(SeriesReport report) {
            return new Interruption(
                    report.slopeBefore(),
                    report.level(),
                    report.slope(),
                    report.atEnd(),
                    report.average(),
                    report.lag());
        }
    }

    public String json() {
        return MAPPER.writeValueAsString(this) + "\n";
    }

    public static EffectDocument read(String json) {
        return MAPPER.readValue(json, EffectDocument.class);
    }

    /** Per period: observed, what it would have been, and the difference. */
    public String gapsCsv() {
        StringBuilder csv = new StringBuilder("period,observed,synthetic,gap\n");
        for (SyntheticControlFit.Gap gap : gaps) {
            csv.append(gap.period())
                    .append(',')
                    .append(Numbers.text(gap.observed()))
                    .append(',')
                    .append(Numbers.text(gap.synthetic()))
                    .append(',')
                    .append(Numbers.text(gap.gap()))
                    .append('\n');
        }
        return csv.toString();
    }
}
