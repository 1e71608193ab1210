package org.knooppunt.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A synthetic control ({@link SyntheticControl}) and the checks that tell whether to believe it.
 *
 * <ul>
 *   <li><em>In space</em>: every other unit in turn as the one that did it, with all the others, the treated one too, to
 *       make its twin of, as in the paper: so all units are dealt with alike. Ranked by error from the start on / error
 *       before, which also weighs twins that fit badly; {@code p = rank / units}. It cannot be below {@code 1 / (J + 1)} with
 *       J other units.
 *   <li><em>In time</em>: starts at a third, a half and two thirds of the periods before the true start, without the
 *       periods after it. Predictors keep their periods before the earlier start and are left out when they have none.
 *   <li><em>Leave one out</em>: without each unit whose weight in the twin is at least {@value #WEIGHTY}.
 *   <li><em>Refused</em> when the error before the start is more than {@link EvaluationOptions#poorest} (0.25) of how far
 *       units differ from their mean: then the twin tells no more than a rough guess would. This limit is ours; the
 *       literature gives none and says: look.
 * </ul>
 *
 * <p>Placebo tests are no proof: Hahn and Shi ("Synthetic control and inference", 2017) show that they may reject too often
 * when units are not alike by chance; every report says so. Deterministic for a seed, whatever the number of threads. Time:
 * that of a fit × (units + units in the twin + 3).
 *
 * <p>Source: Abadie, Diamond and Hainmueller 2010 and 2015; Abadie 2021.
 */
public final class PlaceboStudy {
    private static final double WEIGHTY = 0.001;
    private static final int FEW = 8;
    /** A false start whose effect is at least this share of the true one is told of. */
    private static final double ALIKE = 0.5;

    private PlaceboStudy() {}

    public static PlaceboReport study(EffectProblem problem, EvaluationOptions options) {
        SyntheticControl.Figures figures = new SyntheticControl.Figures(problem);
        int treated = problem.treatedUnit();
        int before = problem.before();
        try (Together together = new Together(options.threads())) {
            Future<SyntheticControlFit> main = together.start(() -> figures.fit(treated, -1, before, options.seed()));
            List<Future<SyntheticControlFit>> others = new ArrayList<>();
            for (int unit = 0; unit < problem.outcome().units().size(); unit++) {
                int followed = unit;
                if (followed != treated) {
                    others.add(together.start(() -> figures.fit(followed, -1, before, options.seed())));
                }
            }
            List<Future<PlaceboReport.EarlierStart>> earlier = new ArrayList<>();
            for (int start : earlierStarts(before)) {
                earlier.add(together.start(() -> earlier(problem, start, options)));
            }
            SyntheticControlFit fit = Together.get(main);
            List<Future<PlaceboReport.LeftOut>> left = new ArrayList<>();
            for (SyntheticControlFit.Weight weight : fit.weights()) {
                // at least two must stay
                if (weight.weight() >= WEIGHTY && problem.donors() > SyntheticControl.LEAST_DONORS) {
                    int without = problem.outcome().unit(weight.unit());
                    left.add(together.start(() -> {
                        SyntheticControlFit rest = figures.fit(treated, without, before, options.seed());
                        return new PlaceboReport.LeftOut(weight.unit(), weight.weight(), rest.att(), rest.preRmspe());
                    }));
                }
            }
            return report(
                    problem, figures, options, fit, Together.all(others), Together.all(left), Together.all(earlier));
        }
    }

    private static PlaceboReport report(
            EffectProblem problem,
            SyntheticControl.Figures figures,
            EvaluationOptions options,
            SyntheticControlFit fit,
            List<SyntheticControlFit> others,
            List<PlaceboReport.LeftOut> left,
            List<PlaceboReport.EarlierStart> earlier) {
        List<SyntheticControlFit> all = new ArrayList<>(others);
        all.add(fit);
        // among equals the treated unit comes last, so that its rank is never flattered
        all.sort(Comparator.comparingDouble(SyntheticControlFit::ratio)
                .reversed()
                .thenComparing(one -> one == fit)
                .thenComparing(SyntheticControlFit::unit));
        List<PlaceboReport.Placebo> placebos = new ArrayList<>();
        for (SyntheticControlFit one : all) {
            placebos.add(new PlaceboReport.Placebo(
                    one.unit(),
                    one == fit,
                    one.att(),
                    one.preRmspe(),
                    one.postRmspe(),
                    one.ratio(),
                    placebos.size() + 1));
        }
        int rank = all.indexOf(fit) + 1;
        Optional<Caution> refusal = fit.preRmspe() > options.poorest() * fit.spread()
                ? Optional.of(Caution.of(
                        Caution.Kind.POOR_FIT,
                        fit.preRmspe(),
                        fit.spread() > 0 ? fit.preRmspe() / fit.spread() : Double.POSITIVE_INFINITY,
                        fit.spread(),
                        options.poorest()))
                : Optional.empty();
        return new PlaceboReport(
                fit,
                refusal,
                placebos,
                rank,
                (double) rank / all.size(),
                1.0 / all.size(),
                left,
                earlier,
                cautions(problem, figures, fit, left, earlier));
    }

    private static List<Caution> cautions(
            EffectProblem problem,
            SyntheticControl.Figures figures,
            SyntheticControlFit fit,
            List<PlaceboReport.LeftOut> left,
            List<PlaceboReport.EarlierStart> earlier) {
        int before = problem.before();
        int treated = problem.treatedUnit();
        List<Caution> cautions = new ArrayList<>();
        cautions.add(Caution.of(Caution.Kind.OVER_REJECTION));
        double smallest = 1.0 / (problem.donors() + 1);
        if (smallest > 0.05) {
            cautions.add(Caution.of(Caution.Kind.SMALLEST_P, problem.donors(), smallest));
        }
        if (before < FEW) {
            cautions.add(Caution.of(Caution.Kind.FEW_BEFORE, before));
        }
        if (fit.preRmspe() <= 1e-9 * fit.spread()) {
            cautions.add(Caution.of(Caution.Kind.PERFECT_FIT, problem.donors(), before));
        }
        int outside = figures.outside(treated, before);
        if (outside > 0) {
            cautions.add(Caution.of(Caution.Kind.OUTSIDE_RANGE, outside, before));
        }
        if (!fit.unique()) {
            cautions.add(Caution.of(Caution.Kind.NOT_UNIQUE));
        }
        double used = 0;
        for (SyntheticControlFit.Weight weight : fit.weights()) {
            used += weight.weight()
                    * figures.distance(treated, problem.outcome().unit(weight.unit()), before);
        }
        double general = 0;
        for (int unit = 0; unit < problem.outcome().units().size(); unit++) {
            general += figures.distance(treated, unit, before) / problem.donors();
        }
        if (used >= general && fit.weights().size() > 1) {
            cautions.add(Caution.of(Caution.Kind.INTERPOLATION, used, general));
        }
        for (PlaceboReport.EarlierStart start : earlier) {
            if (start.att() * fit.att() > 0 && Math.abs(start.att()) >= ALIKE * Math.abs(fit.att())) {
                cautions.add(Caution.of(Caution.Kind.IN_TIME, start.start(), start.att()));
            }
        }
        for (PlaceboReport.LeftOut one : left) {
            if (one.att() * fit.att() <= 0 || Math.abs(one.att()) < ALIKE * Math.abs(fit.att())) {
                cautions.add(Caution.of(Caution.Kind.LEANS_ON_ONE, one.unit(), one.att(), fit.att()));
            }
        }
        return cautions;
    }

    /** Numbers of periods before each earlier start. */
    private static Set<Integer> earlierStarts(int before) {
        Set<Integer> starts = new java.util.TreeSet<>();
        for (int share : new int[] {2, 3, 4}) {
            int start = before * share / 6;
            if (start >= EffectProblem.LEAST_BEFORE && start < before) {
                starts.add(start);
            }
        }
        return starts;
    }

    private static PlaceboReport.EarlierStart earlier(EffectProblem problem, int before, EvaluationOptions options) {
        Panel outcome = problem.outcome();
        int until = problem.before();
        double[][] values = outcome.values();
        for (int unit = 0; unit < values.length; unit++) {
            values[unit] = Arrays.copyOf(values[unit], until);
        }
        int start = outcome.periods().get(before);
        Panel shorter =
                new Panel(outcome.variable(), outcome.units(), outcome.periods().subList(0, until), values);
        List<Predictor> predictors = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (Predictor predictor : problem.predictors()) {
            List<Integer> periods = predictor.periods().stream()
                    .filter(period -> period < start)
                    .toList();
            boolean known = !periods.isEmpty() && isKnown(predictor, periods, outcome.units());
            if (known) {
                predictors.add(new Predictor(predictor.name(), predictor.variable(), periods));
            } else {
                dropped.add(predictor.name());
            }
        }
        SyntheticControlFit fit =
                SyntheticControl.fit(new EffectProblem(shorter, problem.treated(), start, predictors), options);
        return new PlaceboReport.EarlierStart(start, fit.att(), fit.preRmspe(), fit.postRmspe(), fit.ratio(), dropped);
    }

    /** Whether it has a value for every unit, and not the same for all. */
    private static boolean isKnown(Predictor predictor, List<Integer> periods, List<String> units) {
        Panel variable = predictor.variable();
        Set<Double> seen = new HashSet<>();
        for (String unit : units) {
            int row = variable.unit(unit);
            double[] found = periods.stream()
                    .mapToDouble(period -> variable.value(row, variable.period(period)))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            if (found.length == 0) {
                return false;
            }
            seen.add(Arrays.stream(found).average().orElse(0));
        }
        return seen.size() > 1;
    }

    /** Runs fits side by side; what one throws is thrown here. */
    private static final class Together implements AutoCloseable {
        private final ExecutorService workers;

        Together(int threads) {
            workers = Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().name("evaluation-", 0).daemon().factory());
        }

        <T> Future<T> start(Callable<T> work) {
            return workers.submit(work);
        }

        static <T> List<T> all(List<Future<T>> futures) {
            List<T> all = new ArrayList<>();
            for (Future<T> future : futures) {
                all.add(get(future));
            }
            return all;
        }

        static <T> T get(Future<T> future) {
            try {
                return future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException("an evaluation stopped without an answer", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the evaluation was interrupted");
            }
        }

        @Override
        public void close() {
            workers.shutdownNow();
        }
    }
}
