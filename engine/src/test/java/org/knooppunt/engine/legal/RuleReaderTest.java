package org.knooppunt.engine.legal;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    @TempDir
    Path folder;

    /** One plain rule; each test makes something of it wrong. */
    private final Map<String, String> rule = new LinkedHashMap<>();

    private final Map<String, String> route = new LinkedHashMap<>();
    private final Map<String, String> field = new LinkedHashMap<>();

    @BeforeEach
    void plainFiles() {
        put(rule, "rule=r", "version=1", "from=2026-01-01", "until=", "severity=must", "kind=warn", "form=f");
        put(rule, "origin=heat+space", "code=", "title_nl=a", "title_en=b", "title_fr=c");
        put(rule, "text_nl=a", "text_en=b", "text_fr=c");
        put(route, "route=waste", "condition=scope", "version=1", "from=2026-01-01", "until=", "fact=origin");
        put(route, "values=water", "text_nl=a", "text_en=b", "text_fr=c");
        put(field, "form=f", "field=x", "version=1", "from=2026-01-01", "until=");
        put(field, "name_nl=a", "name_en=b", "name_fr=c");
        for (Map<String, String> row : List.of(rule, route, field)) {
            put(row, "law=l", "article=a", "address=https://x.be", "consulted=2026-11-26");
        }
    }

    private static void put(Map<String, String> row, String... cells) {
        for (String cell : cells) {
            int at = cell.indexOf('=');
            row.put(cell.substring(0, at), cell.substring(at + 1));
        }
    }

    private static String table(Map<String, String> first, List<Map<String, String>> more) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", first.keySet()));
        lines.add(String.join(",", first.values()));
        more.forEach(row -> lines.add(String.join(",", row.values())));
        return String.join("\n", lines) + "\n";
    }

    private RuleDraft read(List<Map<String, String>> moreRules) throws IOException {
        Files.writeString(folder.resolve(RuleReader.RULES), table(rule, moreRules));
        Files.writeString(folder.resolve(RuleReader.ROUTES), table(route, List.of()));
        Files.writeString(folder.resolve(RuleReader.FIELDS), table(field, List.of()));
        return RuleReader.read(folder);
    }

    private List<String> faults() throws IOException {
        return texts(read(List.of()));
    }

    private static List<String> texts(RuleDraft draft) {
        assertThat(draft.book() == null).isEqualTo(!draft.faults().isEmpty());
        return draft.faults().stream().map(RuleFault::text).toList();
    }

    private Map<String, String> copyOfRule(String... cells) {
        Map<String, String> copy = new LinkedHashMap<>(rule);
        put(copy, cells);
        return copy;
    }

    @Test
    void plainFilesAreRead() throws IOException {
        RuleDraft draft = read(List.of());

        assertThat(draft.faults()).isEmpty();
        RuleBook book = Objects.requireNonNull(draft.book());
        assertThat(book.rules()).extracting(Rule::id).containsExactly("r");
        assertThat(book.rules().getFirst().conditions())
                .containsExactly(Map.entry(Fact.ORIGIN, List.of("heat", "space")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    severity | mst | rules.csv:2:severity: the word is unknown: mst: expected one of: must, check, know
                    kind | | rules.csv:2:kind: the cell is empty: nothing: expected a value
                    origin | heat+cold | rules.csv:2:origin: one of the words is unknown: heat+cold: expected nothing, or one or more of: production_residue, consumer_product, building_material, excavated_soil, animal_by_product, other_material, water, heat, electricity, space, people; joined by +
                    code | 17 | rules.csv:2:code: this is not a code of the list of waste or a part of it: 17: expected six digits such as 170405, or a chapter such as 1704xx or 17xxxx; several joined by +
                    version | 1.5 | rules.csv:2:version: this is not a version: 1.5: expected a whole number from 1 to 9999
                    from | 2026-02-30 | rules.csv:2:from: this is not a date: 2026-02-30: expected a day such as 2026-11-26 or 26/11/2026
                    from | | rules.csv:2:from: the cell is empty: nothing: expected a value
                    until | 2025-12-31 | rules.csv:2:until: the last day lies before the first: 2025-12-31: expected a day from 2026-01-01 on, or nothing
                    consulted | yesterday | rules.csv:2:consulted: this is not a date: yesterday: expected a day such as 2026-11-26 or 26/11/2026
                    address | ovam.be | rules.csv:2:address: this is not an address: ovam.be: expected an address that starts with https://
                    text_fr | | rules.csv:2:text_fr: the cell is empty: nothing: expected a value
                    title_nl | | rules.csv:2:title_nl: the cell is empty: nothing: expected a value
                    rule | My rule | rules.csv:2:rule: this is not a name: My rule: expected small letters, digits, - and _, at most 60
                    form | g | rules.csv:2:form: no field of this form is in form-fields.csv: g: expected nothing, or a form with fields
                    """)
    void aWrongCellIsToldWithPlaceValueAndExpectation(String column, String value, String told) throws IOException {
        rule.put(column, Objects.requireNonNullElse(value, ""));

        assertThat(faults()).containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    values | maybe | routes.csv:2:values: one of the words is unknown
                    values | | routes.csv:2:values: the cell is empty
                    fact | route | routes.csv:2:fact: the word is unknown: route
                    route | rubbish | routes.csv:2:route: the word is unknown: rubbish
                    condition | certain | routes.csv:2:condition: the route waste has a condition
                    """)
    void aWrongRouteIsTold(String column, String value, String told) throws IOException {
        route.put(column, Objects.requireNonNullElse(value, ""));

        assertThat(faults()).anyMatch(fault -> fault.startsWith(told));
    }

    @Test
    void aRouteThatTakesUnknownForYesIsRefused() throws IOException {
        put(route, "route=by_product", "fact=certain", "values=yes+unknown");

        assertThat(faults())
                .contains("routes.csv:2:values: a condition of a route accepts what is unknown: yes+unknown: expected"
                        + " words other than unknown");
    }

    @Test
    void routesWithoutTheRouteWasteAreRefused() throws IOException {
        route.put("route", "product");

        assertThat(faults())
                .containsExactly("routes.csv:0:route: the route waste is missing: nothing: expected a row for route"
                        + " waste with condition scope");
    }

    @Test
    void twoVersionsOfARuleMayFollowEachOther() throws IOException {
        rule.put("until", "2026-06-30");

        assertThat(texts(read(List.of(copyOfRule("version=2", "from=2026-07-01", "until=")))))
                .isEmpty();
    }

    @Test
    void twoVersionsOfARuleOnTheSameDayAreRefused() throws IOException {
        rule.put("until", "2026-07-01");

        assertThat(texts(read(List.of(copyOfRule("version=2", "from=2026-07-01", "until=")))))
                .containsExactly("rules.csv:3:from: two versions of a rule are valid on the same day; the other stands"
                        + " in row 2: 2026-07-01: expected a first day after the last day of the version before");
        assertThat(texts(read(List.of(copyOfRule("from=2027-01-01", "until=")))))
                .containsExactly("rules.csv:3:version: this version stands in row 2 already: 1: expected each version"
                        + " of a rule once");
    }

    @Test
    void aColumnThatIsMissingUnknownOrTwiceThereIsTold() throws IOException {
        read(List.of());
        Path rules = folder.resolve(RuleReader.RULES);
        String good = Files.readString(rules);

        Files.writeString(rules, good.replace("text_fr", "text_de"));
        assertThat(texts(RuleReader.read(folder)))
                .anyMatch(fault ->
                        fault.startsWith("rules.csv:1:text_de: the column is unknown: text_de: expected one of: rule,"))
                .contains("rules.csv:1:text_fr: the column is missing: nothing: expected a column with this name in"
                        + " the first row");
        Files.writeString(rules, good.replace("code", "origin"));
        assertThat(texts(RuleReader.read(folder)))
                .containsExactly("rules.csv:1:origin: the column stands twice: origin: expected each column name once");
        Files.writeString(rules, good.replace("26\n", "26,stray\n"));
        assertThat(texts(RuleReader.read(folder)))
                .containsExactly("rules.csv:2:-: a value stands under no column name: stray: expected an empty cell,"
                        + " or a column name in the first row");
    }

    @Test
    void aFileThatIsMissingEmptyDamagedOrInAnotherEncodingIsTold() throws IOException {
        read(List.of());
        Path rules = folder.resolve(RuleReader.RULES);
        String good = Files.readString(rules);

        Files.writeString(rules, good.lines().findFirst().orElseThrow());
        assertThat(texts(RuleReader.read(folder)))
                .anyMatch(fault -> fault.startsWith("rules.csv:0:-: the file holds no"));
        Files.writeString(rules, good.replace(",must", ",\"must"));
        assertThat(texts(RuleReader.read(folder)))
                .anyMatch(fault -> fault.startsWith("rules.csv:2:-: the row cannot be told apart"));
        Files.write(rules, good.replace(",a,", ",é,").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(texts(RuleReader.read(folder)))
                .containsExactly(
                        "rules.csv:0:-: the text is not UTF-8: nothing: expected UTF-8; save it as 'CSV UTF-8'");
        Files.delete(rules);
        assertThat(texts(RuleReader.read(folder)))
                .containsExactly("rules.csv:0:-: there is no such file: nothing: expected a file with this name");
    }

    @Test
    void everyFaultIsToldAtOnce() throws IOException {
        put(rule, "severity=x", "kind=y", "from=z");

        assertThat(faults()).hasSize(3);
    }

    @Test
    void whatASpreadsheetInFlandersSavesIsReadTheSame() throws IOException {
        RuleBook before = RuleReader.builtIn();
        for (String name : List.of(RuleReader.RULES, RuleReader.ROUTES, RuleReader.FIELDS)) {
            try (InputStream in = Objects.requireNonNull(RuleReader.class.getResourceAsStream("/legal/" + name))) {
                Files.writeString(
                        folder.resolve(name), asSavedInFlanders(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }

        RuleDraft draft = RuleReader.read(folder);

        assertThat(draft.faults()).isEmpty();
        assertThat(draft.book()).isEqualTo(before);
    }

    /** With a byte order mark, semicolons, every cell quoted, days first and lines that end as on Windows. */
    private static String asSavedInFlanders(String text) throws IOException {
        StringBuilder saved = new StringBuilder("\ufeff");
        try (var rows = CsvReader.builder().ofCsvRecord(text)) {
            for (var row : rows) {
                List<String> cells = row.getFields().stream()
                        .map(cell -> cell.replaceAll("^([0-9]{4})-([0-9]{2})-([0-9]{2})$", "$3/$2/$1"))
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .toList();
                saved.append(String.join(";", cells)).append("\r\n");
            }
        }
        return saved.toString().replaceAll("\"(rule|route|form)\"", "$1");
    }

    @Test
    void everyTextIsThereInThreeLanguages() {
        RuleBook book = RuleReader.builtIn();
        List<Text> texts = new ArrayList<>();
        book.rules().forEach(one -> texts.addAll(List.of(one.title(), one.text())));
        book.routes().forEach(one -> texts.add(one.text()));
        book.fields().forEach(one -> texts.add(one.name()));

        assertThat(texts).hasSizeGreaterThan(100).allSatisfy(text -> {
            assertThat(List.of(text.in("nl"), text.in("en"), text.in("fr")))
                    .doesNotHaveDuplicates()
                    .noneMatch(String::isBlank);
            assertThat(text.in("de")).isEqualTo(text.nl());
        });
    }

    @Test
    void dutchTextsKeepToShortSentences() {
        for (Rule one : RuleReader.builtIn().rules()) {
            for (String sentence : one.text().nl().split("(?<=[.?!]) ")) {
                assertThat(sentence.split(" ").length)
                        .as(one.id() + ": " + sentence)
                        .isLessThanOrEqualTo(28);
            }
        }
    }

    @Test
    void everyRuleNamesItsSourceAndTheDayItWasConsulted() {
        assertThat(RuleReader.builtIn().rules()).allSatisfy(one -> {
            assertThat(one.source().law()).isNotBlank();
            assertThat(one.source().article()).isNotBlank();
            assertThat(one.source().address()).startsWith("https://");
            assertThat(one.source().consulted()).isBeforeOrEqualTo(ExampleExchange.DAY);
        });
    }
}
