package org.knooppunt.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knooppunt.inventory.WasteCodes.Proposal;

class WasteCodesTest {
    private static final WasteCodes CODES = new WasteCodes();

    @Test
    void codesAndHazardFlagsAreThoseOfTheEuropeanList() throws IOException {
        String data = System.getenv().getOrDefault("KNOOPPUNT_DATA", "../../shared/data");
        Path list = Path.of(data, "list-of-waste", "low_842_en_nl_fr_de.csv");
        assumeTrue(Files.exists(list), "skipped: no " + list + "; set KNOOPPUNT_DATA to the folder with the data");
        Map<String, Boolean> expected = new TreeMap<>();
        try (var csv = CsvReader.builder().ofNamedCsvRecord(list)) {
            csv.forEach(row ->
                    expected.put(row.getField("code"), row.getField("hazardous").equalsIgnoreCase("true")));
        }

        Map<String, Boolean> ours = new TreeMap<>();
        CODES.list().forEach(code -> ours.put(code.code(), code.hazardous()));

        assertThat(ours).hasSize(842).isEqualTo(expected);
    }

    @Test
    void everyCodeHasANameInEachLanguage() {
        for (var code : CODES.list()) {
            assertThat(code.names().values()).as(code.code()).hasSize(3).noneMatch(String::isBlank);
        }
    }

    @ParameterizedTest(name = "{0} ({1}) is {2}")
    @CsvSource({
        "autobanden, nl, 160103",
        "oude autobanden, nl, 160103",
        "houten pallets, nl, 150103",
        "frituurolie, nl, 200125",
        "frituurvet, nl, 200125",
        "betonpuin, nl, 170101",
        "PMD plastic flessen, nl, 150102",
        "kartonnen dozen, nl, 150101",
        "glazen flessen, nl, 150107",
        "oud papier, nl, 200101",
        "gipsplaten, nl, 170802",
        "bakstenen, nl, 170102",
        "dakpannen, nl, 170103",
        "golfplaten met asbest, nl, 170605",
        "loodbatterijen, nl, 160601",
        "TL-lampen, nl, 200121",
        "afgewerkte motorolie, nl, 130205",
        "snoeihout, nl, 200201",
        "zaagsel, nl, 030105",
        "koperen kabels, nl, 170411",
        "verfresten, nl, 080111",
        "etensresten, nl, 200108",
        "oude kleren, nl, 200110",
        "koelkasten, nl, 200123",
        "medicijnen, nl, 200132",
        "slib van rioolwaterzuivering, nl, 190805",
        "car tyres, en, 160103",
        "wooden pallets, en, 150103",
        "fluorescent tubes, en, 200121",
        "cooking oil, en, 200125",
        "lead batteries, en, 160601",
        "concrete rubble, en, 170101",
        "cardboard boxes, en, 150101",
        "plastic bottles, en, 150102",
        "sawdust, en, 030105",
        "food waste from kitchens, en, 200108",
        "pneus usagés, fr, 160103",
        "palettes en bois, fr, 150103",
        "batteries au plomb, fr, 160601",
        "huile de friture, fr, 200125",
        "tubes fluorescents, fr, 200121",
        "béton, fr, 170101",
        "bouteilles en plastique, fr, 150102",
        "sciure, fr, 030105",
        "vieux vêtements, fr, 200110",
    })
    void everydayWordsFindTheirCodeAmongFive(String text, String language, String code) {
        List<Proposal> proposals = CODES.propose(text, Locale.of(language));

        assertThat(proposals.stream().map(proposal -> proposal.code().code()))
                .as(text)
                .hasSizeLessThanOrEqualTo(5)
                .contains(code);
        assertThat(proposals).allSatisfy(proposal -> assertThat(proposal.matches())
                .as("reason for " + proposal.code().code())
                .isNotEmpty());
    }

    @Test
    void nonsenseFindsNothingAndDoesNoHarm() {
        assertThat(CODES.propose("", Locale.ENGLISH)).isEmpty();
        assertThat(CODES.propose("qqqxyzzy", Locale.ENGLISH)).isEmpty();
        assertThat(CODES.propose("+ - && || ! ( ) { } [ ] ^ \" ~ * ? : \\ /", Locale.ENGLISH))
                .isEmpty();
        assertThat(CODES.propose("band ".repeat(5_000), Locale.ENGLISH)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void accentsAndCapitalsDoNotMatter() {
        assertThat(codes("VETEMENTS", "fr")).isEqualTo(codes("vêtements", "fr"));
    }

    private static List<String> codes(String text, String language) {
        return CODES.propose(text, Locale.of(language)).stream()
                .map(proposal -> proposal.code().code())
                .toList();
    }
}
