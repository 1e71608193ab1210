package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipReadingTest {
    @TempDir
    Path temp;

    private InventoryDraft read(TestZip zip) throws Exception {
        return InventoryReader.read(zip.writeTo(temp.resolve("in.zip")), ReadOptions.WHOLE);
    }

    @Test
    void aZipOfAFolderReadsAsTheFolder() throws Exception {
        for (String prefix : new String[] {"", "poort-genk/", "poort-genk\\"}) {
            InventoryDraft draft = read(TestZip.of(InventoryFolder.sound(), prefix)
                    .with("__MACOSX/poort-genk/._offers.csv", "x")
                    .with(prefix + ".DS_Store", "x"));

            assertThat(InventoryFolder.texts(draft)).as(prefix).isEmpty();
            assertThat(draft.toInventory().offers()).hasSize(2);
            assertThat(draft.remarks()).noneMatch(remark -> remark.code() == RemarkKind.UNKNOWN_TABLE);
        }
    }

    @Test
    void pathsThatLeaveTheZipAreNotRead() throws Exception {
        InventoryDraft draft = read(TestZip.of(InventoryFolder.sound().without("offers.csv"), "")
                .with("../offers.csv", "offer,site,class,quantity\n")
                .with("a/b/needs.csv", "x")
                .with("/links.csv", "x"));

        assertThat(draft.isClean()).isTrue();
        assertThat(draft.remarks())
                .filteredOn(remark -> remark.code() == RemarkKind.UNKNOWN_TABLE)
                .extracting(Remark::file)
                .containsExactlyInAnyOrder("../offers.csv", "a/b/needs.csv", "/links.csv");
    }

    @Test
    void theSameTableInTwoFoldersIsAFault() throws Exception {
        assertThat(InventoryFolder.kinds(read(TestZip.of(InventoryFolder.sound(), "a/")
                        .with("b/links.csv", "x")
                        .with("a/links.csv", "y"))))
                .contains(FaultKind.DUPLICATE_TABLE);
    }

    @Test
    void aZipWithoutTablesIsOneFault() throws Exception {
        assertThat(InventoryFolder.kinds(read(new TestZip().with("readme.txt", "hello"))))
                .containsExactly(FaultKind.NO_TABLES);
        assertThat(InventoryFolder.kinds(read(new TestZip()))).containsExactly(FaultKind.NO_TABLES);
    }

    @Test
    void aBombIsRefusedByItsRatio() throws Exception {
        byte[] zeros = new byte[64 << 20];
        Arrays.fill(zeros, (byte) '0');

        InventoryDraft draft = read(TestZip.of(InventoryFolder.sound(), "").with("offers.csv", zeros));

        assertThat(InventoryFolder.texts(draft))
                .containsExactly("in.zip:0:-: unpacked, the file is far larger than an inventory can be: nothing:"
                        + " expected at most 1000 files and 1024 MB, not packed tighter than 250 to 1");
        assertThat(draft.sites()).isEmpty();
    }

    @Test
    void aBombIsRefusedByItsSizeAndByItsNumberOfFiles() throws Exception {
        ReadOptions.Limits small = new ReadOptions.Limits(100, 1000, 1000, 3_000, 20, 250);
        ReadOptions options = ReadOptions.WHOLE.withLimits(small);
        byte[] noise = new byte[4_000];
        new java.util.Random(7).nextBytes(noise);
        TestZip many = TestZip.of(InventoryFolder.sound(), "");
        for (int i = 0; i < 20; i++) {
            many.with("x" + i, "");
        }

        Path large =
                TestZip.of(InventoryFolder.sound(), "").with("links.csv", noise).writeTo(temp.resolve("large.zip"));
        assertThat(InventoryFolder.kinds(InventoryReader.read(large, options))).containsExactly(FaultKind.ZIP_BOMB);
        assertThat(InventoryFolder.kinds(InventoryReader.read(many.writeTo(temp.resolve("many.zip")), options)))
                .containsExactly(FaultKind.ZIP_BOMB);
    }

    @Test
    void aZipInAZipIsNotOpened() throws Exception {
        byte[] inner = TestZip.of(InventoryFolder.sound(), "").bytes();

        assertThat(InventoryFolder.kinds(read(new TestZip().with("inner.zip", inner))))
                .containsExactly(FaultKind.NO_TABLES);
    }

    @Test
    void aLinkInAZipIsNotFollowed() throws Exception {
        Path file = temp.resolve("link.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("offers.csv");
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }

        assertThat(InventoryFolder.kinds(InventoryReader.read(file, ReadOptions.WHOLE)))
                .containsExactly(FaultKind.SYMBOLIC_LINK);
    }

    @Test
    void aZipCutOffAnywhereIsOneClearFault() throws Exception {
        byte[] whole = TestZip.of(InventoryFolder.sound(), "").bytes();
        for (int length = 0; length < whole.length; length += 7) {
            Path cut = Files.write(temp.resolve("cut.zip"), Arrays.copyOf(whole, length));
            InventoryDraft draft = InventoryReader.read(cut, ReadOptions.WHOLE);

            assertThat(InventoryFolder.kinds(draft))
                    .as("cut at " + length)
                    .hasSize(1)
                    .containsAnyOf(FaultKind.DAMAGED, FaultKind.EMPTY_FILE, FaultKind.NOT_AN_INVENTORY);
        }
    }
}
