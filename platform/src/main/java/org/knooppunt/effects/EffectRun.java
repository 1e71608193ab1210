package org.knooppunt.effects;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.evaluation.Caution;
import org.knooppunt.engine.evaluation.DifferenceInDifferences;
import org.knooppunt.engine.evaluation.DifferenceReport;
import org.knooppunt.engine.evaluation.EffectProblem;
import org.knooppunt.engine.evaluation.EvaluationOptions;
import org.knooppunt.engine.evaluation.InterruptedTimeSeries;
import org.knooppunt.engine.evaluation.PlaceboReport;
import org.knooppunt.engine.evaluation.PlaceboStudy;
import org.knooppunt.engine.evaluation.SeriesReport;
import org.knooppunt.engine.evaluation.SyntheticControl;
import org.knooppunt.engine.evaluation.SyntheticControlFit;

/** From a question to what is written of it. */
public final class EffectRun {
    private EffectRun() {}

    /**
     * @throws IllegalArgumentException when the method cannot be used on these data; the message says why
     */
    public static EffectDocument run(EffectProblem problem, EffectMethod method, EvaluationOptions options) {
        return switch (method) {
            case SYNTHETIC_CONTROL -> {
                PlaceboReport report = PlaceboStudy.study(problem, options);
                SyntheticControlFit fit = report.fit();
                yield new EffectDocument(
                        "synthetic_control",
                        problem.outcome().variable(),
                        problem.treated(),
                        problem.start(),
                        problem.outcome().units().size(),
                        problem.outcome().periods().getFirst(),
                        problem.outcome().periods().getLast(),
                        options.seed(),
                        fit.att(),
                        null,
                        report.refusal().map(EffectDocument.Warning::of).orElse(null),
                        fit.gaps(),
                        fit.weights(),
                        fit.predictors(),
                        fit.preRmspe(),
                        fit.postRmspe(),
                        fit.ratio(),
                        fit.spread(),
                        report.rank(),
                        report.p(),
                        report.smallestP(),
                        report.placebos(),
                        report.leaveOneOut(),
                        report.inTime(),
                        outcomeOnly(problem, options),
                        difference(DifferenceInDifferences.estimate(problem)),
                        seriesOrNothing(problem),
                        warnings(report.cautions()));
            }
            case DIFFERENCE_IN_DIFFERENCES -> {
                DifferenceReport report = DifferenceInDifferences.estimate(problem);
                yield simple(
                        "difference_in_differences",
                        problem,
                        options,
                        report.att().value(),
                        report.att().error(),
                        report.gaps(),
                        difference(report),
                        seriesOrNothing(problem),
                        report.cautions());
            }
            case INTERRUPTED_TIME_SERIES -> {
                SeriesReport report = InterruptedTimeSeries.estimate(problem);
                yield simple(
                        "interrupted_time_series",
                        problem,
                        options,
                        report.average().value(),
                        report.average().error(),
                        report.gaps(),
                        null,
                        EffectDocument.Interruption.of(report),
                        report.cautions());
            }
        };
    }

    private static EffectDocument simple(
            String method,
            EffectProblem problem,
            EvaluationOptions options,
            double att,
            double error,
            List<SyntheticControlFit.Gap> gaps,
            EffectDocument.@Nullable Difference difference,
            EffectDocument.@Nullable Interruption interruption,
            List<Caution> cautions) {
        return new EffectDocument(
                method,
                problem.outcome().variable(),
                problem.treated(),
                problem.start(),
                problem.outcome().units().size(),
                problem.outcome().periods().getFirst(),
                problem.outcome().periods().getLast(),
                options.seed(),
                att,
                error,
                null,
                gaps,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                difference,
                interruption,
                warnings(cautions));
    }

    private static EffectDocument.@Nullable OutcomeOnly outcomeOnly(EffectProblem problem, EvaluationOptions options) {
        return problem.predictors().isEmpty()
                ? null
                : EffectDocument.OutcomeOnly.of(SyntheticControl.fit(
                        new EffectProblem(problem.outcome(), problem.treated(), problem.start(), List.of()), options));
    }

    private static EffectDocument.Difference difference(DifferenceReport report) {
        return new EffectDocument.Difference(report.att(), report.placebos(), report.trend(), report.events());
    }

    /** It asks for more periods than the others, and is beside the point where these are few. */
    private static EffectDocument.@Nullable Interruption seriesOrNothing(EffectProblem problem) {
        try {
            return EffectDocument.Interruption.of(InterruptedTimeSeries.estimate(problem));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<EffectDocument.Warning> warnings(List<Caution> cautions) {
        return cautions.stream().map(EffectDocument.Warning::of).toList();
    }
}
