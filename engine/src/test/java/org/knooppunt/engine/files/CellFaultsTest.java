package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of fault in a tiny file: the sound inventory with one thing wrong. */
class CellFaultsTest {
    @TempDir
    Path temp;

    record Wrong(FaultKind kind, String expectedText, UnaryOperator<InventoryFolder> change) {
        @Override
        public String toString() {
            return kind + " in " + expectedText.substring(0, expectedText.indexOf(": "));
        }
    }

    private static Wrong change(FaultKind kind, String file, String from, String to, String expectedText) {
        return new Wrong(kind, expectedText, folder -> folder.changed(file, from, to));
    }

    static Stream<Wrong> wrongs() {
        String tooLong = "x".repeat(101);
        return Stream.of(
                new Wrong(
                        FaultKind.MISSING_TABLE,
                        "in:0:-: the table sites is missing: nothing: expected a file sites.csv or a sheet sites",
                        folder -> folder.without("sites.csv")),
                new Wrong(
                        FaultKind.EMPTY_FILE,
                        "links.csv:0:-: the file is empty: nothing: expected a first row with the column names from,"
                                + " to, cost, km, co2, mode",
                        folder -> folder.with("links.csv", " ", "")),
                new Wrong(
                        FaultKind.NO_HEADER,
                        "links.csv:1:-: the first row holds none of the column names: S1, S2, 4: expected a first row"
                                + " with the column names from, to, cost, km, co2, mode",
                        folder -> folder.with("links.csv", "S1,S2,4")),
                change(
                        FaultKind.MISSING_COLUMN,
                        "offers.csv",
                        "quantity",
                        "hoeveelheid",
                        "offers.csv:1:quantity: the column quantity is missing: nothing: expected a column named"
                                + " quantity in the first row"),
                change(
                        FaultKind.DUPLICATE_COLUMN,
                        "offers.csv",
                        "ewc",
                        "Price",
                        "offers.csv:1:price: the column stands twice: Price: expected each column name once"),
                change(
                        FaultKind.DUPLICATE_COLUMN,
                        "needs.csv",
                        "max_temp",
                        "MIN_temp",
                        "needs.csv:1:MIN_temp: the column stands twice: MIN_temp: expected each column name once"),
                change(
                        FaultKind.BROKEN_ROW,
                        "sites.csv",
                        "S2,sport,Hal",
                        "S2,sport,\"Hal",
                        "sites.csv:3:-: the row cannot be told apart from the rest; probably a quotation mark is not"
                                + " closed: nothing: expected every opening quotation mark with a closing one"),
                change(
                        FaultKind.TOO_MANY_FIELDS,
                        "offers.csv",
                        "Old tyres",
                        "Old, worn tyres",
                        "offers.csv:2:-: the row has 12 cells: nothing: expected 11, as in the first row; put quotation"
                                + " marks round text with a ,"),
                change(
                        FaultKind.EMPTY,
                        "offers.csv",
                        "O1,S1,rubber.tyres,120.5",
                        "O1,S1,rubber.tyres, ",
                        "offers.csv:2:quantity: the cell is empty: nothing: expected a value"),
                change(
                        FaultKind.CELL_TOO_LONG,
                        "offers.csv",
                        "Old tyres",
                        "x".repeat(32_768),
                        "offers.csv:2:description: the text has 32768 characters: " + "x".repeat(80)
                                + "…: expected at most 32767 characters"),
                change(
                        FaultKind.CONTROL_CHARACTER,
                        "offers.csv",
                        "Old tyres",
                        "Old\u0007tyres",
                        "offers.csv:2:description: the text holds an invisible character, U+0007: Old\\u0007tyres:"
                                + " expected text without control characters"),
                new Wrong(
                        FaultKind.CELL_WITHOUT_COLUMN,
                        "organisations.csv:2:-: a value stands under no column name: firm: expected an empty cell, or"
                                + " a column name in the first row",
                        folder -> folder.changed("organisations.csv", ",name,type,", ",name,,")
                                .changed("organisations.csv", ",social,", ",,")),
                change(
                        FaultKind.NOT_A_NUMBER,
                        "offers.csv",
                        "120.5",
                        "120.5 t",
                        "offers.csv:2:quantity: this is not a number: 120.5 t: expected a number without unit or sign"
                                + " of currency, such as 1250 or 12.5"),
                change(
                        FaultKind.NOT_FINITE,
                        "offers.csv",
                        "120.5",
                        "NaN",
                        "offers.csv:2:quantity: this is not a finite number: NaN: expected a finite number"),
                change(
                        FaultKind.NOT_FINITE,
                        "offers.csv",
                        "-40",
                        "-Infinity",
                        "offers.csv:2:price: this is not a finite number: -Infinity: expected a finite number"),
                change(
                        FaultKind.NOT_FINITE,
                        "offers.csv",
                        "120.5",
                        "1e400",
                        "offers.csv:2:quantity: this is not a finite number: 1e400: expected a finite number"),
                change(
                        FaultKind.AMBIGUOUS_NUMBER,
                        "offers.csv",
                        "800",
                        "\"1,234\"",
                        "offers.csv:3:quantity: the number can be read in two ways, 1234 or 1.234: 1,234: expected"
                                + " 1234 or 1.234, without a sign for thousands"),
                change(
                        FaultKind.WRONG_DECIMAL_SIGN,
                        "offers.csv",
                        "O1,S1,rubber.tyres,120.5,-40,16 01 03,Old tyres,12,",
                        "O1,S1,rubber.tyres,120.5,-40.5,16 01 03,Old tyres,\"12,5\",",
                        "offers.csv:2:sd: the decimal sign differs from that of the other numbers in this file: 12,5:"
                                + " expected a number with '.' as sign"),
                change(
                        FaultKind.NEGATIVE,
                        "offers.csv",
                        "120.5",
                        "-120.5",
                        "offers.csv:2:quantity: the number is negative: -120.5: expected a number of at least 0"),
                change(
                        FaultKind.NEGATIVE,
                        "facilities.csv",
                        "50,12000",
                        "-50,12000",
                        "facilities.csv:2:min_intake: the number is negative: -50: expected a number of at least 0"),
                change(
                        FaultKind.OUT_OF_RANGE,
                        "sites.csv",
                        "50.9301,5.5004",
                        "230000,5.5004",
                        "sites.csv:2:lat: the number is out of range: 230000: expected degrees (WGS 84) between -90"
                                + " and 90"),
                change(
                        FaultKind.COORDINATES_SWAPPED,
                        "sites.csv",
                        "50.9301,5.5004",
                        "5.5004,50.9301",
                        "sites.csv:2:lat: lat and lon look swapped: 5.5004: expected lat 50.9301 and lon 5.5004"
                                + " (north first, then east)"),
                change(
                        FaultKind.UNKNOWN_WORD,
                        "classes.csv",
                        "rubber,,material",
                        "rubber,,materiaal",
                        "classes.csv:2:kind: the word is unknown: materiaal: expected one of: material, energy, water,"
                                + " space, people"),
                change(
                        FaultKind.UNKNOWN_WORD,
                        "offers.csv",
                        ",public,",
                        ",openbaar,",
                        "offers.csv:2:visibility: the word is unknown: openbaar: expected one of: public, members,"
                                + " coordinator"),
                change(
                        FaultKind.UNKNOWN_WORD,
                        "facilities.csv",
                        "candidate",
                        "planned",
                        "facilities.csv:2:status: the word is unknown: planned: expected one of: existing, candidate"),
                change(
                        FaultKind.UNKNOWN_WORDS,
                        "sites.csv",
                        "road+water",
                        "road+boat",
                        "sites.csv:2:modes: one of the words is unknown: road+boat: expected one or more of: road,"
                                + " water, rail; joined by +"),
                change(
                        FaultKind.KEY_TOO_LONG,
                        "offers.csv",
                        "O1",
                        tooLong,
                        "offers.csv:2:offer: the key has 101 characters: " + "x".repeat(80)
                                + "…: expected at most 100 characters"),
                change(
                        FaultKind.DUPLICATE_KEY,
                        "offers.csv",
                        "O2",
                        " O1 ",
                        "offers.csv:3:offer: the key stands in row 2 already: O1: expected each key once"),
                change(
                        FaultKind.UNKNOWN_REFERENCE,
                        "offers.csv",
                        "O1,S1",
                        "O1,S9",
                        "offers.csv:2:site: there is no site with this key: S9: expected a key of the table sites"),
                change(
                        FaultKind.UNKNOWN_REFERENCE,
                        "sites.csv",
                        "S2,sport",
                        "S2,club",
                        "sites.csv:3:organisation: there is no organisation with this key: club: expected a key of the"
                                + " table organisations"),
                change(
                        FaultKind.UNKNOWN_REFERENCE,
                        "processes.csv",
                        "P1,F1",
                        "P1,F2",
                        "processes.csv:2:facility: there is no facility with this key: F2: expected a key of the table"
                                + " facilities"),
                change(
                        FaultKind.UNKNOWN_REFERENCE,
                        "processes.csv",
                        "rubber.granulate:0.7",
                        "rubber.granulate:0.7+steel:0.2",
                        "processes.csv:2:outputs: there is no class with this key: steel: expected a key of the table"
                                + " classes"),
                change(
                        FaultKind.UNKNOWN_REFERENCE,
                        "classes.csv",
                        "rubber.tyres,rubber,",
                        "rubber.tyres,gum,",
                        "classes.csv:3:parent: there is no class with this key: gum: expected a key of the table"
                                + " classes"),
                change(
                        FaultKind.MISSPELT_REFERENCE,
                        "needs.csv",
                        "N2,S2,heat",
                        "N2,S2,Heat",
                        "needs.csv:3:class: there is no class with this key: Heat: expected a key of the table"
                                + " classes; did you mean heat?"),
                change(
                        FaultKind.CIRCLE,
                        "classes.csv",
                        "heat,,energy",
                        "heat,heat,energy",
                        "classes.csv:5:parent: the parents of this class form a circle: heat: expected a parent that"
                                + " is not below the class itself"),
                change(
                        FaultKind.WRONG_KIND,
                        "classes.csv",
                        "heat,,energy",
                        "heat,rubber,energy",
                        "classes.csv:5:kind: the kind differs from that of the parent rubber: energy: expected"
                                + " material, as its parent"),
                change(
                        FaultKind.WRONG_UNIT,
                        "classes.csv",
                        "heat,,energy,MWh",
                        "heat,,energy,GJ",
                        "classes.csv:5:unit: the unit does not belong to the kind energy: GJ: expected MWh, the unit"
                                + " of energy"),
                change(
                        FaultKind.MIN_INTAKE_ABOVE_CAPACITY,
                        "facilities.csv",
                        "500,50",
                        "500,501",
                        "facilities.csv:2:min_intake: the minimum intake is above the capacity: 501: expected at most"
                                + " the capacity, 500"),
                change(
                        FaultKind.MIN_ABOVE_MAX,
                        "needs.csv",
                        "40,90",
                        "95,90",
                        "needs.csv:3:min_temp: the minimum is above the maximum: 95: expected at most 90, the value of"
                                + " max_temp"),
                change(
                        FaultKind.BAD_WASTE_CODE,
                        "offers.csv",
                        "16 01 03",
                        "16 01",
                        "offers.csv:2:ewc: this is not a code of the list of waste: 16 01: expected six digits, such"
                                + " as 19 12 04 or 191211*"),
                change(
                        FaultKind.UNKNOWN_WASTE_CODE,
                        "offers.csv",
                        "16 01 03",
                        "16 01 99*",
                        "offers.csv:2:ewc: the list of waste has no such code: 16 01 99*: expected a code of the list,"
                                + " six digits"),
                change(
                        FaultKind.BAD_ENTERPRISE_NUMBER,
                        "organisations.csv",
                        "0203.430.576",
                        "0203.430.577",
                        "organisations.csv:2:enterprise_number: this is not an enterprise number: 0203.430.577:"
                                + " expected ten digits that start with 0 or 1, the last two being a check, such as"
                                + " 0203.430.576"),
                change(
                        FaultKind.BAD_PROFILE,
                        "offers.csv",
                        "1+1+1+1+0.5",
                        "1+1+1+0.5",
                        "offers.csv:3:profile: the profile is not right: 1+1+1+0.5+0+0+0+0.5+1+1+1: expected nothing,"
                                + " or 12 numbers of at least 0 joined by +, January first"),
                change(
                        FaultKind.BAD_PROFILE,
                        "offers.csv",
                        "1+1+1+1+0.5+0+0+0+0.5+1+1+1",
                        "0+0+0+0+0+0+0+0+0+0+0+0",
                        "offers.csv:3:profile: the profile is not right: 0+0+0+0+0+0+0+0+0+0+0+0: expected nothing, or"
                                + " 12 numbers of at least 0 joined by +, January first"),
                change(
                        FaultKind.BAD_PROFILE,
                        "offers.csv",
                        "1+1+1+1+0.5",
                        "1+1+1+-1+0.5",
                        "offers.csv:3:profile: the profile is not right: 1+1+1+-1+0.5+0+0+0+0.5+1+1+1: expected"
                                + " nothing, or 12 numbers of at least 0 joined by +, January first"),
                change(
                        FaultKind.BAD_OUTPUTS,
                        "processes.csv",
                        "rubber.granulate:0.7",
                        "rubber.granulate",
                        "processes.csv:2:outputs: the outputs are not right: rubber.granulate: expected class:yield"
                                + " joined by +, each yield above 0, each class once"),
                change(
                        FaultKind.BAD_OUTPUTS,
                        "processes.csv",
                        "rubber.granulate:0.7",
                        "rubber.granulate:0",
                        "processes.csv:2:outputs: the outputs are not right: rubber.granulate:0: expected class:yield"
                                + " joined by +, each yield above 0, each class once"),
                change(
                        FaultKind.BAD_OUTPUTS,
                        "processes.csv",
                        "rubber.granulate:0.7",
                        "rubber.granulate:0.7+rubber.granulate:0.1",
                        "processes.csv:2:outputs: the outputs are not right:"
                                + " rubber.granulate:0.7+rubber.granulate:0.1: expected class:yield joined by +, each"
                                + " yield above 0, each class once"));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void oneThingWrongIsOneFaultThatNamesTheCell(Wrong wrong) throws Exception {
        Path folder = wrong.change().apply(InventoryFolder.sound()).writeTo(temp.resolve("in"));

        InventoryDraft draft =
                InventoryReader.read(folder, ReadOptions.WHOLE.withWasteCodes(Set.of("160103", "191204")::contains));

        assertThat(draft.isClean()).isFalse();
        assertThat(InventoryFolder.texts(draft)).containsExactly(wrong.expectedText());
        assertThat(draft.faults().getFirst().code()).isEqualTo(wrong.kind());
    }

    @Test
    void aRowWithAFaultLeavesNoRecord() throws Exception {
        Path folder =
                InventoryFolder.sound().changed("offers.csv", "120.5", "-1").writeTo(temp.resolve("in"));

        InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE);

        assertThat(draft.offers()).extracting(row -> row.record().id()).containsExactly("O2");
    }

    @Test
    void allFaultsOfAllFilesAreToldAtOnceInOrder() throws Exception {
        Path folder = InventoryFolder.sound()
                .changed("offers.csv", "120.5", "-1")
                .changed("offers.csv", "-40", "free")
                .changed("sites.csv", "road+water", "canal")
                .changed("needs.csv", "N2,S2", "N2,S7")
                .writeTo(temp.resolve("in"));

        InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE);

        assertThat(draft.faults())
                .extracting(Fault::place)
                .containsExactly(
                        "sites.csv:2:modes", "offers.csv:2:quantity", "offers.csv:2:price", "needs.csv:3:site");
    }

    @Test
    void aFaultySiteDoesNotMakeItsOffersFaulty() throws Exception {
        Path folder =
                InventoryFolder.sound().changed("sites.csv", "50.9301", "x").writeTo(temp.resolve("in"));

        assertThat(InventoryReader.read(folder, ReadOptions.WHOLE).faults())
                .extracting(Fault::place)
                .containsExactly("sites.csv:2:lat");
    }

    @Test
    void everyClassOfACircleIsToldAndThoseBelowItAreNot() throws Exception {
        Path folder = InventoryFolder.sound()
                .with(
                        "classes.csv",
                        "class,parent,kind,unit,name",
                        "rubber,rubber.granulate,material,t,Rubber",
                        "rubber.granulate,rubber,material,t,Granulate",
                        "rubber.tyres,rubber,material,t,Tyres",
                        "heat,,energy,,")
                .writeTo(temp.resolve("in"));

        assertThat(InventoryReader.read(folder, ReadOptions.WHOLE).faults())
                .extracting(Fault::place)
                .containsExactly("classes.csv:2:parent", "classes.csv:3:parent");
    }

    @Test
    void faultsBeyondTheLimitAreCountedAndNotListed() throws Exception {
        StringBuilder offers = new StringBuilder("offer,site,class,quantity\n");
        for (int i = 0; i < 50; i++) {
            offers.append("O").append(i).append(",S1,heat,-1\n");
        }
        Path folder =
                InventoryFolder.sound().with("offers.csv", offers.toString()).writeTo(temp.resolve("in"));
        ReadOptions.Limits few = new ReadOptions.Limits(10, 1000, 1000, 1 << 20, 10, 100);

        InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE.withLimits(few));

        assertThat(draft.faults()).hasSize(10);
        assertThat(draft.faultCount()).isEqualTo(50);
        assertThat(draft.offers()).isEmpty();
        assertThat(draft.remarks().getLast().text()).isEqualTo("in: the first 10 faults are listed; there are 40 more");
    }

    @Test
    void moreRowsThanAllowedAreAFault() throws Exception {
        ReadOptions.Limits small = new ReadOptions.Limits(10, 3, 1000, 1 << 20, 10, 100);

        InventoryDraft draft = InventoryReader.read(
                InventoryFolder.sound().writeTo(temp.resolve("in")), ReadOptions.WHOLE.withLimits(small));

        assertThat(InventoryFolder.texts(draft))
                .containsExactly("classes.csv:5:-: there are too many rows: nothing: expected at most 3 rows");
    }

    @Test
    void aLargerFileThanAllowedIsAFault() throws Exception {
        ReadOptions.Limits small = new ReadOptions.Limits(10, 1000, 10_000, 1 << 20, 10, 100);
        Path folder = InventoryFolder.sound()
                .changed("offers.csv", "Old tyres", "x".repeat(1 << 20))
                .writeTo(temp.resolve("in"));

        assertThat(InventoryFolder.texts(InventoryReader.read(folder, ReadOptions.WHOLE.withLimits(small))))
                .containsExactly("offers.csv:0:-: the file is too large: nothing: expected at most 1 MB");
    }

    @Test
    void everyKindHasSentencesWithoutLooseEnds() {
        for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
            List<String> arguments = List.of("a", "b", "c");
            assertThat(kind.wrong(arguments) + kind.expected(arguments))
                    .as(kind.name())
                    .doesNotContain("{", "}");
        }
    }
}
