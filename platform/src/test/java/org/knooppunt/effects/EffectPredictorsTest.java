package org.knooppunt.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.EvaluationOptions;
import org.knooppunt.engine.evaluation.Panel;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.engine.evaluation.SyntheticControlFit;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.DraftForTest;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Period;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A twin that agrees on predictors, and tables that come as workbooks. */
class EffectPredictorsTest extends PlatformTest {
    private static final Pattern OWN = Pattern.compile("/effects/(\\d+)/(?:figure|file)");

    /** Before 2004 Genk is three quarters of Aalst and a quarter of Brugge, afterwards 2.5 more; so is its income. */
    private static final String SMALL = """
            stad,jaar,werk,inkomen,wijken,soort,gelijk
            Genk,2001,5,9,,stad,3
            Genk,2002,6,11,,stad,3
            Genk,2003,8,11,4,stad,3
            Genk,2004,11,11,,stad,3
            Genk,2005,12,11,,stad,3
            Aalst,2001,4,8,1,stad,3
            Aalst,2002,6,8,1,stad,3
            Aalst,2003,7,8,1,stad,3
            Aalst,2004,8,8,1,stad,3
            Aalst,2005,9,8,1,stad,3
            Brugge,2001,8,16,,stad,3
            Brugge,2002,6,,,stad,3
            Brugge,2003,11,16,,stad,3
            Brugge,2004,10,16,,stad,3
            Brugge,2005,11,16,,stad,3
            """;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Effects effects;

    @Autowired
    Indicators indicators;

    @Autowired
    Observations observations;

    private Person person() {
        return accounts.create(
                "effects-" + UUID.randomUUID() + "@example.org", "Els", null, Set.of(Role.POLICY_OFFICER), Set.of());
    }

    private static long begin(PlainBrowser browser, String title, String started) {
        HttpResponse<String> page =
                browser.post("/effects/new", "/effects/new", "title", title, "place", "Genk", "started", started);
        Matcher own = OWN.matcher(page.body());
        assertThat(own.find()).as(page.body()).isTrue();
        return Long.parseLong(own.group(1));
    }

    private static HttpResponse<String> bring(PlainBrowser browser, long id, String name, byte[] content) {
        return browser.postFile("/effects/" + id + "/figure", "/effects/" + id + "/file", name, content, Map.of());
    }

    private static HttpResponse<String> name(PlainBrowser browser, long id) {
        return browser.post(
                "/effects/" + id + "/figure",
                "/effects/" + id + "/figure",
                "unitColumn",
                "stad",
                "timeColumn",
                "jaar",
                "figureColumn",
                "werk",
                "figure",
                "Werk",
                "unit",
                "%",
                "source",
                "verzonnen");
    }

    private static long small(PlainBrowser browser, String title) {
        long id = begin(browser, title, "2004");
        bring(browser, id, "werk.csv", SMALL.getBytes(StandardCharsets.UTF_8));
        name(browser, id);
        choose(browser, id);
        return id;
    }

    private static HttpResponse<String> choose(PlainBrowser browser, long id) {
        String places = "/effects/" + id + "/places";
        return browser.post(
                places,
                places,
                "treated",
                "Genk",
                "from",
                "2001",
                "to",
                "2005",
                "compared",
                "Aalst",
                "compared",
                "Brugge");
    }

    /** Each line as variable, first and last year. */
    private static HttpResponse<String> work(PlainBrowser browser, long id, List<List<String>> lines, String... more) {
        List<String> fields = new ArrayList<>(List.of("approach", "synthetic_control"));
        List<List<String>> sent = new ArrayList<>(lines);
        while (sent.size() < 3) {
            sent.add(List.of("", "", ""));
        }
        for (List<String> line : sent) {
            fields.addAll(List.of("predictor", line.get(0), "first", line.get(1), "last", line.get(2)));
        }
        fields.addAll(List.of(more));
        String path = "/effects/" + id + "/method";
        return browser.post(path, path, fields.toArray(String[]::new));
    }

    private static DataTable table(PlainBrowser browser, String path) {
        return ((DataTable.Readable) DataTable.csv("file.csv", browser.bytes(path))).table();
    }

    @Test
    void aTwinAgreesOnAPredictorAndAnybodyWorksItOutAgain() {
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id = small(browser, "Een kenmerk vooraf");
        String path = "/effects/" + id;

        assertThat(browser.get(path + "/method").body())
                .contains("Kenmerken vooraf voor de tweeling", "value=\"inkomen\"", "value=\"werk\"")
                .doesNotContain("value=\"stad\"", "value=\"jaar\"");
        String page =
                work(browser, id, List.of(List.of("inkomen", "2001", "2002"))).body();

        assertThat(page)
                .contains("gemiddeld 2,5 % hoger dan in de synthetische tweeling")
                .contains("Waarop de tweeling lijkt", "inkomen 2001–2002", "Gemiddelde plaats", "100")
                .contains("Ter controle, zonder kenmerken en alleen met het cijfer zelf: gemiddeld effect 2,5 %")
                .contains("--predictors effect-" + id + "-predictors.csv")
                .doesNotContain("??");
        assertThat(new String(browser.bytes(path + "/data.csv"), StandardCharsets.UTF_8))
                .startsWith("unit,period,value,inkomen\nGenk,2001,5,9\n")
                .contains("Brugge,2002,6,\n");
        assertThat(new String(browser.bytes(path + "/predictors.csv"), StandardCharsets.UTF_8))
                .isEqualTo("name,predictor,periods\n\"inkomen 2001–2002\",inkomen,2001-2002\n");
        EffectDocument document =
                EffectDocument.read(new String(browser.bytes(path + "/effect.json"), StandardCharsets.UTF_8));
        assertThat(document.weights().getFirst().unit()).isEqualTo("Aalst");
        assertThat(document.weights().getFirst().weight()).isCloseTo(0.75, within(1e-12));
        SyntheticControlFit.Agreement agreement = document.predictors().getFirst();
        assertThat(agreement.observed()).isCloseTo(10, within(1e-12));
        assertThat(agreement.synthetic()).isCloseTo(10, within(1e-12));
        assertThat(agreement.average()).isCloseTo(12, within(1e-12));
        EffectDocument again = EffectRun.run(
                PanelReader.read(
                                table(browser, path + "/data.csv"),
                                new PanelReader.Columns("unit", "period", "value"),
                                "Genk",
                                2004,
                                table(browser, path + "/predictors.csv"))
                        .problem()
                        .orElseThrow(),
                EffectMethod.SYNTHETIC_CONTROL,
                EvaluationOptions.DEFAULT);
        assertThat(again.json()).as("the way the command goes").isEqualTo(document.json());
        assertThat(browser.post(path, path + "/again").body()).contains("elk cijfer is gelijk");

        // what was chosen is there again, and another method leaves it alone
        assertThat(browser.get(path + "/method").body())
                .containsPattern("value=\"inkomen\"[^>]*selected|selected[^>]*value=\"inkomen\"")
                .contains("value=\"2002\"");
        browser.post(
                path + "/method",
                path + "/method",
                "approach",
                "difference",
                "predictor",
                "inkomen",
                "predictor",
                "",
                "first",
                "2001",
                "first",
                "",
                "last",
                "2002",
                "last",
                "");
        assertThat(browser.get(path + "/predictors.csv").statusCode()).isEqualTo(404);
        assertThat(browser.get(path + "/method").body()).contains("value=\"2002\"");
    }

    @Test
    void whatIsWrongWithAPredictorIsSaidAtItsLineAndStays() {
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id = small(browser, "Kenmerken met fouten");

        String page = work(
                        browser,
                        id,
                        List.of(
                                List.of("inkomen", "1999", "2002"),
                                List.of("soort", "2001", ""),
                                List.of("wijken", "2001", "2003"),
                                List.of("gelijk", "2001", ""),
                                List.of("inkomen", "2003", "2001"),
                                List.of("werk", "2003", "2004"),
                                List.of("werk", "2002", ""),
                                List.of("werk", "2002", "")))
                .body();

        assertThat(page)
                .contains("Je schreef 1999; een kenmerk is van een jaar van 2001 tot 2003")
                .contains("soort is geen kolom met getallen: in rij 2 staat stad")
                .contains("Van wijken in 2001–2003 is er geen cijfer voor Brugge.")
                .contains("gelijk in 2001 is overal gelijk")
                .contains("2001 ligt vóór 2003")
                .contains("Je schreef 2004; een kenmerk is van een jaar van 2001 tot 2003")
                .contains("werk staat er al met dezelfde jaren")
                .contains("href=\"#first[0]\"", "href=\"#predictor[2]\"", "value=\"1999\"");
        assertThat(work(browser, id, List.of(List.of("", "2001", ""), List.of("werk", "ooit", "")))
                        .body())
                .contains("Kies een kenmerk bij deze jaren", "Je schreef ooit");
        assertThat(browser.get("/effects/" + id).body())
                .as("nothing was worked out")
                .contains("Nog niets uitgerekend");
    }

    @Test
    void linesAreAddedAndTakenAwayWithoutScript() {
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id = small(browser, "Regels erbij en weg");
        List<List<String>> three =
                List.of(List.of("inkomen", "2001", "2002"), List.of("werk", "2001", ""), List.of("werk", "2002", ""));

        assertThat(work(browser, id, three, "more", "1").body())
                .contains("Kenmerk 5", "value=\"2002\"")
                .doesNotContain("Kenmerk 6");
        assertThat(work(browser, id, three, "remove", "0").body())
                .contains("Kenmerk 4", "Haal kenmerk 2 weg")
                .doesNotContain("Kenmerk 5", "Haal kenmerk 3 weg");
        List<List<String>> twelve = java.util.Collections.nCopies(12, List.of("werk", "2001", ""));
        assertThat(work(browser, id, twelve, "more", "1").body())
                .contains("Kenmerk 12")
                .doesNotContain("Kenmerk 13", "Meer regels");
    }

    private String indicator(Person officer, Map<String, List<String>> figures) {
        String code = "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        assertThat(indicators.add(DraftForTest.of(code, "Proef " + code).draft(), officer))
                .isEqualTo(Indicators.Kept.DONE);
        figures.forEach((area, values) -> {
            for (int i = 0; i < values.size(); i++) {
                observations.record(
                        code,
                        area,
                        Period.ofYear(2001 + i),
                        Category.TOTAL,
                        "Telling",
                        new BigDecimal(values.get(i)),
                        ObservationStatus.FINAL,
                        "Eerste telling",
                        officer);
            }
        });
        return code;
    }

    @Test
    void anotherIndicatorIsAPredictorOfAnIndicator() {
        Person officer = person();
        String outcome = indicator(
                officer,
                Map.of(
                        "71016",
                        List.of("5", "6", "8", "11", "12"),
                        "41002",
                        List.of("4", "6", "7", "8", "9"),
                        "31005",
                        List.of("8", "6", "11", "10", "11")));
        String income = indicator(
                officer, Map.of("71016", List.of("9", "11"), "41002", List.of("8", "8"), "31005", List.of("16", "16")));
        String elsewhere = indicator(officer, Map.of("71016", List.of("9", "11")));
        long id = effects.begin(new EffectText("Indicatoren als kenmerk", "", "", "Genk", 2004), officer);
        assertThat(effects.take(id, outcome, Locale.ENGLISH, officer)).isTrue();
        List<String> others = List.of("Aalst", "Brugge");
        assertThat(effects.choose(id, new Effect.Choice("Genk", 2001, 2005, others), officer))
                .isInstanceOf(Effects.Kept.class);

        assertThat(effects.predictorChoices(id, Locale.ENGLISH, officer))
                .containsKeys("cijfer", income, elsewhere)
                .doesNotContainKey(outcome);
        assertThat(effects.work(
                                id,
                                Approach.SYNTHETIC_CONTROL,
                                List.of(new ChosenPredictor(elsewhere, 2001, 2002)),
                                Locale.ENGLISH,
                                officer)
                        .problems())
                .singleElement()
                .satisfies(wrong -> {
                    assertThat(wrong.field()).isEqualTo("predictor[0]");
                    assertThat(wrong.message()).isEqualTo("effect.error.predictor.missing");
                    assertThat(wrong.arguments()).contains("Aalst, Brugge");
                });
        assertThat(effects.work(
                                id,
                                Approach.SYNTHETIC_CONTROL,
                                List.of(new ChosenPredictor(income, 2001, 2002)),
                                Locale.ENGLISH,
                                officer)
                        .problems())
                .isEmpty();

        Effect.Run run = effects.get(id, officer).run();
        assertThat(run).isNotNull();
        assertThat(run.data()).startsWith("unit,period,value,");
        assertThat(run.document()).isNotNull();
        assertThat(run.document().weights().getFirst().weight()).isCloseTo(0.75, within(1e-12));
        assertThat(run.document().predictors().getFirst().name()).isEqualTo("Proef " + income + " 2001–2002");
        assertThat(effects.again(id, officer)).isTrue();
    }

    @Test
    void proposition99ComesOutOfTheRoomAsPublished() throws IOException {
        Path file = Path.of(
                System.getenv().getOrDefault("KNOOPPUNT_DATA", "../../shared/data"), "synthetic-control", "prop99.csv");
        assumeTrue(Files.exists(file), "skipped: no " + file + "; set KNOOPPUNT_DATA to the folder with the data");
        Person officer = person();
        long id = effects.begin(new EffectText("Proposition 99", "", "", "California", 1989), officer);
        assertThat(effects.bring(id, "prop99.csv", Files.readAllBytes(file), officer))
                .isEmpty();
        assertThat(effects.name(
                        id, new FigureText("Cigarettes", "packs", "ADH 2010", "state", "year", "cigsale"), officer))
                .isEmpty();
        Panel panel = effects.panel(id, officer).orElseThrow();
        List<String> others = panel.units().stream()
                .filter(unit -> !unit.equals("California"))
                .toList();
        assertThat(effects.choose(id, new Effect.Choice("California", 1970, 2000, others), officer))
                .isInstanceOf(Effects.Kept.class);

        assertThat(effects.work(
                                id,
                                Approach.SYNTHETIC_CONTROL,
                                List.of(
                                        new ChosenPredictor("lnincome", 1980, 1988),
                                        new ChosenPredictor("retprice", 1980, 1988),
                                        new ChosenPredictor("age15to24", 1980, 1988),
                                        new ChosenPredictor("beer", 1984, 1988),
                                        new ChosenPredictor("cigsale", 1975, 1975),
                                        new ChosenPredictor("cigsale", 1980, 1980),
                                        new ChosenPredictor("cigsale", 1988, 1988)),
                                Locale.ENGLISH,
                                officer)
                        .problems())
                .isEmpty();

        Effect.Run run = effects.get(id, officer).run();
        assertThat(run).isNotNull();
        EffectDocument document = run.document();
        assertThat(document).isNotNull();
        Map<String, Double> weights = new HashMap<>();
        document.weights().forEach(weight -> weights.put(weight.unit(), weight.weight()));
        assertThat(weights.get("Utah")).isCloseTo(0.334, within(0.02));
        assertThat(weights.get("Nevada")).isCloseTo(0.234, within(0.02));
        assertThat(weights.get("Montana")).isCloseTo(0.199, within(0.02));
        assertThat(weights.get("Colorado")).isCloseTo(0.164, within(0.02));
        assertThat(weights.get("Connecticut")).isCloseTo(0.069, within(0.02));
        assertThat(document.preRmspe()).isLessThanOrEqualTo(1.80);
        assertThat(document.rank()).isEqualTo(1);
        assertThat(document.outcomeOnly()).isNotNull();
        assertThat(document.outcomeOnly().att()).isCloseTo(-19.514, within(0.0005));
        assertThat(run.predictors()).contains("beer,1984-1988", "value,1975");
        assertThat(effects.again(id, officer)).isTrue();
    }

    private static byte[] workbook(List<List<Object>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Knooppunt", null)) {
            Worksheet sheet = workbook.newWorksheet("Cijfers");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    Object cell = rows.get(row).get(column);
                    if (cell instanceof Number number) {
                        sheet.value(row, column, number);
                    } else if (!cell.toString().isEmpty()) {
                        sheet.value(row, column, cell.toString());
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aWorkbookIsReadAsATableIs() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String line : SMALL.lines().toList()) {
            List<Object> row = new ArrayList<>();
            for (String cell : line.split(",", -1)) {
                row.add(cell.matches("\\d+") ? Integer.valueOf(cell) : cell);
            }
            rows.add(row);
        }
        rows.add(6, List.of());
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id = begin(browser, "Een rekenblad", "2004");

        assertThat(bring(browser, id, "werk.xlsx", workbook(rows)).body())
                .contains("Nu in gebruik: werk.xlsx", "Wat staat waar?");
        assertThat(name(browser, id).body()).contains("Vergeleken met wie?");
        choose(browser, id);
        assertThat(work(browser, id, List.of(List.of("inkomen", "2001", "2002")))
                        .body())
                .contains("gemiddeld 2,5 % hoger dan in de synthetische tweeling");
        assertThat(work(browser, id, List.of(List.of("soort", "2001", ""))).body())
                .contains("soort is geen kolom met getallen: in rij 2 staat stad");
    }

    @Test
    void whatIsWrongInAWorkbookIsToldByItsRowAndColumn() throws IOException {
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id = begin(browser, "Een rekenblad met fouten", "2004");
        bring(
                browser,
                id,
                "werk.xlsx",
                workbook(List.of(
                        List.of("stad", "jaar", "werk"),
                        List.of("Genk", 2001, 1),
                        List.of(),
                        List.of("Genk", 2002, "veel"))));

        assertThat(name(browser, id).body())
                .contains("Er is een fout in de tabel")
                .containsPattern("data-label=\"Rij\">4<")
                .contains("veel", "werk");
        assertThat(bring(browser, id, "kapot.xlsx", new byte[] {'P', 'K', 3, 4, 0})
                        .body())
                .contains("een rekenblad dat heel is, bewaard als .xlsx zonder wachtwoord")
                .contains("Nu in gebruik: werk.xlsx");
    }
}
