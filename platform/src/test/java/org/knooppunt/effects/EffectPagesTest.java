package org.knooppunt.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.EvaluationOptions;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Period;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From question to result without script, and who may see and do what. */
class EffectPagesTest extends PlatformTest {
    private static final Pattern OWN = Pattern.compile("/effects/(\\d+)/(?:figure|file)");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Indicators indicators;

    @Autowired
    Observations observations;

    private PlainBrowser officer() {
        return PlainBrowser.as(port, "policy-officer");
    }

    private static byte[] example() throws IOException {
        return Files.readAllBytes(Path.of("..", "examples", "effect", "waste.csv"));
    }

    private static byte[] table(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long begin(PlainBrowser browser, String title, String place, String started) {
        HttpResponse<String> page = browser.post(
                "/effects/new",
                "/effects/new",
                "title",
                title,
                "place",
                place,
                "started",
                started,
                "story",
                "",
                "goal",
                "");
        Matcher own = OWN.matcher(page.body());
        assertThat(own.find()).as(page.body()).isTrue();
        return Long.parseLong(own.group(1));
    }

    private static void bring(PlainBrowser browser, long id, byte[] content) {
        browser.postFile("/effects/" + id + "/figure", "/effects/" + id + "/file", "waste.csv", content, Map.of());
    }

    private static HttpResponse<String> name(PlainBrowser browser, long id, String unit, String time, String figure) {
        return browser.post(
                "/effects/" + id + "/figure",
                "/effects/" + id + "/figure",
                "unitColumn",
                unit,
                "timeColumn",
                time,
                "figureColumn",
                figure,
                "figure",
                "Gesorteerd afval",
                "unit",
                "%",
                "source",
                "verzonnen");
    }

    private static HttpResponse<String> choose(PlainBrowser browser, long id, String treated, String... compared) {
        List<String> fields = new ArrayList<>(List.of("treated", treated, "from", "2004", "to", "2020"));
        for (String unit : compared) {
            fields.addAll(List.of("compared", unit));
        }
        return browser.post("/effects/" + id + "/places", "/effects/" + id + "/places", fields.toArray(String[]::new));
    }

    private static HttpResponse<String> work(PlainBrowser browser, long id, String approach) {
        return browser.post("/effects/" + id + "/method", "/effects/" + id + "/method", "approach", approach);
    }

    private static HttpResponse<String> act(PlainBrowser browser, long id, String what, String... fields) {
        return browser.post("/effects/" + id, "/effects/" + id + "/" + what, fields);
    }

    private static final String[] OTHERS = {
        "Alderbeek",
        "Brugveld",
        "Dennenrode",
        "Eikhoven",
        "Groenlo aan de Leie",
        "Hageland-Stad",
        "Kouterdam",
        "Meerstad",
        "Nieuwpoort-Oost",
        "Oudenrode",
        "Plataanstad",
        "Rivierkant"
    };

    /** The example, worked out with a twin. */
    private long example(PlainBrowser browser, String title) throws IOException {
        long id = begin(browser, title, "Lindeberg", "2014");
        bring(browser, id, example());
        assertThat(name(browser, id, "city", "year", "sorted_share").body()).contains("Vergeleken met wie?");
        assertThat(choose(browser, id, "Lindeberg", OTHERS).body()).contains("Hoe zoek je het effect?");
        assertThat(work(browser, id, "synthetic_control").body()).contains("Het is uitgerekend");
        return id;
    }

    @Test
    void anOfficerComesFromAQuestionToAResultThatStandsWithItsData() throws IOException {
        PlainBrowser browser = officer();
        long id = example(browser, "Buurtpunt van start tot eind");

        String page = browser.get("/effects/" + id).body();
        assertThat(page)
                .contains("hoger dan in de synthetische tweeling", "1 van 13", "Waaruit de tweeling bestaat")
                .contains("Met 12 andere plaatsen kan het toevalscijfer niet lager zijn dan 0,077")
                .contains("--treated &#39;Lindeberg&#39; --start 2014")
                .contains("nog niet beoordeeld", "tegenfeitelijk")
                .doesNotContain("??");

        // the data that are handed out give the figures that are shown, by the way the command goes
        byte[] data = browser.bytes("/effects/" + id + "/data.csv");
        DataTable read = ((DataTable.Readable) DataTable.csv("data.csv", data)).table();
        EffectDocument again = EffectRun.run(
                PanelReader.read(read, new PanelReader.Columns("unit", "period", "value"), "Lindeberg", 2014, null)
                        .problem()
                        .orElseThrow(),
                EffectMethod.SYNTHETIC_CONTROL,
                EvaluationOptions.DEFAULT);
        assertThat(new String(browser.bytes("/effects/" + id + "/effect.json"), StandardCharsets.UTF_8))
                .isEqualTo(again.json());
        assertThat(again.att()).isCloseTo(2.7, within(0.4));
        assertThat(new String(browser.bytes("/effects/" + id + "/course.json"), StandardCharsets.UTF_8))
                .contains("Lindeberg", "synthetische tweeling");
        assertThat(new String(browser.bytes("/effects/" + id + "/gaps.csv"), StandardCharsets.UTF_8))
                .startsWith("period,observed");

        assertThat(act(browser, id, "again").body()).contains("elk cijfer is gelijk");
        jdbc.sql("update effect_run set document = replace(document, '\"rank\" : 1', '\"rank\" : 2') where effect = ?")
                .param(id)
                .update();
        assertThat(act(browser, id, "again").body()).contains("er komt iets anders uit");
    }

    @Test
    void aJudgementSaysWhoAndWhyAndOnlyThenItBecomesPublic() throws IOException {
        PlainBrowser browser = officer();
        PlainBrowser visitor = new PlainBrowser(port);
        long id = example(browser, "Buurtpunt dat openbaar wordt");
        String path = "/effects/" + id;

        assertThat(visitor.get(path).statusCode()).isEqualTo(404);
        assertThat(visitor.get(path + "/data.csv").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/effects").body()).doesNotContain("Buurtpunt dat openbaar wordt");
        assertThat(act(browser, id, "publish", "open", "true").body()).contains("Beoordeel eerst hoe zeker het is");
        assertThat(act(browser, id, "judge", "grade", "counterfactual", "reason", " ")
                        .body())
                .contains("Kies een bewijskracht en zeg waarom");
        assertThat(act(browser, id, "judge", "grade", "compared", "reason", "Elders steeg het minder.")
                        .body())
                .contains("De beoordeling is bewaard", "Elders steeg het minder.");
        assertThat(act(browser, id, "judge", "grade", "counterfactual", "reason", "De tweeling volgt goed.")
                        .body())
                .contains("De tweeling volgt goed.", "Elders steeg het minder.");
        assertThat(act(browser, id, "publish", "open", "true").body()).contains("Iedereen kan dit nu lezen");

        HttpResponse<String> open = visitor.get(path);
        assertThat(open.statusCode()).isEqualTo(200);
        assertThat(open.body())
                .contains("tegenfeitelijk", "De tweeling volgt goed.")
                .as("no names of persons, nothing to change")
                .doesNotContain("/judge", "/again", "Geschiedenis");
        assertThat(visitor.get(path + "/data.csv").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/effects?q=openbaar+wordt").body()).contains("Buurtpunt dat openbaar wordt");
        assertThat(visitor.get("/effects?q=openbaar+wordt&grade=trend").body()).contains("Niets gevonden");
        assertThat(new String(visitor.bytes("/effects/export?format=csv&q=openbaar+wordt"), StandardCharsets.UTF_8))
                .contains("Buurtpunt dat openbaar wordt", "counterfactual");
        assertThat(act(browser, id, "remove").body()).contains("Toon het eerst niet langer aan iedereen");

        // worked out anew it is judged by nobody yet, so it is not for everybody
        assertThat(work(browser, id, "difference").body())
                .contains("nog niet beoordeeld", "over een eerdere berekening");
        assertThat(visitor.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void noGradeIsHigherThanTheMethodBears() throws IOException {
        PlainBrowser browser = officer();
        long id = example(browser, "Buurtpunt met een zwakkere methode");

        assertThat(work(browser, id, "difference").body()).contains("meer dan in de andere plaatsen", "Jaar per jaar");
        assertThat(act(browser, id, "judge", "grade", "counterfactual", "reason", "Toch.")
                        .body())
                .contains("Deze berekening draagt die bewijskracht niet", "Toch.");
        assertThat(work(browser, id, "series").body()).contains("boven de doorgetrokken eigen lijn");
        assertThat(act(browser, id, "judge", "grade", "compared", "reason", "Toch.")
                        .body())
                .contains("draagt die bewijskracht niet");
        assertThat(work(browser, id, "trend").body()).contains("Er is niets berekend");
        assertThat(act(browser, id, "judge", "grade", "trend", "reason", "Het steeg.")
                        .body())
                .contains("bewaard");
    }

    @Test
    void withoutAFigureAnEffectCanBeAssertedOnly() {
        PlainBrowser browser = officer();
        long id = begin(browser, "Iets zonder cijfer", "Genk", "2020");

        assertThat(browser.get("/effects/" + id + "/method").body())
                .contains("kan je het effect alleen stellen")
                .doesNotContain("approach-trend");
        assertThat(work(browser, id, "trend").body()).contains("Kies eerst een cijfer en plaatsen");
        assertThat(work(browser, id, "asserted").body()).contains("dit effect wordt alleen gesteld");
        assertThat(act(browser, id, "judge", "grade", "asserted", "reason", "Gehoord.")
                        .body())
                .contains("Gehoord.");
        assertThat(browser.get("/effects/" + id + "/data.csv").statusCode()).isEqualTo(404);
        assertThat(act(browser, id, "remove").body()).contains("Verwijderd.");
        assertThat(browser.get("/effects/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aTwinThatDoesNotFitIsRefusedWithTheReasonAndBearsATrendAtMost() {
        StringBuilder csv = new StringBuilder("stad;jaar;cijfer\n");
        for (String unit : OTHERS) {
            IntStream.rangeClosed(2004, 2020)
                    .forEach(year -> csv.append(unit + ";" + year + ";" + (unit.length() + year % 3) + ",5\n"));
        }
        IntStream.rangeClosed(2004, 2020).forEach(year -> csv.append("Ver weg;" + year + ";900,5\n"));
        PlainBrowser browser = officer();
        long id = begin(browser, "Een plaats die op niets lijkt", "Ver weg", "2014");
        bring(browser, id, table(csv.toString()));
        name(browser, id, "stad", "jaar", "cijfer");
        choose(browser, id, "Ver weg", OTHERS);

        assertThat(work(browser, id, "synthetic_control").body())
                .contains("Dit resultaat is geweigerd.", "zat de tweeling er", "naast");
        assertThat(act(browser, id, "judge", "grade", "compared", "reason", "Toch.")
                        .body())
                .contains("draagt die bewijskracht niet");
    }

    @Test
    void anIndicatorBringsItsOwnFigures() {
        String code = indicators.all().stream()
                .map(IndicatorSummary::code)
                .filter(each -> observations.everywhere(each, 1900, 2199).series().stream()
                        .flatMap(series -> series.points().stream())
                        .anyMatch(point -> point.value() != null
                                && point.period()
                                        .equals(Period.ofYear(point.period().year()))))
                .findFirst()
                .orElseThrow();
        PlainBrowser browser = officer();
        long id = begin(browser, "Een effect op een indicator", "Genk", "2009");
        String page = "/effects/" + id + "/figure";

        assertThat(browser.post(page, "/effects/" + id + "/indicator", "indicator", code)
                        .body())
                .contains("Vergeleken met wie?");
        assertThat(browser.get(page).body()).contains(code + ".csv");
        assertThat(browser.post(page, "/effects/" + id + "/indicator", "indicator", "geen-indicator")
                        .body())
                .contains("geen jaarcijfers die getoond mogen worden");
    }

    @Test
    void whatIsWrongInATableIsToldByItsCellAndNothingIsKept() {
        PlainBrowser browser = officer();
        long id = begin(browser, "Een tabel met fouten", "Genk", "2003");
        bring(browser, id, table("stad,jaar,werk\nGenk,2001,1\nGenk,2002,veel\nGenk,soms,3\n"));

        assertThat(name(browser, id, "stad", "jaar", "werk").body())
                .contains("Er is een fout in de tabel", "soms", "een heel getal, zoals 2015");
        assertThat(name(browser, id, "stad", "stad", "werk").body()).contains("heeft al een andere taak");
        assertThat(browser.get("/effects/" + id + "/places").body()).contains("Welk cijfer had moeten veranderen?");
        assertThat(browser.postFile(
                                "/effects/" + id + "/figure",
                                "/effects/" + id + "/file",
                                "a.csv",
                                new byte[] {(byte) 0xe9, 10, 65},
                                Map.of())
                        .body())
                .contains("als CSV in UTF-8")
                .as("the one before stays")
                .contains("Nu in gebruik: waste.csv");
    }

    @Test
    void placesWithGapsAndYearsThatDoNotFitAreRefusedAtTheirField() {
        PlainBrowser browser = officer();
        long id = begin(browser, "Een tabel met gaten", "Genk", "2006");
        bring(
                browser,
                id,
                table("stad,jaar,werk\nGenk,2004,1\nGenk,2005,2\nGenk,2006,3\nGent,2004,1\nGent,2006,3\nAalst,2004,4\n"
                        + "Aalst,2005,4\nAalst,2006,5\n"));
        name(browser, id, "stad", "jaar", "werk");
        assertThat(browser.get("/effects/" + id + "/places").body()).contains("mist jaren in deze periode");
        String path = "/effects/" + id + "/places";

        assertThat(browser.post(path, path, "treated", "Genk", "from", "2004", "to", "2006", "compared", "Gent")
                        .body())
                .contains("Deze plaatsen missen jaren in deze periode: Gent");
        assertThat(browser.post(path, path, "treated", "Genk", "from", "2005", "to", "2006", "compared", "Aalst")
                        .body())
                .contains("telt de tabel 1 jaren vóór 2006");
        assertThat(browser.post(path, path, "treated", "Genk", "from", "vroeg", "to", "2006")
                        .body())
                .contains("Je schreef vroeg");
        assertThat(browser.post(path, path, "treated", "Genk", "from", "2004", "to", "2006", "compared", "Aalst")
                        .body())
                .contains("één andere plaats");
        assertThat(work(browser, id, "synthetic_control").body()).contains("minstens twee andere plaatsen");
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsNotWrittenOver() {
        PlainBrowser browser = officer();
        long id = begin(browser, "Twee schrijven tegelijk", "Genk", "2010");
        String path = "/effects/" + id + "/edit";

        browser.post(path, path, "title", "De eerste", "place", "Genk", "started", "2010", "version", "0");
        HttpResponse<String> second =
                browser.post(path, path, "title", "De tweede", "place", "Genk", "started", "2010", "version", "0");

        assertThat(second.body()).contains("De tweede");
        assertThat(browser.get("/effects/" + id).body()).contains("De eerste").doesNotContain("De tweede");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resident", "member", "coordinator", "coach", "juror"})
    void otherRolesSeeWhatIsPublicAndChangeNothing(String role) {
        long id = begin(officer(), "Niet voor " + role, "Genk", "2010");
        PlainBrowser browser = PlainBrowser.as(port, role);

        assertThat(browser.get("/effects").statusCode()).isEqualTo(200);
        assertThat(browser.get("/effects").body()).doesNotContain("Niet voor " + role, "/effects/new");
        assertThat(browser.get("/effects/new").statusCode()).isEqualTo(403);
        assertThat(browser.get("/effects/" + id).statusCode()).isEqualTo(404);
        assertThat(browser.post("/effects", "/effects/" + id + "/method", "approach", "asserted")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theDemonstrationShowsAnEffectToEverybodyAndSaysThatItIsInvented() {
        String list =
                new PlainBrowser(port).get("/effects?q=buurtpunt+voorbeeld").body();

        assertThat(list).contains("Buurtpunt voor sorteren (voorbeeld)", "tegenfeitelijk");
    }
}
