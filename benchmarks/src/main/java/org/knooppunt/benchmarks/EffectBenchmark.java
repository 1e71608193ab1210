package org.knooppunt.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.DifferenceInDifferences;
import org.knooppunt.engine.evaluation.EffectProblem;
import org.knooppunt.engine.evaluation.EvaluationOptions;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.engine.evaluation.PlaceboReport;
import org.knooppunt.engine.evaluation.PlaceboStudy;
import org.knooppunt.engine.evaluation.SyntheticControlFit;

/**
 * Proposition 99: from a table to the whole study, the twin of California and of each of the 38 other states, earlier
 * starts, every unit of the twin left out. The answers are checked against the published ones before any time counts.
 */
public final class EffectBenchmark {
    private static final double BAR = 10;
    private static final String PREDICTORS = """
            predictor,periods
            lnincome,1980-1988
            retprice,1980-1988
            age15to24,1980-1988
            beer,1984-1988
            cigsale,1975
            cigsale,1980
            cigsale,1988
            """;

    private EffectBenchmark() {}

    public static void main(String... args) throws IOException {
        Arguments arguments = Arguments.of(args, "runs", "threads");
        int runs = arguments.whole("runs", 3);
        EvaluationOptions options = EvaluationOptions.DEFAULT.withThreads(arguments.whole("threads", 2));
        Path file = BenchmarkData.folder().resolve("synthetic-control").resolve("prop99.csv");
        byte[] data = Files.readAllBytes(file);
        System.out.println(
                "| compared | units | fits | threads | ATT 1989–2000 | RMSPE before | rank | first run s | median s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        boolean held = true;
        for (boolean paper : new boolean[] {false, true}) {
            double[] seconds = new double[runs];
            PlaceboReport report = null;
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                report = PlaceboStudy.study(problem(data, paper ? PREDICTORS : null), options);
                seconds[run] = (System.nanoTime() - start) / 1e9;
            }
            if (report == null) {
                throw new IllegalArgumentException("runs is " + runs + "; expected at least 1");
            }
            check(report, paper);
            double first = seconds[0];
            Arrays.sort(seconds);
            held &= seconds[runs - 1] <= BAR;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %.3f | %.4f | %d | %.2f | %.2f |%n",
                    paper ? "seven predictors" : "the outcome",
                    report.placebos().size(),
                    report.placebos().size()
                            + report.leaveOneOut().size()
                            + report.inTime().size(),
                    options.threads(),
                    report.fit().att(),
                    report.fit().preRmspe(),
                    report.rank(),
                    first,
                    seconds[runs / 2]);
        }
        System.out.println(held ? "every study took at most 10 s" : "a study took more than 10 s");
    }

    private static EffectProblem problem(byte[] data, @Nullable String predictors) {
        return PanelReader.read(
                        table(data),
                        new PanelReader.Columns("state", "year", "cigsale"),
                        "California",
                        1989,
                        predictors == null ? null : table(predictors.getBytes(StandardCharsets.UTF_8)))
                .problem()
                .orElseThrow();
    }

    private static DataTable table(byte[] content) {
        return switch (DataTable.csv("prop99.csv", content)) {
            case DataTable.Readable readable -> readable.table();
            case DataTable.Unreadable unreadable ->
                throw new IllegalStateException(unreadable.fault().text());
        };
    }

    private static void check(PlaceboReport report, boolean paper) throws IOException {
        List<String> faults = new ArrayList<>();
        SyntheticControlFit fit = report.fit();
        Map<String, Double> published = paper
                ? Map.of("Utah", 0.334, "Nevada", 0.234, "Montana", 0.199, "Colorado", 0.164, "Connecticut", 0.069)
                : Map.of(
                        "Utah",
                        0.3939,
                        "Montana",
                        0.2318,
                        "Nevada",
                        0.2049,
                        "Connecticut",
                        0.1091,
                        "New Hampshire",
                        0.0454,
                        "Colorado",
                        0.0148);
        for (Map.Entry<String, Double> weight : published.entrySet()) {
            double found = fit.weights().stream()
                    .filter(one -> one.unit().equals(weight.getKey()))
                    .mapToDouble(SyntheticControlFit.Weight::weight)
                    .sum();
            equal("weight of " + weight.getKey(), found, weight.getValue(), paper ? 0.02 : 0.00005, faults);
        }
        if (paper) {
            equal("RMSPE before", fit.preRmspe(), 1.75, 0.05, faults);
            equal("rank", report.rank(), 1, 0, faults);
        } else {
            equal("ATT", fit.att(), -19.514, 0.0005, faults);
            equal("gap of 2000", fit.gaps().getLast().gap(), -26.597, 0.0005, faults);
            equal("RMSPE before", fit.preRmspe(), 1.6564, 0.00005, faults);
            byte[] data = Files.readAllBytes(
                    BenchmarkData.folder().resolve("synthetic-control").resolve("prop99.csv"));
            double difference =
                    DifferenceInDifferences.estimate(problem(data, null)).att().value();
            equal("difference in differences", difference, -27.349, 0.0005, faults);
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
    }

    private static void equal(String what, double is, double expected, double tolerance, List<String> faults) {
        if (!(Math.abs(is - expected) <= tolerance)) {
            faults.add(what + " is " + is + "; expected " + expected);
        }
    }
}
