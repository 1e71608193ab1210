package org.knooppunt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;

class ScotlandWasteTest {
    /** Sites and tonnes of our own, with one row of every kind that cannot be used. */
    private static final Path TINY = Path.of("src/test/resources/scotland");

    private static ScotlandWaste.Conversion tiny() throws IOException {
        return ScotlandWaste.convert(TINY, ScotlandPrices.standard());
    }

    @Test
    void whatASitePutsOutIsAnOfferAndWhatItTakesInIsANeed() throws IOException {
        Inventory inventory = tiny().inventory();

        Offer wood = inventory.getOffer("tst-l-1.out.wood");
        assertThat(wood.quantity()).isEqualTo(12.5);
        assertThat(wood.resourceClass()).isEqualTo("wood");
        assertThat(wood.price()).isEqualTo(-50);
        Need steel = inventory.getNeed("tst-l-3.in.metal.ferrous");
        assertThat(steel.quantity()).isEqualTo(90);
        assertThat(steel.price()).isEqualTo(190);
        assertThat(inventory.accepts("metal", "metal.ferrous")).isTrue();
        assertThat(inventory.accepts("waste", "wood")).isTrue();
    }

    @Test
    void onlyTheLatestYearOfTheListOfSitesIsUsed() throws IOException {
        ScotlandWaste.Conversion conversion = tiny();

        assertThat(conversion.account().year()).isEqualTo(2019);
        assertThat(conversion.inventory().getSite("tst-l-1").name()).isEqualTo("Hill Yard");
        assertThat(conversion.account().materialRows()).isEqualTo(10);
    }

    @Test
    void rowsThatCannotBeUsedAreCountedWithTheirTonnes() throws IOException {
        ScotlandWaste.Account account = tiny().account();

        assertThat(account.leftOut())
                .containsOnly(
                        entry("site without coordinates", new ScotlandWaste.LeftOut(1, 0)),
                        entry("no tonnes", new ScotlandWaste.LeftOut(1, 0)),
                        entry("tonnes not a number", new ScotlandWaste.LeftOut(1, 0)),
                        entry("permit without a usable site", new ScotlandWaste.LeftOut(2, 10)),
                        entry("site, direction and material stood before", new ScotlandWaste.LeftOut(1, 1)));
    }

    @Test
    void whatIsWrittenAndWhatIsLeftOutAddUpToTheSource() throws IOException {
        ScotlandWaste.Conversion conversion = tiny();

        addsUp(conversion, 1e-9);
        assertThat(conversion.account().tonnesOut()).isEqualTo(12.5 + 100.25 + 3);
        assertThat(conversion.account().tonnesIn()).isEqualTo(14 + 90 + 40.125 + 7 + 1);
    }

    @Test
    void spellingsOfOneOperatorAreOneOrganisationAndPrivatePersonsAreNot() throws IOException {
        ScotlandWaste.Conversion conversion = tiny();

        assertThat(conversion.inventory().organisations())
                .extracting(Organisation::id)
                .containsExactly("asa-sons-ltd", "asa-and-sons-ltd", "operator-of-tst-l-4", "operator-of-tst-l-5");
        assertThat(conversion.inventory().getSite("tst-l-3").organisation()).isEqualTo("asa-sons-ltd");
        assertThat(conversion.account().respelt()).containsExactly("Asa & Sons Ltd. = ÅSA & SONS, LTD");
    }

    @Test
    void netStreamsLeaveOutWhatPassesThroughItsSite() throws IOException {
        ScotlandWaste.Conversion net = ScotlandWaste.net(tiny());

        assertThat(net.inventory().offers()).extracting(Offer::id).containsExactly("tst-l-2.out.metal.ferrous");
        assertThat(net.inventory().getNeed("tst-l-1.in.wood").quantity()).isEqualTo(1.5);
        assertThat(net.account().leftOut().get("passes through its site")).isEqualTo(new ScotlandWaste.LeftOut(1, 25));
        addsUp(net, 1e-9);
    }

    @Test
    void aMaterialWithoutAPriceIsRefusedByName() {
        assertThatThrownBy(() -> ScotlandPrices.standard().get("Moon dust"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("Moon dust")
                .hasMessageContaining("scotland-prices.csv");
    }

    @Test
    void twoConversionsWriteTheSameFilesAndTheseReadClean(@TempDir Path folder) throws IOException {
        ScotlandWaste.main(
                "--data",
                dataFolderWithTheTinyExtract(folder).toString(),
                "--out",
                folder.resolve("a").toString());
        ScotlandWaste.main(
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("b").toString());

        for (String file : new String[] {"classes", "organisations", "sites", "offers", "needs"}) {
            assertThat(folder.resolve("a/" + file + ".csv"))
                    .hasSameTextualContentAs(folder.resolve("b/" + file + ".csv"));
        }
        InventoryDraft draft = InventoryReader.read(folder.resolve("a"), ReadOptions.WHOLE);
        assertThat(draft.faults()).isEmpty();
        assertThat(draft.toInventory().offers())
                .containsExactlyElementsOf(tiny().inventory().offers());
    }

    private static Path dataFolderWithTheTinyExtract(Path folder) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("data").resolve(ScotlandWaste.FOLDER));
        for (String file : new String[] {ScotlandWaste.SITES, ScotlandWaste.MATERIALS}) {
            Files.copy(TINY.resolve(file), copy.resolve(file));
        }
        return folder.resolve("data");
    }

    @Test
    void theRealDataBecomeAnInventoryThatReadsCleanWithTheSourcesTonnes(@TempDir Path folder) throws IOException {
        Path data = BenchmarkData.folder();
        assumeTrue(
                Files.isDirectory(data.resolve(ScotlandWaste.FOLDER)),
                "skipped: no scotland-waste in " + data.toAbsolutePath()
                        + "; set KNOOPPUNT_DATA to where the data are");

        ScotlandWaste.main("--data", data.toString(), "--out", folder.toString());

        InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE);
        assertThat(draft.faults()).isEmpty();
        Inventory read = draft.toInventory();
        assertThat(read.sites()).hasSize(1254);
        ScotlandWaste.Conversion again =
                ScotlandWaste.convert(data.resolve(ScotlandWaste.FOLDER), ScotlandPrices.standard());
        addsUp(new ScotlandWaste.Conversion(read, again.account()), 1e-3);
        assertThat(again.account().tonnesOut()).isCloseTo(8_395_495.24, within(0.01));
        assertThat(again.account().tonnesIn()).isCloseTo(18_587_969.49, within(0.01));
        // what the list of sites itself gives as output and input of all its sites
        assertThat(read.offers().stream().mapToDouble(Offer::quantity).sum()).isCloseTo(8_357_238.04, within(0.01));
        assertThat(read.needs().stream().mapToDouble(Need::quantity).sum()).isCloseTo(18_454_318.81, within(0.01));
        assertThat(again.account().leftOut().keySet()).containsExactly("permit without a usable site");
    }

    private static void addsUp(ScotlandWaste.Conversion conversion, double tolerance) {
        ScotlandWaste.Account account = conversion.account();
        Inventory inventory = conversion.inventory();
        double written =
                inventory.offers().stream().mapToDouble(Offer::quantity).sum()
                        + inventory.needs().stream().mapToDouble(Need::quantity).sum();
        double leftOut = account.leftOut().values().stream()
                .mapToDouble(ScotlandWaste.LeftOut::tonnes)
                .sum();
        assertThat(written + leftOut).isCloseTo(account.tonnesOut() + account.tonnesIn(), within(tolerance));
        int leftOutStreams = account.leftOut().entrySet().stream()
                .filter(reason -> !reason.getKey().startsWith("site w"))
                .mapToInt(reason -> Objects.requireNonNull(reason.getValue()).rows())
                .sum();
        assertThat(inventory.offers().size() + inventory.needs().size() + leftOutStreams)
                .isEqualTo(account.materialRows());
    }
}
