package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.ResourceClass;

class WorkbookReadingTest {
    private static final String HEADER = row(1, text("offer"), text("site"), text("class"), text("quantity"));
    private static final ReadOptions OPTIONS = ReadOptions.additionTo(new KnownKeys(
            Map.of("heat", new ResourceClass("heat", null, Kind.ENERGY, "")),
            Set.of("org"),
            Set.of("S1", "101"),
            Set.of()));

    @TempDir
    Path temp;

    private static String text(String text) {
        return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static String number(String number) {
        return "<c><v>" + number + "</v></c>";
    }

    private static String row(int number, String... cells) {
        return "<row r=\"" + number + "\">" + String.join("", cells) + "</row>";
    }

    private InventoryDraft read(String rows, String... texts) throws Exception {
        return read(TestZip.workbook("offers", rows, texts));
    }

    private InventoryDraft read(TestZip workbook) throws Exception {
        return InventoryReader.read(workbook.writeTo(temp.resolve("in.xlsx")), OPTIONS);
    }

    private InventoryDraft readQuantity(String cell) throws Exception {
        return read(HEADER + row(2, text("O1"), text("S1"), text("heat"), cell));
    }

    private static Offer only(InventoryDraft draft) {
        assertThat(InventoryFolder.texts(draft)).isEmpty();
        return draft.offers().getFirst().record();
    }

    @Test
    void keysThatAreNumbersReadAsPeopleSeeThem() throws Exception {
        Offer offer = only(read(HEADER + row(2, number("7"), number("101.0"), text("heat"), number("1.5E3"))));

        assertThat(offer.id()).isEqualTo("7");
        assertThat(offer.site()).isEqualTo("101");
        assertThat(offer.quantity()).isEqualTo(1500);
    }

    @Test
    void aFormulaCountsForItsStoredResult() throws Exception {
        assertThat(only(readQuantity("<c><f>2*3</f><v>6</v></c>")).quantity()).isEqualTo(6);
        assertThat(only(readQuantity("<c t=\"str\"><f>\"6\"</f><v>6,5</v></c>")).quantity())
                .isEqualTo(6.5);
    }

    @Test
    void aFormulaWithoutAResultIsAFault() throws Exception {
        assertThat(InventoryFolder.texts(readQuantity("<c><f>2*3</f></c>")))
                .containsExactly("offers:2:quantity: the cell holds a formula without a result: =2*3: expected a value;"
                        + " open the file in a spreadsheet program and save it");
    }

    @Test
    void errorsDatesAndTruthsAreFaultsWhereANumberIsExpected() throws Exception {
        assertThat(InventoryFolder.texts(readQuantity("<c t=\"e\"><v>#DIV/0!</v></c>")))
                .containsExactly("offers:2:quantity: the spreadsheet shows an error: #DIV/0!: expected a value");
        assertThat(InventoryFolder.kinds(readQuantity("<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>")))
                .containsExactly(FaultKind.ERROR_CELL);
        assertThat(InventoryFolder.texts(readQuantity("<c s=\"1\"><v>45292</v></c>")))
                .containsExactly("offers:2:quantity: the spreadsheet made a date of it: 2024-01-01: expected a number;"
                        + " make the cell a number and type it again");
        assertThat(InventoryFolder.texts(readQuantity("<c t=\"b\"><v>1</v></c>")))
                .containsExactly("offers:2:quantity: the cell holds true or false: TRUE: expected a number");
    }

    @Test
    void aKeyThatBecameADateIsAFault() throws Exception {
        assertThat(InventoryFolder.kinds(
                        read(HEADER + row(2, "<c s=\"1\"><v>45292</v></c>", text("S1"), text("heat"), number("1")))))
                .containsExactly(FaultKind.DATE_FOR_TEXT);
    }

    @Test
    void aFormatWithWordsIsNoDate() throws Exception {
        assertThat(only(readQuantity("<c s=\"2\"><v>3.5</v></c>")).quantity()).isEqualTo(3.5);
    }

    @Test
    void aNumberWrittenAsTextIsReadUnlessItCanBeTwoNumbers() throws Exception {
        assertThat(only(readQuantity(text("12,5"))).quantity()).isEqualTo(12.5);
        assertThat(only(readQuantity(text("1.234,5"))).quantity()).isEqualTo(1234.5);
        assertThat(InventoryFolder.kinds(readQuantity(text("1.234")))).containsExactly(FaultKind.AMBIGUOUS_NUMBER);
    }

    @Test
    void aHugeNumberIsAFaultAndNotALongText() throws Exception {
        assertThat(InventoryFolder.kinds(readQuantity(number("1E999999999")))).containsExactly(FaultKind.NOT_FINITE);
        assertThat(InventoryFolder.kinds(readQuantity(number("12abc")))).containsExactly(FaultKind.ERROR_CELL);
    }

    @Test
    void aWasteCodeThatLostItsZeroIsMended() throws Exception {
        InventoryDraft draft = read(row(1, text("offer"), text("site"), text("class"), text("quantity"), text("ewc"))
                + row(2, text("O1"), text("S1"), text("heat"), number("1"), number("20304")));

        assertThat(only(draft).ewc()).isEqualTo("020304");
    }

    @Test
    void sharedAndEscapedTextsAreRead() throws Exception {
        String shared = "<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>"
                + "<c t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c></row>"
                + row(2, text("O1"), text("S1"), text("heat"), number("1"), text("a_x000D_b_x005F_x000D_"));

        assertThat(only(read(shared, "offer", "site", "class", "quantity", "description"))
                        .description())
                .isEqualTo("a\rb_x000D_");
    }

    @Test
    void rowNumbersAreThoseOfTheSheet() throws Exception {
        InventoryDraft draft = read(HEADER + row(5, text("O1"), text("S1"), text("heat"), number("-1")));

        assertThat(draft.faults()).extracting(Fault::place).containsExactly("offers:5:quantity");
    }

    @Test
    void aSheetWithoutRowsIsAFault() throws Exception {
        assertThat(InventoryFolder.kinds(read(""))).containsExactly(FaultKind.EMPTY_FILE);
        assertThat(InventoryFolder.kinds(read(row(2, text("O1"))))).containsExactly(FaultKind.NO_HEADER);
    }

    @Test
    void aWorkbookWithoutTablesIsOneFault() throws Exception {
        assertThat(InventoryFolder.kinds(read(TestZip.workbook("Sheet1", HEADER))))
                .containsExactly(FaultKind.NO_TABLES);
    }

    @Test
    void aWorkbookWithoutStylesIsRead() throws Exception {
        TestZip workbook =
                TestZip.workbook("Offers", HEADER + row(2, text("O1"), text("S1"), text("heat"), number("1")));
        workbook.with(
                "[Content_Types].xml",
                "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-"
                        + "officedocument.spreadsheetml.sheet.main+xml\"/></Types>");

        assertThat(only(read(workbook)).quantity()).isEqualTo(1);
    }

    @Test
    void entitiesAreRefused() throws Exception {
        String laughs =
                "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">" + "<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        TestZip workbook = TestZip.workbook("offers", HEADER);
        workbook.with(
                "xl/worksheets/sheet1.xml",
                laughs + "<worksheet><sheetData>" + HEADER + row(2, text("&e;"), text("S1"), text("heat"), number("1"))
                        + "</sheetData></worksheet>");

        assertThat(InventoryFolder.kinds(read(workbook))).containsExactly(FaultKind.UNSAFE_XML);
    }

    @Test
    void cellsBeyondTheEdgeAndTextsThatAreNotThereAreRefused() throws Exception {
        assertThat(InventoryFolder.kinds(read("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>")))
                .containsExactly(FaultKind.DAMAGED);
        assertThat(InventoryFolder.kinds(read("<row r=\"2147483647\"><c><v>1</v></c></row>")))
                .containsExactly(FaultKind.DAMAGED);
        assertThat(InventoryFolder.kinds(read("<row r=\"1\"><c t=\"s\"><v>2000000000</v></c></row>", "offer")))
                .containsExactly(FaultKind.DAMAGED);
        assertThat(InventoryFolder.kinds(read("<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>", "offer")))
                .containsExactly(FaultKind.DAMAGED);
    }

    @Test
    void aSheetThatStopsHalfWayOrGoesBackIsOneFault() throws Exception {
        String good = HEADER + row(2, text("O1"), text("S1"), text("heat"), number("1"));
        TestZip cut = TestZip.workbook("offers", good);
        cut.with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + good + "<row r=\"3\"><c");

        assertThat(InventoryFolder.kinds(read(cut))).containsExactly(FaultKind.UNREADABLE);
        assertThat(InventoryFolder.kinds(read(good + HEADER))).containsExactly(FaultKind.UNREADABLE);
        assertThat(InventoryFolder.kinds(read(HEADER + "<row r=\"2\"><c t=\"d\"><v>2024-01-01</v></c></row>")))
                .containsExactly(FaultKind.UNREADABLE);
    }

    @Test
    void missingPartsAreOneFault() throws Exception {
        for (String part : new String[] {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}) {
            TestZip workbook = TestZip.workbook("offers", HEADER).with(part, "<nothing/>");
            assertThat(read(workbook).faultCount()).as(part).isEqualTo(1);
        }
    }

    @Test
    void aTextOfTenMillionCharactersIsAFaultOfItsCell() throws Exception {
        InventoryDraft draft =
                read(row(1, text("offer"), text("site"), text("class"), text("quantity"), text("description"))
                        + row(2, text("O1"), text("S1"), text("heat"), number("1"), text("x".repeat(10_000_000))));

        assertThat(draft.faults()).extracting(Fault::place).containsExactly("offers:2:description");
        assertThat(InventoryFolder.kinds(draft)).containsExactly(FaultKind.CELL_TOO_LONG);
        assertThat(draft.faults().getFirst().value()).hasSize(81);
    }
}
