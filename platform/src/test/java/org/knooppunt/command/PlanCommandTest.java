package org.knooppunt.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "poort-genk");

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

    private JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }

    @Test
    void theDemonstrationRegionIsPlannedWithProofAndTheAnswerStandsInFourFiles() throws IOException {
        Path out = folder.resolve("deep").resolve("plan");

        assertThat(run("plan", EXAMPLE, "--gap", "0", "--out", out)).isZero();

        assertThat(output.toString())
                .hasLineCount(1)
                .startsWith("optimal: surplus ")
                .contains("cases");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("plan.json", "cases.json", "flows.csv", "report.html");
        }
        JsonNode plan = json(out.resolve("plan.json"));
        double surplus = plan.get("surplus").asDouble();
        double bound = plan.get("bound").asDouble();
        assertThat(plan.get("status").asString()).isEqualTo("optimal");
        // hand-checked by another program: examples/poort-genk has 2,458,492 EUR a year by road alone
        assertThat(surplus).isGreaterThan(2_400_000).isLessThanOrEqualTo(bound * (1 + 1e-6));
        assertThat(bound - surplus).isLessThanOrEqualTo(1e-6 * bound);
        assertThat(plan.get("gap").asDouble()).isBetween(0.0, 1e-6);
        assertThat(plan.get("certificate").get("feasible").asBoolean()).isTrue();
        assertThat(plan.get("certificate").get("surplus").asDouble()).isCloseTo(surplus, within(0.01));
        assertThat(plan.get("cases").size()).isGreaterThanOrEqualTo(6);
        double cases = 0;
        for (JsonNode one : plan.get("cases")) {
            cases += one.get("surplus").asDouble();
        }
        assertThat(cases).as("the cases add up to the plan").isCloseTo(surplus, within(0.01));
    }

    @Test
    void planJsonHoldsTheFieldsThatAreDocumented() throws IOException {
        Path out = folder.resolve("plan");
        assertThat(run("plan", EXAMPLE, "--out", out, "--seed", "7", "--weight-co2", "50", "--weight-jobs", "1000"))
                .isZero();

        JsonNode plan = json(out.resolve("plan.json"));
        assertThat(plan.propertyNames())
                .contains(
                        "status",
                        "surplus",
                        "bound",
                        "gap",
                        "money",
                        "co2e_avoided_t",
                        "jobs",
                        "seconds",
                        "seed",
                        "facilities",
                        "flows",
                        "prices",
                        "entry",
                        "certificate",
                        "parts",
                        "cases",
                        "transport");
        assertThat(plan.get("seed").asInt()).isEqualTo(7);
        assertThat(plan.get("facilities").get(0).propertyNames()).contains("facility", "runs", "intake");
        assertThat(plan.get("flows").get(0).propertyNames())
                .containsExactly(
                        "from",
                        "from_process",
                        "to",
                        "to_process",
                        "class",
                        "quantity",
                        "unit_cost",
                        "km",
                        "co2e_kg",
                        "mode");
        assertThat(plan.get("prices").propertyNames()).anyMatch(name -> name.startsWith("O"));
        JsonNode parts = plan.get("parts");
        assertThat(parts.get("sales").asDouble()
                        - parts.get("purchases").asDouble()
                        - parts.get("transport").asDouble()
                        - parts.get("variable").asDouble()
                        - parts.get("fixed").asDouble())
                .isCloseTo(plan.get("money").asDouble(), within(0.01));
        assertThat(plan.get("money").asDouble()
                        + 50 * plan.get("co2e_avoided_t").asDouble()
                        + 1000 * plan.get("jobs").asDouble())
                .as("surplus is money and what was weighed")
                .isCloseTo(plan.get("surplus").asDouble(), within(0.05));
        assertThat(plan.get("entry"))
                .as("what is left out says why")
                .allMatch(entry -> !entry.get("reason").asString().isEmpty());
    }

    @Test
    void usedRubberIsACaseThatNoPairCouldDo() throws IOException {
        Path out = folder.resolve("plan");
        run("plan", EXAMPLE, "--out", out);

        JsonNode rubber = null;
        for (JsonNode one : json(out.resolve("cases.json"))) {
            for (JsonNode facility : one.get("facilities")) {
                rubber = facility.asString().equals("F01") ? one : rubber;
            }
        }
        assertThat(rubber).isNotNull();
        assertThat(rubber.get("partners")).hasSizeGreaterThan(2);
        assertThat(rubber.get("surplus").asDouble()).isGreaterThan(1000);
        assertThat(rubber.get("best_pair").asDouble()).isCloseTo(0, within(0.5));
        for (JsonNode partner : rubber.get("partners")) {
            assertThat(partner.get("alone").asDouble()).isCloseTo(0, within(0.5));
        }
    }

    @Test
    void theSameSeedGivesTheSameFlows() throws IOException {
        run("plan", EXAMPLE, "--seed", "3", "--out", folder.resolve("one"));
        run("plan", EXAMPLE, "--seed", "3", "--out", folder.resolve("two"));

        assertThat(folder.resolve("one").resolve("flows.csv"))
                .hasSameTextualContentAs(folder.resolve("two").resolve("flows.csv"));
    }

    @Test
    void everyFaultIsToldByItsCellAndNothingIsWritten() throws IOException {
        Path faulty = folder.resolve("faulty");
        Files.createDirectories(faulty);
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            for (Path file : files.toList()) {
                Files.copy(file, faulty.resolve(file.getFileName().toString()));
            }
        }
        change(faulty.resolve("offers.csv"), ",1650,", ",veel,");
        change(faulty.resolve("needs.csv"), "speelvloer", "nergens");
        Path out = folder.resolve("plan");

        assertThat(run("plan", faulty, "--out", out)).isEqualTo(2);

        assertThat(error.toString())
                .containsPattern("(?m)^offers\\.csv:2:quantity: .*: veel: expected .*$")
                .containsPattern("(?m)^needs\\.csv:2:site: .*: nergens: expected .*$");
        assertThat(output.toString()).isEmpty();
        assertThat(out).doesNotExist();
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replaceFirst(from, to));
    }

    @ParameterizedTest
    @CsvSource({"--gap,2", "--gap,x", "--time,soon", "--time,0", "--seed,-1", "--language,de", "--weight-co2,NaN"})
    void anOptionThatCannotBeIsToldAndNothingIsWritten(String option, String value) {
        Path out = folder.resolve("plan");

        assertThat(run("plan", EXAMPLE, "--out", out, option, value)).isEqualTo(2);
        assertThat(error.toString()).isNotBlank().doesNotContain("\tat ");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"60s", "2m", "1h", "PT1M", "90"})
    void aTimeIsWrittenAsPeopleDo(String time) {
        assertThat(run("plan", EXAMPLE, "--out", folder.resolve("plan"), "--time", time))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"nl,bewezen", "en,proven", "fr,prouvé"})
    void theReportStandsOnItsOwnInEachLanguage(String language, String word) throws IOException {
        Path out = folder.resolve("plan");
        run("plan", EXAMPLE, "--out", out, "--language", language);

        String report = Files.readString(out.resolve("report.html"));
        assertThat(report)
                .contains("lang=\"" + language + "\"")
                .contains(word)
                .contains("<svg")
                .doesNotContain("<script")
                .doesNotContain("javascript:")
                .doesNotContain("??");
        List<String> outside = new ArrayList<>();
        var reference = java.util.regex.Pattern.compile("(?:src|href|url|@import)\\s*[=(]\\s*[\"']?([^\"')\\s>]+)")
                .matcher(report);
        while (reference.find()) {
            String address = reference.group(1);
            if (!address.startsWith("#") && !address.startsWith("data:")) {
                outside.add(address);
            }
        }
        assertThat(outside).as("references to anything outside the file").isEmpty();
    }

    @Test
    void theMostCo2eAvoidedCostsMoneyAndTheTradeOffSaysHowMuch() throws IOException {
        Path out = folder.resolve("trade");

        assertThat(run("plan", EXAMPLE, "--aim", "co2e", "--trade", "co2e", "--points", "5", "--out", out))
                .as(error.toString())
                .isZero();

        JsonNode plan = json(out.resolve("plan.json"));
        JsonNode trade = json(out.resolve("trade.json"));
        JsonNode points = trade.get("points");
        assertThat(points.size()).isBetween(2, 5);
        assertThat(trade.get("complete").asBoolean()).isTrue();
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).get("money").asDouble())
                    .isLessThan(points.get(i - 1).get("money").asDouble());
            assertThat(points.get(i).get("co2e_avoided_t").asDouble())
                    .isGreaterThan(points.get(i - 1).get("co2e_avoided_t").asDouble());
        }
        JsonNode last = points.get(points.size() - 1);
        double most = last.get("co2e_avoided_t").asDouble();
        assertThat(plan.get("co2e_avoided_t").asDouble()).isCloseTo(most, within(1e-3 * most));
        assertThat(plan.get("aimed").get("proofs").get(0).get("aim").asString()).isEqualTo("co2e");
        assertThat(Files.readString(out.resolve("trade.csv"))).hasLineCount(points.size() + 1);
    }

    @ParameterizedTest
    @CsvSource({"money,9,money", "water,9,money", "jobs,1,money", "jobs,9,water"})
    void aTradeOffThatCannotBeIsRefused(String trade, int points, String aim) {
        Path out = folder.resolve("no");

        assertThat(run("plan", EXAMPLE, "--trade", trade, "--points", points, "--aim", aim, "--out", out))
                .isEqualTo(2);
        assertThat(out).doesNotExist();
    }
}
