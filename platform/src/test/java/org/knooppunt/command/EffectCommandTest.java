package org.knooppunt.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.effects.EffectDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EffectCommandTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "effect");

    @TempDir
    Path folder;

    private final StringWriter output = new StringWriter();
    private final StringWriter error = new StringWriter();

    private int run(Object... arguments) {
        return Commands.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int example(Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "effect",
                EXAMPLE.resolve("waste.csv"),
                "--unit",
                "city",
                "--time",
                "year",
                "--outcome",
                "sorted_share",
                "--treated",
                "Lindeberg",
                "--start",
                "2014",
                "--out",
                out));
        arguments.addAll(List.of(more));
        return run(arguments.toArray());
    }

    @Test
    void theExampleGivesItsEffectInTwoFilesAndOneLine() throws IOException {
        Path out = folder.resolve("deep").resolve("effect");

        assertThat(example(out)).isZero();

        assertThat(output.toString())
                .hasLineCount(1)
                .startsWith("synthetic control: sorted_share of Lindeberg ")
                .contains("rank 1 of 13, p 0.0769 (at least 0.0769)");
        assertThat(error.toString()).contains("beware: a placebo test can find effects that are none");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("effect.json", "gaps.csv");
        }
        String text = Files.readString(out.resolve("effect.json"));
        JsonNode effect = new JsonMapper().readTree(text);
        assertThat(effect.propertyNames())
                .contains(
                        "weights",
                        "gaps",
                        "att",
                        "pre_rmspe",
                        "post_rmspe",
                        "ratio",
                        "rank",
                        "p",
                        "smallest_p",
                        "placebos",
                        "leave_one_out",
                        "in_time",
                        "difference_in_differences",
                        "interrupted_time_series",
                        "warnings");
        // the invented effect begins at 1.2 and grows by 0.5 a year: 2.7 on average
        assertThat(effect.get("att").asDouble()).isCloseTo(2.7, within(0.4));
        assertThat(effect.get("gaps").size()).isEqualTo(17);
        assertThat(effect.get("placebos").size()).isEqualTo(13);
        double weights = 0;
        for (JsonNode weight : effect.get("weights")) {
            weights += weight.get("weight").asDouble();
        }
        assertThat(weights).isCloseTo(1, within(1e-9));
        assertThat(Files.readAllLines(out.resolve("gaps.csv")))
                .hasSize(18)
                .first()
                .isEqualTo("period,observed,synthetic,gap");
        assertThat(EffectDocument.read(text).json()).as("read back").isEqualTo(text);
    }

    @Test
    void predictorsAreReadFromAFileAndTheSameSeedGivesTheSameFile() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        assertThat(example(first, "--predictors", EXAMPLE.resolve("predictors.csv")))
                .as(error.toString())
                .isZero();
        assertThat(example(second, "--predictors", EXAMPLE.resolve("predictors.csv")))
                .isZero();

        String text = Files.readString(first.resolve("effect.json"));
        assertThat(Files.readString(second.resolve("effect.json"))).isEqualTo(text);
        assertThat(new JsonMapper().readTree(text).get("predictors").size()).isEqualTo(3);
    }

    @Test
    void anotherMethodIsChosenByName() {
        assertThat(example(folder.resolve("a"), "--method", "difference-in-differences"))
                .as(error.toString())
                .isZero();
        assertThat(output.toString()).startsWith("difference in differences: sorted_share of Lindeberg");
        assertThat(example(folder.resolve("b"), "--method", "interrupted-time-series"))
                .isZero();
        assertThat(output.toString()).contains("interrupted time series: sorted_share of Lindeberg");
    }

    @Test
    void faultsInTheDataAreToldWithPlaceValueAndExpectationAndNothingIsWritten() throws IOException {
        Path data = Files.writeString(
                folder.resolve("data.csv"), "stad;jaar;werk\nGenk;2001;1\nGenk;2002;veel\nGenk;2003;3\nGent;2001;1\n");
        Path out = folder.resolve("out");

        assertThat(run(
                        "effect",
                        data,
                        "--unit",
                        "stad",
                        "--time",
                        "jaar",
                        "--outcome",
                        "werk",
                        "--treated",
                        "Genk",
                        "--start",
                        "2003",
                        "--out",
                        out))
                .isEqualTo(2);

        assertThat(error.toString())
                .contains("data.csv:3:werk: veel: expected a number")
                .contains("data.csv:0:werk: nothing: expected a value for Gent in 2002");
        assertThat(out).doesNotExist();
    }

    @Test
    void aMethodThatCannotBeUsedSaysWhy() throws IOException {
        Path data = Files.writeString(folder.resolve("data.csv"), "stad,jaar,werk\nGenk,1,1\nGenk,2,2\nGenk,3,3\n");

        assertThat(run(
                        "effect",
                        data,
                        "--unit",
                        "stad",
                        "--time",
                        "jaar",
                        "--outcome",
                        "werk",
                        "--treated",
                        "Genk",
                        "--start",
                        "3",
                        "--out",
                        folder.resolve("out")))
                .isEqualTo(2);

        assertThat(error.toString()).contains("there are 0 units to compare Genk with; expected at least 2");
    }

    @Test
    void proposition99ComesOutOfTheCommandAsPublished() throws IOException {
        String shared = System.getenv().getOrDefault("KNOOPPUNT_DATA", "../../shared/data");
        Path data = Path.of(shared, "synthetic-control", "prop99.csv");
        assumeTrue(Files.exists(data), "skipped: no " + data + "; set KNOOPPUNT_DATA to the folder with the data");
        Path predictors = Files.writeString(folder.resolve("predictors.csv"), """
                predictor,periods
                lnincome,1980-1988
                retprice,1980-1988
                age15to24,1980-1988
                beer,1984-1988
                cigsale,1975
                cigsale,1980
                cigsale,1988
                """);

        List<Object> arguments = List.of(
                "effect",
                data,
                "--unit",
                "state",
                "--time",
                "year",
                "--outcome",
                "cigsale",
                "--treated",
                "California",
                "--start",
                "1989");
        assertThat(run(Stream.concat(arguments.stream(), Stream.of("--out", folder.resolve("alone")))
                        .toArray()))
                .as(error.toString())
                .isZero();
        assertThat(run(Stream.concat(
                                arguments.stream(),
                                Stream.of("--predictors", predictors, "--out", folder.resolve("with")))
                        .toArray()))
                .as(error.toString())
                .isZero();

        JsonNode alone = new JsonMapper().readTree(Files.readString(folder.resolve("alone/effect.json")));
        assertThat(alone.get("att").asDouble()).isCloseTo(-19.514, within(0.0005));
        assertThat(alone.get("pre_rmspe").asDouble()).isCloseTo(1.6564, within(0.00005));
        assertThat(alone.get("difference_in_differences")
                        .get("att")
                        .get("value")
                        .asDouble())
                .isCloseTo(-27.349, within(0.0005));
        JsonNode with = new JsonMapper().readTree(Files.readString(folder.resolve("with/effect.json")));
        assertThat(with.get("rank").asInt()).isEqualTo(1);
        assertThat(with.get("weights").get(0).get("unit").asString()).isEqualTo("Utah");
        assertThat(with.get("weights").get(0).get("weight").asDouble()).isCloseTo(0.334, within(0.02));
    }
}
