package org.knooppunt.engine.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Numbers;

/**
 * Writes an inventory as files. Reading them gives an equal inventory again: numbers are written in full, in the same
 * way in every country (except that -0 becomes 0).
 */
public final class InventoryWriter {
    private static final int ROWS_BETWEEN_FLUSHES = 500;

    private InventoryWriter() {}

    /**
     * Writes one CSV file per table: UTF-8, commas, decimal points. There are no links when there is no file for them.
     *
     * @throws IllegalArgumentException with one line for each thing that could not be read back the same; nothing is
     *     written
     */
    public static void writeFolder(Inventory inventory, Path folder) throws IOException {
        Writable.check(inventory);
        Files.createDirectories(folder);
        for (Table table : Table.values()) {
            TableText text = new TableText(table, inventory);
            Path file = folder.resolve(table.fileName() + ".csv");
            if (table == Table.LINKS && text.isEmpty() && !Files.exists(file)) {
                continue;
            }
            try (CsvWriter csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
                csv.writeRecord(text.header());
                text.forEach(cells ->
                        csv.writeRecord(cells.stream().map(InventoryWriter::csv).toList()));
            }
        }
    }

    private static String csv(@Nullable Object cell) {
        return cell == null ? "" : cell instanceof Double number ? Numbers.text(number) : cell.toString();
    }

    /**
     * Writes a workbook with one sheet per table; the stream stays open.
     *
     * @throws IllegalArgumentException with one line for each thing that could not be read back the same; nothing is
     *     written
     */
    public static void writeWorkbook(Inventory inventory, OutputStream out) throws IOException {
        Writable.check(inventory);
        Workbook workbook = new Workbook(out, "Knooppunt", "1.0");
        for (Table table : Table.values()) {
            TableText text = new TableText(table, inventory);
            if (table != Table.LINKS || !text.isEmpty()) {
                writeSheet(workbook.newWorksheet(table.fileName()), text);
            }
        }
        workbook.finish();
    }

    private static void writeSheet(Worksheet sheet, TableText text) throws IOException {
        SheetText.writeHeader(sheet, text.header());
        int[] row = {1};
        IOException[] failure = {null};
        text.forEach(cells -> {
            if (failure[0] == null) {
                try {
                    writeRow(sheet, row[0]++, cells);
                } catch (IOException e) {
                    failure[0] = e;
                }
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        sheet.finish();
    }

    private static void writeRow(Worksheet sheet, int row, List<@Nullable Object> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            Object cell = cells.get(column);
            if (cell instanceof Double number) {
                sheet.value(row, column, number);
            } else if (cell != null && !cell.toString().isEmpty()) {
                sheet.value(row, column, SheetText.escaped(cell.toString()));
            }
        }
        if (row % ROWS_BETWEEN_FLUSHES == 0) {
            sheet.flush();
        }
    }
}
