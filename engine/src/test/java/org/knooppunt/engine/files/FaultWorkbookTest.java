package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultWorkbookTest {
    @TempDir
    Path temp;

    private Path mark(Path source, String name) throws Exception {
        InventoryDraft draft = InventoryReader.read(source, ReadOptions.WHOLE);
        Path marked = temp.resolve(name);
        try (OutputStream out = Files.newOutputStream(marked)) {
            FaultWorkbook.write(source, draft.faults(), out);
        }
        return marked;
    }

    private Path faultyFolder() throws Exception {
        return InventoryFolder.sound()
                .changed("offers.csv", "120.5", "-120.5")
                .changed("offers.csv", ",public,", ",openbaar,")
                .changed("needs.csv", "N2,S2", "N2,S7")
                .writeTo(temp.resolve("in"));
    }

    @Test
    void theMarkedWorkbookHasTheSameFaultsAtTheSamePlaces() throws Exception {
        Path folder = faultyFolder();
        Path marked = mark(folder, "marked.xlsx");

        InventoryDraft before = InventoryReader.read(folder, ReadOptions.WHOLE);
        InventoryDraft again = InventoryReader.read(marked, ReadOptions.WHOLE);

        assertThat(again.faults())
                .extracting(Fault::row, Fault::column, Fault::code)
                .isEqualTo(before.faults().stream()
                        .map(fault -> org.assertj.core.groups.Tuple.tuple(fault.row(), fault.column(), fault.code()))
                        .toList());
        assertThat(again.remarks())
                .noneMatch(remark ->
                        remark.code() == RemarkKind.UNKNOWN_COLUMN || remark.code() == RemarkKind.UNKNOWN_TABLE);
    }

    @Test
    void aMarkedWorkbookCanBeMarkedAgainWithoutGrowing() throws Exception {
        Path once = mark(faultyFolder(), "once.xlsx");
        Path twice = mark(once, "twice.xlsx");

        assertThat(InventoryReader.preview(twice, Table.OFFERS, ReadOptions.WHOLE, 2, 9)
                        .orElseThrow()
                        .header())
                .isEqualTo(InventoryReader.preview(once, Table.OFFERS, ReadOptions.WHOLE, 2, 9)
                        .orElseThrow()
                        .header());
    }

    @Test
    void faultyCellsAreRedAndSaidInWords() throws Exception {
        Path folder = faultyFolder();
        Path marked = temp.resolve("nl.xlsx");
        InventoryDraft draft = InventoryReader.read(folder, ReadOptions.WHOLE);
        try (OutputStream out = Files.newOutputStream(marked)) {
            FaultWorkbook.write(
                    folder,
                    draft.faults(),
                    fault -> "fout " + fault.code(),
                    List.of("bestand", "rij", "kolom", "waarde", "fout"),
                    out);
        }

        try (ReadableWorkbook workbook = new ReadableWorkbook(marked.toFile());
                ZipFile zip = new ZipFile(marked.toFile())) {
            List<Row> offers = workbook.findSheet("offers").orElseThrow().read();
            assertThat(offers.get(0).getCell(11).asString()).isEqualTo("faults");
            assertThat(offers.get(1).getCell(11).asString())
                    .isEqualTo("quantity: fout NEGATIVE\nvisibility: fout UNKNOWN_WORD");
            List<Row> list = workbook.findSheet("faults").orElseThrow().read();
            assertThat(list).hasSize(4);
            assertThat(list.get(0).getCell(4).asString()).isEqualTo("fout");
            assertThat(list.get(1).getCell(1).asNumber().intValue()).isEqualTo(2);
            String styles = new String(
                    zip.getInputStream(zip.getEntry("xl/styles.xml")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(styles).contains("FFC7CE");
            assertThat(zip.stream().anyMatch(entry -> entry.getName().contains("comments")))
                    .isTrue();
        }
    }

    @Test
    void aRowWithTooManyCellsKeepsThemAll() throws Exception {
        Path folder = InventoryFolder.sound()
                .changed("offers.csv", "Old tyres", "Old, worn tyres")
                .writeTo(temp.resolve("in"));

        try (ReadableWorkbook workbook =
                new ReadableWorkbook(mark(folder, "m.xlsx").toFile())) {
            Row row = workbook.findSheet("offers").orElseThrow().read().get(1);
            assertThat(row.getCell(11).asString()).contains("the row has 12 cells");
            assertThat(row.getCell(10).asString()).isEqualTo("public");
        }
    }

    @Test
    void aSourceThatCannotBeReadLeavesOnlyTheList() throws Exception {
        Path broken = Files.write(temp.resolve("broken.xlsx"), new byte[] {'P', 'K', 3, 4, 9, 9});

        try (ReadableWorkbook workbook =
                new ReadableWorkbook(mark(broken, "m.xlsx").toFile())) {
            assertThat(workbook.getSheets()).hasSize(1);
            assertThat(workbook.getFirstSheet().read()).hasSize(2);
        }
    }
}
