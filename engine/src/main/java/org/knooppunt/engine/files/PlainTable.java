package org.knooppunt.engine.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * The rows of any table, in a CSV file or the first sheet of a workbook, with the same care as the tables of an inventory:
 * encoding, packing and the parts of a workbook are looked at before a row is read. What the columns mean is up to the
 * caller.
 */
public final class PlainTable {
    private static final ReadOptions.Limits LIMITS = ReadOptions.Limits.DEFAULT;

    private PlainTable() {}

    /** Takes the rows one by one. */
    public interface Visitor {
        /**
         * Takes a row.
         *
         * @param row as the spreadsheet shows it, from 1
         * @param cells as text; a number of a workbook with a point as its decimal sign
         * @return whether to go on
         */
        boolean row(int row, List<String> cells);
    }

    /** How the cells of a file are to be read. */
    public enum Form {
        /** Numbers are what the spreadsheet says. */
        WORKBOOK,
        /** Cells are parted by commas, so a decimal sign is a point. */
        COMMAS,
        /** Cells are parted by semicolons or tabs, so a decimal sign is probably a comma. */
        SEMICOLONS
    }

    /** How a file is written, as far as its first bytes and its first line tell. */
    public static Form form(Path file) throws IOException {
        return isPacked(file) ? Form.WORKBOOK : separator(file) == ',' ? Form.COMMAS : Form.SEMICOLONS;
    }

    /** Whether these are the bytes of a workbook rather than of text. */
    public static boolean isWorkbook(byte[] content) {
        return content.length > 1 && content[0] == 'P' && content[1] == 'K';
    }

    /** Reads what is at hand as bytes; it is on disk meanwhile, since a workbook is read from there. */
    public static Optional<Fault> read(byte[] content, Visitor visitor) throws IOException {
        Path file = Files.createTempFile("knooppunt-table-", "");
        try {
            Files.write(file, content);
            return read(file, visitor);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Reads the rows until the visitor has enough.
     *
     * @return what kept the file from being read; nothing when it was
     */
    public static Optional<Fault> read(Path file, Visitor visitor) throws IOException {
        String name = Source.nameOf(file);
        if (isPacked(file)) {
            return workbook(file, name, visitor);
        }
        Watch watch = new Watch(ReadMonitor.NONE);
        Utf8Check check = new Utf8Check();
        try (InputStream in = Files.newInputStream(file)) {
            check.read(in, LIMITS.unpackedBytes(), watch);
        }
        if (check.isEmpty()) {
            return Optional.of(fault(name, 0, FaultKind.EMPTY_FILE, ""));
        }
        if (check.isTooLarge()) {
            return Optional.of(fault(name, 0, FaultKind.TOO_LARGE, Long.toString(LIMITS.unpackedBytes() >> 20)));
        }
        String encoding = check.encoding();
        return encoding == null
                ? csv(file, name, visitor)
                : Optional.of(fault(name, check.line(), FaultKind.BAD_ENCODING, encoding));
    }

    private static Fault fault(String file, int row, FaultKind kind, String... arguments) {
        return new Fault(file, row, "", "", kind, List.of(arguments));
    }

    private static boolean isPacked(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K';
        }
    }

    private static BufferedReader reader(Path file) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16);
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return reader;
    }

    /** The sign that stands most in the first line. */
    private static char separator(Path file) throws IOException {
        StringBuilder line = new StringBuilder();
        try (BufferedReader reader = reader(file)) {
            int c = reader.read();
            while (c >= 0 && c != '\n' && c != '\r' && line.length() < 100_000) {
                line.append((char) c);
                c = reader.read();
            }
        }
        char best = ',';
        long most = 0;
        for (char sign : new char[] {',', ';', '\t'}) {
            long count = line.chars().filter(c -> c == sign).count();
            if (count > most) {
                most = count;
                best = sign;
            }
        }
        return best;
    }

    private static Optional<Fault> csv(Path file, String name, Visitor visitor) throws IOException {
        int row = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator(file))
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(reader(file))) {
            for (CsvRecord line : csv) {
                if (!visitor.row(++row, line.getFields())) {
                    break;
                }
            }
            return Optional.empty();
        } catch (CsvParseException e) {
            return Optional.of(fault(name, row + 1, FaultKind.BROKEN_ROW));
        }
    }

    private static Optional<Fault> workbook(Path file, String name, Visitor visitor) throws IOException {
        Watch watch = new Watch(ReadMonitor.NONE);
        try {
            ZipSource zip = ZipSource.open(file, name, LIMITS);
            try {
                if (zip.entries().stream()
                        .map(ZipArchiveEntry::getName)
                        .noneMatch("[Content_Types].xml"::equalsIgnoreCase)) {
                    return Optional.of(fault(name, 0, FaultKind.UNREADABLE));
                }
                new WorkbookCheck(zip, watch).check(name);
            } finally {
                zip.closeQuietly();
            }
        } catch (ZipSource.Refused e) {
            return Optional.of(e.fault());
        }
        try (ReadableWorkbook workbook = open(file)) {
            Sheet sheet = workbook.getFirstSheet();
            new SheetSource(sheet, Table.values()[0]).rows(new FaultList(1), (row, cells) -> {
                List<String> texts = new ArrayList<>(cells.size());
                for (int i = 0; i < cells.size(); i++) {
                    texts.add(cells.text(i));
                }
                return visitor.row(row, texts);
            });
            return Optional.empty();
        } catch (ExcelReaderException | IOException e) {
            return Optional.of(fault(name, 0, FaultKind.DAMAGED));
        }
    }

    private static ReadableWorkbook open(Path file) throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (ExcelReaderException e) {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(false, true));
        }
    }
}
