package org.knooppunt.engine.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Cigarette sales per head in 39 states of the USA, 1970–2000: the data of Abadie, Diamond and Hainmueller 2010. */
final class Proposition99 {
    private final List<String> columns;
    private final List<String[]> rows;

    private Proposition99(List<String> columns, List<String[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    static Proposition99 read() throws IOException {
        String data = System.getenv().getOrDefault("KNOOPPUNT_DATA", "../../shared/data");
        Path file = Path.of(data, "synthetic-control", "prop99.csv");
        assumeTrue(Files.exists(file), "skipped: no " + file + "; set KNOOPPUNT_DATA to the folder with the data");
        List<String> lines = Files.readAllLines(file);
        return new Proposition99(
                List.of(lines.getFirst().split(",")),
                lines.stream().skip(1).map(line -> line.split(",", -1)).toList());
    }

    Panel panel(String variable) {
        List<String> states = rows.stream().map(row -> row[0]).distinct().toList();
        double[][] values = new double[states.size()][31];
        Arrays.stream(values).forEach(row -> Arrays.fill(row, Double.NaN));
        for (String[] row : rows) {
            String cell = row[columns.indexOf(variable)];
            if (!cell.isEmpty()) {
                values[states.indexOf(row[0])][Integer.parseInt(row[1]) - 1970] = Double.parseDouble(cell);
            }
        }
        return new Panel(
                variable, states, IntStream.rangeClosed(1970, 2000).boxed().toList(), values);
    }

    EffectProblem outcomeOnly() {
        return new EffectProblem(panel("cigsale"), "California", 1989, List.of());
    }

    /** With the predictors of the paper. */
    EffectProblem withPredictors() {
        return new EffectProblem(
                panel("cigsale"),
                "California",
                1989,
                List.of(
                        predictor("lnincome", 1980, 1988),
                        predictor("retprice", 1980, 1988),
                        predictor("age15to24", 1980, 1988),
                        predictor("beer", 1984, 1988),
                        predictor("cigsale", 1975, 1975),
                        predictor("cigsale", 1980, 1980),
                        predictor("cigsale", 1988, 1988)));
    }

    private Predictor predictor(String variable, int from, int to) {
        return new Predictor(
                variable + " " + from,
                panel(variable),
                IntStream.rangeClosed(from, to).boxed().toList());
    }
}
