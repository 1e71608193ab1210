package org.knooppunt.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.inventory.Inventory;

class InventoryCommandTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "poort-genk");

    @TempDir
    Path folder;

    private final StringWriter output = new StringWriter();
    private final StringWriter error = new StringWriter();

    private int run(Object... arguments) {
        return Commands.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void aSoundInventoryIsCountedOnOneLine() {
        assertThat(run("inventory", "check", EXAMPLE)).isZero();
        assertThat(output.toString())
                .contains("no faults")
                .containsPattern("\\d+ offers")
                .hasLineCount(1);
    }

    @Test
    void everyFaultIsToldByItsCell() throws IOException {
        Path faulty = faultyExample();

        assertThat(run("inventory", "check", faulty)).isEqualTo(2);
        assertThat(error.toString())
                .containsPattern("(?m)^offers\\.csv:2:quantity: .*: veel: expected .*$")
                .containsPattern("(?m)^offers\\.csv:3:site: .*: nergens: expected .*$");
        assertThat(output.toString()).contains("2 faults").hasLineCount(1);
    }

    @Test
    void theFaultsCanBeMarkedInAWorkbook() throws IOException {
        Path marked = folder.resolve("marked.xlsx");

        assertThat(run("inventory", "check", faultyExample(), "--marked", marked))
                .isEqualTo(2);
        assertThat(marked).isNotEmptyFile();
        assertThat(output.toString()).contains("marked in " + marked);
    }

    @Test
    void anInventoryGoesThroughWorkbookZipAndFolderUnchanged() {
        Path workbook = folder.resolve("a.xlsx");
        Path zip = folder.resolve("b.zip");
        Path back = folder.resolve("c");

        assertThat(run("inventory", "convert", EXAMPLE, workbook)).isZero();
        assertThat(run("inventory", "convert", workbook, zip)).isZero();
        assertThat(run("inventory", "convert", zip, back)).isZero();

        Inventory first = read(EXAMPLE);
        Inventory last = read(back);
        assertThat(List.copyOf(last.offers())).isEqualTo(List.copyOf(first.offers()));
        assertThat(List.copyOf(last.needs())).isEqualTo(List.copyOf(first.needs()));
        assertThat(List.copyOf(last.processes())).isEqualTo(List.copyOf(first.processes()));
        assertThat(List.copyOf(last.sites())).isEqualTo(List.copyOf(first.sites()));
    }

    @Test
    void nothingIsWrittenWhenThereIsAFault() throws IOException {
        Path out = folder.resolve("out.xlsx");

        assertThat(run("inventory", "convert", faultyExample(), out)).isEqualTo(2);
        assertThat(out).doesNotExist();
        assertThat(error.toString()).contains("nothing was written").contains("offers.csv:2:quantity");
    }

    @Test
    void nothingIsWrittenOverUnlessForced() throws IOException {
        Path out = folder.resolve("out.zip");
        Files.writeString(out, "mine");

        assertThat(run("inventory", "convert", EXAMPLE, out)).isEqualTo(2);
        assertThat(out).hasContent("mine");
        assertThat(error.toString()).contains("--force");

        assertThat(run("inventory", "convert", EXAMPLE, out, "--force")).isZero();
        assertThat(read(out).offers()).isNotEmpty();
    }

    @Test
    void aFolderKeepsWhatIsNoTable() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("notes.txt"), "mine");
        Files.writeString(out.resolve("links.csv"), "from,to,cost,km,co2,mode\n");

        assertThat(run("inventory", "convert", EXAMPLE, out, "--force")).isZero();
        assertThat(out.resolve("notes.txt")).hasContent("mine");
        assertThat(out.resolve("links.csv")).doesNotExist();
        assertThat(out.resolve("offers.csv")).isNotEmptyFile();
    }

    @Test
    void aFormThatIsNotWrittenIsRefused() {
        assertThat(run("inventory", "convert", EXAMPLE, folder.resolve("out.csv")))
                .isEqualTo(2);
        assertThat(error.toString()).contains("FILE.xlsx, FILE.zip or a folder");
    }

    @Test
    void aPathThatIsNotThereIsAFaultInWhatWasGiven() {
        assertThat(run("inventory", "check", folder.resolve("nergens"))).isEqualTo(2);
        assertThat(error.toString()).contains("no such file or folder").doesNotContain("\tat ");
    }

    private Path faultyExample() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("faulty"));
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        List<String> offers = new java.util.ArrayList<>(Files.readAllLines(copy.resolve("offers.csv")));
        offers.set(1, with(offers.getFirst(), offers.get(1), "quantity", "veel"));
        offers.set(2, with(offers.getFirst(), offers.get(2), "site", "nergens"));
        Files.write(copy.resolve("offers.csv"), offers);
        return copy;
    }

    private static String with(String header, String row, String column, String value) {
        List<String> names = List.of(header.split(","));
        String[] cells = row.split(",", -1);
        cells[names.indexOf(column)] = value;
        return String.join(",", cells);
    }

    private static Inventory read(Path inventory) {
        return InventoryReader.read(inventory, ReadOptions.WHOLE).toInventory();
    }
}
