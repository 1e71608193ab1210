package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Visibility;

class FolderReadingTest {
    @TempDir
    Path temp;

    private InventoryDraft read(InventoryFolder folder) throws Exception {
        return InventoryReader.read(folder.writeTo(temp.resolve("in")), ReadOptions.WHOLE);
    }

    private static List<String> remarks(InventoryDraft draft) {
        return draft.remarks().stream().map(Remark::text).toList();
    }

    @Test
    void aSoundFolderBecomesAnInventory() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound());

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        Inventory inventory = draft.toInventory();
        Offer tyres = inventory.getOffer("O1");
        assertThat(tyres.quantity()).isEqualTo(120.5);
        assertThat(tyres.price()).isEqualTo(-40);
        assertThat(tyres.ewc()).isEqualTo("160103");
        assertThat(inventory.getOffer("O2").qualities()).containsEntry("temp", 65.0);
        assertThat(inventory.getOffer("O2").profile().weights()).hasSize(12);
        assertThat(inventory.getNeed("N2").limits()).containsEntry("temp", new QualityLimit(40, 90));
        assertThat(inventory.getProcess("P1").outputs()).containsEntry("rubber.granulate", 0.7);
        assertThat(draft.offers().getLast().row()).isEqualTo(3);
    }

    @Test
    void aWholeInventoryWithoutNeedsIsReadAndTheReaderSaysSo() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound().without("needs.csv"));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(remarks(draft)).contains("in: there is no table needs, so this inventory has none of those");
    }

    @Test
    void aFacilityMayHaveStorageAndHasNoneWhenNothingIsSaid() throws Exception {
        InventoryFolder folder = InventoryFolder.sound();
        assertThat(read(folder).toInventory().getFacility("F1").storage()).isZero();

        folder.with(
                "facilities.csv",
                "facility,site,name,status,capacity,min_intake,fixed_cost,storage,storage_cost",
                "F1,S1,Shredder,candidate,500,50,12000,40,1.5",
                "F2,S1,Shredder,candidate,500,50,12000,,");
        InventoryDraft draft = read(folder);

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(remarks(draft)).noneMatch(remark -> remark.contains("storage"));
        assertThat(draft.toInventory().getFacility("F1").storage()).isEqualTo(40);
        assertThat(draft.toInventory().getFacility("F1").storageCost()).isEqualTo(1.5);
        assertThat(draft.toInventory().getFacility("F2").storage()).isZero();

        folder.changed("facilities.csv", "40,1.5", "-40,1.5");
        assertThat(InventoryFolder.texts(read(folder)))
                .containsExactly(
                        "facilities.csv:2:storage: the number is negative: -40: expected a number of at least 0");
    }

    @Test
    void namesOfFilesColumnsAndWordsMayBeInCapitals() throws Exception {
        InventoryFolder folder = InventoryFolder.sound();
        folder.with("Offers.CSV", "OFFER, Site ,Class,Quantity,Visibility,Q_temp", "O1,S1,heat,5,Public,60")
                .without("offers.csv");

        InventoryDraft draft = read(folder);

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        Offer offer = draft.toInventory().getOffer("O1");
        assertThat(offer.visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(offer.qualities()).containsOnlyKeys("temp");
    }

    @Test
    void semicolonsAndDecimalCommasAreDetectedAndTold() throws Exception {
        InventoryFolder folder = InventoryFolder.sound()
                .with(
                        "offers.csv",
                        "offer;site;class;quantity;price",
                        "O1;S1;heat;1.234,5;-40",
                        "O2;S1;heat;1,234;0,5");

        InventoryDraft draft = read(folder);

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.offers()).extracting(row -> row.record().quantity()).containsExactly(1234.5, 1.234);
        assertThat(remarks(draft))
                .filteredOn(text -> text.contains("unlike"))
                .containsExactly("offers.csv: unlike in the other files, ';' stands between the cells and numbers are"
                        + " written as 12,5");
    }

    @Test
    void filesThatAreAllWrittenInOneWayNeedNoWordOnIt() throws Exception {
        InventoryFolder semicolons = InventoryFolder.sound();
        InventoryFolder.sound()
                .files()
                .forEach((file, text) ->
                        semicolons.with(file, text.strip().replace(',', ';').replace('.', ',')));
        for (InventoryFolder folder : List.of(InventoryFolder.sound(), semicolons)) {
            assertThat(read(folder).remarks()).noneMatch(remark -> remark.code() == RemarkKind.DIALECT);
        }
    }

    @Test
    void semicolonsWithDecimalPointsAreDetectedToo() throws Exception {
        InventoryDraft draft = read(
                InventoryFolder.sound().with("offers.csv", "offer;site;class;quantity;price", "O1;S1;heat;1.234;2.5"));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.offers().getFirst().record().quantity()).isEqualTo(1.234);
    }

    @Test
    void degreesProveTheirDecimalSignWithThreeDigitsToo() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound()
                .with("sites.csv", "site;organisation;lat;lon", "S1;garage;50.930;5.500", "S2;sport;50.941;5.489"));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.sites().getFirst().record().lat()).isEqualTo(50.93);
    }

    @Test
    void aDecimalPointInOutputsIsFineWhereNumbersHaveCommas() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound()
                .with(
                        "processes.csv",
                        "process;facility;input;outputs;variable_cost",
                        "P1;F1;rubber.tyres;rubber.granulate:0.7+heat:1,125;2,5"));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.processes().getFirst().record().outputs())
                .isEqualTo(Map.of("rubber.granulate", 0.7, "heat", 1.125));
    }

    @Test
    void theSeparatorLineOfExcelIsUnderstoodAndNotCounted() throws Exception {
        InventoryDraft draft =
                read(InventoryFolder.sound().with("offers.csv", "sep=;", "offer;site;class;quantity", "O1;S1;heat;5"));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.offers().getFirst().row()).isEqualTo(2);
    }

    @Test
    void aByteOrderMarkDoesNotHideTheFirstColumn() throws Exception {
        InventoryDraft draft =
                read(InventoryFolder.sound().with("offers.csv", "\ufeffoffer,site,class,quantity", "O1,S1,heat,5"));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.offers()).hasSize(1);
    }

    @Test
    void quotedTextMayHoldSeparatorsQuotesAndLineBreaksWithoutShiftingRowNumbers() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound()
                .with(
                        "offers.csv",
                        "offer,site,class,quantity,description",
                        "O1,S1,heat,5,\"a, \"\"b\"\"\nc\"",
                        "",
                        "O2,S1,heat,-5,"));

        assertThat(draft.offers().getFirst().record().description()).isEqualTo("a, \"b\"\nc");
        assertThat(draft.faults()).extracting(Fault::row).containsExactly(4);
    }

    @Test
    void freeTextIsKeptAsItStandsAndKeysLoseTheirBlanks() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound()
                .with("offers.csv", "offer,site,class,quantity,description", "\u00a0O1 , S1,heat,5,  two blanks "));

        assertThat(InventoryFolder.texts(draft)).isEmpty();
        assertThat(draft.offers().getFirst().record().id()).isEqualTo("O1");
        assertThat(draft.offers().getFirst().record().description()).isEqualTo("  two blanks ");
    }

    @Test
    void whatIsNotKnownIsToldAndWhatIsEmptyIsTold() throws Exception {
        InventoryFolder folder = InventoryFolder.sound()
                .with(
                        "offers.csv",
                        "offer,site,class,quantity,price,colour",
                        "O1,S1,heat,5,,blue",
                        "O2,S1,heat,6,1,red")
                .with("notes.txt", "hello");

        InventoryDraft draft = read(folder);

        assertThat(draft.isClean()).isTrue();
        assertThat(remarks(draft))
                .contains(
                        "notes.txt: not a table of an inventory, so it was not read",
                        "offers.csv:colour: the column colour is not known and was not read",
                        "offers.csv:price: 1 empty cells were read as 0",
                        "offers.csv:visibility: 2 empty cells were read as coordinator");
    }

    @Test
    void aSiteOfWhichNothingIsSaidIsReachedByRoad() throws Exception {
        assertThat(read(InventoryFolder.sound()).toInventory().getSite("S2").modes())
                .isEqualTo(Set.of(Mode.ROAD));
    }

    @Test
    void aFileWithOnlyAHeaderIsAnEmptyTable() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound().with("offers.csv", "offer,site,class,quantity"));

        assertThat(draft.isClean()).isTrue();
        assertThat(draft.offers()).isEmpty();
        assertThat(remarks(draft)).contains("offers.csv: the table has column names but no rows");
    }

    @Test
    void anEmptyFolderIsOneFault() throws Exception {
        Files.createDirectories(temp.resolve("in"));

        assertThat(InventoryFolder.texts(InventoryReader.read(temp.resolve("in"), ReadOptions.WHOLE)))
                .containsExactly("in:0:-: no table of an inventory was found: nothing: expected files or sheets named"
                        + " classes, organisations, sites, offers, needs, facilities, processes, links");
    }

    @Test
    void aPathThatDoesNotExistIsOneFault() {
        assertThat(InventoryFolder.kinds(InventoryReader.read(temp.resolve("nowhere"), ReadOptions.WHOLE)))
                .containsExactly(FaultKind.NOT_FOUND);
    }

    @Test
    void aFileOfAnotherSortIsOneFault() throws Exception {
        Path picture = Files.write(temp.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        Path old =
                Files.write(temp.resolve("old.xls"), new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1, 2, 3});
        Path other = Files.writeString(temp.resolve("streams.csv"), "a,b\n");

        assertThat(InventoryFolder.kinds(InventoryReader.read(picture, ReadOptions.WHOLE)))
                .containsExactly(FaultKind.NOT_AN_INVENTORY);
        assertThat(InventoryFolder.kinds(InventoryReader.read(old, ReadOptions.WHOLE)))
                .containsExactly(FaultKind.OLD_OR_PROTECTED_WORKBOOK);
        assertThat(InventoryFolder.kinds(InventoryReader.read(other, ReadOptions.WHOLE)))
                .containsExactly(FaultKind.NO_TABLES);
    }

    @Test
    void anotherEncodingIsOneFaultWithItsLine() throws Exception {
        Path folder = InventoryFolder.sound().writeTo(temp.resolve("in"));
        Path offers = folder.resolve("offers.csv");
        String text = "offer,site,class,quantity,description\nO1,S1,heat,5,warm\nO2,S1,heat,5,café\n";

        Files.write(offers, text.getBytes(Charset.forName("windows-1252")));
        assertThat(InventoryFolder.texts(InventoryReader.read(folder, ReadOptions.WHOLE)))
                .containsExactly("offers.csv:3:-: the text is not UTF-8 but probably Windows-1252:"
                        + " nothing: expected UTF-8; save it as 'CSV UTF-8'");
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(offers, text.getBytes(wide));
            InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE);
            assertThat(InventoryFolder.kinds(draft)).as(wide.name()).containsExactly(FaultKind.BAD_ENCODING);
            assertThat(draft.faults().getFirst().arguments()).containsExactly("UTF-16");
        }
    }

    @Test
    void aTableThatCannotBeReadDoesNotMakeTheOthersFaulty() throws Exception {
        Path folder = InventoryFolder.sound().writeTo(temp.resolve("in"));
        Files.write(folder.resolve("sites.csv"), "site,é\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(InventoryFolder.kinds(InventoryReader.read(folder, ReadOptions.WHOLE)))
                .containsExactly(FaultKind.BAD_ENCODING);
    }

    @Test
    void aLinkToAnotherFileIsNotFollowed() throws Exception {
        Path folder = InventoryFolder.sound().without("offers.csv").writeTo(temp.resolve("in"));
        Path secret = Files.writeString(temp.resolve("secret"), "root:x:0:0");
        Files.createSymbolicLink(folder.resolve("offers.csv"), secret);

        assertThat(InventoryFolder.texts(InventoryReader.read(folder, ReadOptions.WHOLE)))
                .containsExactly(
                        "offers.csv:0:-: this is a link to another file: offers.csv: expected the file itself");
    }

    @Test
    void twoFilesForOneTableAreAFault() throws Exception {
        InventoryFolder folder = InventoryFolder.sound().with("OFFERS.csv", "offer,site,class,quantity");

        assertThat(InventoryFolder.kinds(read(folder))).containsExactly(FaultKind.DUPLICATE_TABLE);
    }

    @Test
    void aLastRowThatStopsHalfWayIsAFaultAndShortRowsElsewhereAreTold() throws Exception {
        Path folder = InventoryFolder.sound().writeTo(temp.resolve("in"));
        Path offers = folder.resolve("offers.csv");

        Files.writeString(offers, "offer,site,class,quantity,price,sd\nO1,S1,heat,5,1,0\nO2,S1,heat,6");
        assertThat(InventoryFolder.texts(InventoryReader.read(folder, ReadOptions.WHOLE)))
                .containsExactly("offers.csv:3:-: the last row stops half-way: 6: expected a whole file; copy it again,"
                        + " or save it again as .xlsx or CSV");

        Files.writeString(offers, "offer,site,class,quantity,price,sd\nO1,S1,heat,5,1,0\nO2,S1,heat,6\n");
        assertThat(remarks(InventoryReader.read(folder, ReadOptions.WHOLE)))
                .contains("offers.csv: 1 rows have fewer cells than the first row; the cells that are not there were"
                        + " read as empty");

        Files.writeString(offers, "offer,site,class,quantity\nO1,S1,heat,5");
        InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE);
        assertThat(draft.isClean()).isTrue();
        assertThat(remarks(draft))
                .contains("offers.csv: the file does not end with a line break; check that the last row is whole");
    }

    @Test
    void aFileMayReferToWhatIsKnownAlready() throws Exception {
        Path file = temp.resolve("offers.csv");
        Files.writeString(file, "offer,site,class,quantity\nO9,S1,heat,5\nO8,S3,heat,5\n");
        KnownKeys known = KnownKeys.of(read(InventoryFolder.sound()).toInventory());

        InventoryDraft draft = InventoryReader.read(file, ReadOptions.additionTo(known));

        assertThat(draft.faults()).extracting(Fault::place).containsExactly("offers.csv:3:site");
        assertThat(draft.offers()).extracting(row -> row.record().id()).containsExactly("O9");
    }

    @Test
    void withNothingKnownAFileOfOffersAsksForItsTables() throws Exception {
        Path file = temp.resolve("offers.csv");
        Files.writeString(file, "offer,site,class,quantity\nO9,S1,heat,5\n");

        assertThat(InventoryReader.read(file, ReadOptions.additionTo(KnownKeys.NONE))
                        .faults())
                .extracting(Fault::arguments)
                .containsExactly(List.of("classes"), List.of("sites"));
    }

    @Test
    void aFileCannotBendTheKnownTreeIntoACircleNorChangeTheKindOfAParent() throws Exception {
        Map<String, ResourceClass> classes = Map.of(
                "a", new ResourceClass("a", null, Kind.WATER, ""), "b", new ResourceClass("b", "a", Kind.WATER, ""));
        ReadOptions options = ReadOptions.additionTo(new KnownKeys(classes, Set.of(), Set.of(), Set.of()));
        Path file = temp.resolve("classes.csv");

        Files.writeString(file, "class,parent,kind\na,b,water\n");
        assertThat(InventoryFolder.kinds(InventoryReader.read(file, options))).containsExactly(FaultKind.CIRCLE);

        Files.writeString(file, "class,parent,kind\na,,energy\n");
        assertThat(InventoryFolder.kinds(InventoryReader.read(file, options)))
                .containsExactly(FaultKind.WRONG_KIND_OF_CHILD);
    }

    @Test
    void theMonitorHearsOfRowsAndMayCancel() throws Exception {
        StringBuilder offers = new StringBuilder("offer,site,class,quantity\n");
        for (int i = 0; i < 2_500; i++) {
            offers.append("O").append(i).append(",S1,heat,5\n");
        }
        Path folder =
                InventoryFolder.sound().with("offers.csv", offers.toString()).writeTo(temp.resolve("in"));
        List<Integer> heard = new ArrayList<>();
        ReadMonitor listening = new ReadMonitor() {
            @Override
            public void rowsRead(Table table, int rows) {
                if (table == Table.OFFERS) {
                    heard.add(rows);
                }
            }
        };
        ReadMonitor stopping = new ReadMonitor() {
            private boolean stop;

            @Override
            public void rowsRead(Table table, int rows) {
                stop |= table == Table.OFFERS;
            }

            @Override
            public boolean cancelled() {
                return stop;
            }
        };

        InventoryReader.read(folder, ReadOptions.WHOLE.withMonitor(listening));
        assertThat(heard).containsExactly(1000, 2000, 2500);
        assertThatThrownBy(() -> InventoryReader.read(folder, ReadOptions.WHOLE.withMonitor(stopping)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aPreviewShowsRowsAsTheyStand() throws Exception {
        Path folder =
                InventoryFolder.sound().changed("offers.csv", "120.5", " -x ").writeTo(temp.resolve("in"));

        PreviewTable preview = InventoryReader.preview(folder, Table.OFFERS, ReadOptions.WHOLE, 2, 1)
                .orElseThrow();

        assertThat(preview.header()).startsWith("offer", "site");
        assertThat(preview.rows()).hasSize(1);
        assertThat(preview.rows().getFirst().row()).isEqualTo(2);
        assertThat(preview.rows().getFirst().cells()).startsWith("O1", "S1", "rubber.tyres", " -x ", "-40");
        assertThat(InventoryReader.preview(folder, Table.LINKS, ReadOptions.WHOLE, 2, 1))
                .isEmpty();
    }

    @Test
    void aDraftWithFaultsIsNoInventory() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound().changed("offers.csv", "120.5", "-1"));

        assertThatThrownBy(draft::toInventory)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offers.csv:2:quantity");
    }

    @Test
    void linksOfThePairAndModeStandOnce() throws Exception {
        InventoryDraft draft = read(InventoryFolder.sound()
                .with("links.csv", "from,to,cost,mode", "S1,S2,4,road", "S1,S2,3,water", "S1,S2,5,", "S1,S3,1,road"));

        assertThat(InventoryFolder.kinds(draft)).containsExactly(FaultKind.DUPLICATE_KEY, FaultKind.UNKNOWN_REFERENCE);
        assertThat(draft.links()).hasSize(2);
    }
}
