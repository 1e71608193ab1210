package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;

class RoundTripTest {
    @TempDir
    Path temp;

    static List<Object> everything(Inventory inventory) {
        return List.of(
                List.copyOf(inventory.classes()),
                List.copyOf(inventory.organisations()),
                List.copyOf(inventory.sites()),
                List.copyOf(inventory.offers()),
                List.copyOf(inventory.needs()),
                List.copyOf(inventory.facilities()),
                List.copyOf(inventory.processes()),
                inventory.links());
    }

    private Path writeWorkbook(Inventory inventory, String name) throws Exception {
        Path file = temp.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            InventoryWriter.writeWorkbook(inventory, out);
        }
        return file;
    }

    private void assertReadsBack(Inventory inventory, String what) throws Exception {
        Path folder = temp.resolve("folder" + what);
        InventoryWriter.writeFolder(inventory, folder);
        InventoryDraft fromFolder = InventoryReader.read(folder, ReadOptions.WHOLE);
        assertThat(InventoryFolder.texts(fromFolder)).as(what).isEmpty();
        assertThat(everything(fromFolder.toInventory())).as(what).isEqualTo(everything(inventory));

        InventoryDraft fromWorkbook = InventoryReader.read(writeWorkbook(inventory, what + ".xlsx"), ReadOptions.WHOLE);
        assertThat(InventoryFolder.texts(fromWorkbook)).as(what).isEmpty();
        assertThat(everything(fromWorkbook.toInventory())).as(what).isEqualTo(everything(inventory));
    }

    @Test
    void aRichInventoryReadsBackTheSame() throws Exception {
        InventoryFolder folder = InventoryFolder.sound()
                .with("links.csv", "from,to,cost,km,co2,mode", "S1,S2,4.25,3.1,0.2,road", "S2,S1,2,5,0.1,water");

        assertReadsBack(
                InventoryReader.read(folder.writeTo(temp.resolve("in")), ReadOptions.WHOLE)
                        .toInventory(),
                "rich");
    }

    @Test
    void randomInventoriesReadBackTheSame() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            assertReadsBack(new RandomInventory(seed).next(), "seed" + seed);
        }
    }

    @Test
    void whatIsWrittenDoesNotDependOnTheCountry() throws Exception {
        Inventory inventory = new RandomInventory(7).next();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertReadsBack(inventory, "egypt");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noLinksAreNoFileUnlessOneFromBeforeMustBeEmptied() throws Exception {
        Inventory inventory = InventoryReader.read(
                        InventoryFolder.sound().writeTo(temp.resolve("in")), ReadOptions.WHOLE)
                .toInventory();
        Path out = temp.resolve("out");

        InventoryWriter.writeFolder(inventory, out);
        assertThat(out.resolve("links.csv")).doesNotExist();
        Files.writeString(out.resolve("links.csv"), "from,to,cost\nS1,S2,4\n");
        InventoryWriter.writeFolder(inventory, out);
        assertThat(InventoryReader.read(out, ReadOptions.WHOLE).links()).isEmpty();
    }

    @Test
    void whatAFileCannotHoldIsRefusedBeforeAnythingIsWritten() {
        Inventory inventory = new Inventory(
                List.of(new ResourceClass("a:1+b", null, Kind.WATER, ""), new ResourceClass("b", null, Kind.WATER, "")),
                List.of(new Organisation("o", "\u0001", "", null, null)),
                List.of(new Site(" s", "o", "", "", 50, 60, java.util.Set.of())),
                List.of(),
                List.of(new Need(
                        "n",
                        " s",
                        "b",
                        1,
                        1,
                        "",
                        0,
                        MonthProfile.EVEN,
                        Visibility.PUBLIC,
                        new TreeMap<>(
                                Map.of("x", new QualityLimit(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))))),
                List.of(new org.knooppunt.engine.inventory.Facility(
                        "f", " s", "", org.knooppunt.engine.inventory.FacilityStatus.EXISTING, 1, 0, 0)),
                List.of(new Process("p", "f", "", "b", new TreeMap<>(Map.of("a:1+b", 0.5)), 0, 0, 0, new TreeMap<>())),
                List.of());

        assertThatThrownBy(() -> InventoryWriter.writeFolder(inventory, temp.resolve("never")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("site  s: site is ' s'")
                .hasMessageContaining("organisation o: name holds a control character")
                .hasMessageContaining("need n: the limit of x is open on both sides")
                .hasMessageContaining("process p: its outputs");
        assertThat(temp.resolve("never")).doesNotExist();
    }

    @Test
    void theHeaderOfASheetIsBoldAndStaysInSight() throws Exception {
        Path file = writeWorkbook(new RandomInventory(3).next(), "look.xlsx");

        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
            String sheet = new String(
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertThat(sheet).contains("state=\"frozen\"").contains("<col ");
        }
    }
}
