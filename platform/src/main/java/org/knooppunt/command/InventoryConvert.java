package org.knooppunt.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.inventory.Inventory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an inventory in another form. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Reads an inventory and writes it as a workbook (.xlsx), a zip (.zip) or a folder of CSV files.",
            "With a fault in what is read nothing is written; the faults are told as by 'inventory check'."
        })
final class InventoryConvert implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IN", description = InventoryFiles.WHAT_IS_READ)
    Path in = Path.of(".");

    @Parameters(index = "1", paramLabel = "OUT", description = "FILE.xlsx, FILE.zip or a folder.")
    Path out = Path.of(".");

    @Option(names = "--force", description = "Write over what is there.")
    boolean force;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter output = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter error = Objects.requireNonNull(spec).commandLine().getErr();
        checkPlace();
        InventoryDraft draft = InventoryFiles.read(in, error);
        if (!draft.isClean()) {
            throw new CommandFault(
                    draft.faultCount() + (draft.faultCount() == 1 ? " fault" : " faults") + "; nothing was written");
        }
        Inventory inventory = draft.toInventory();
        try {
            switch (extension()) {
                case ".xlsx" -> InventoryFiles.writeWorkbook(inventory, out);
                case ".zip" -> InventoryFiles.writeZip(inventory, out);
                default -> InventoryFiles.writeFolder(inventory, out);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFault(e.getMessage() + "\nnothing was written");
        }
        output.println(out + ": " + InventoryFiles.summary(inventory));
        output.flush();
        return 0;
    }

    private void checkPlace() throws IOException {
        String extension = extension();
        boolean isFile = extension.equals(".xlsx") || extension.equals(".zip");
        if (!isFile && extension.matches("\\.(csv|xls|ods|json|txt)")) {
            throw new CommandFault("OUT is " + out + "; expected FILE.xlsx, FILE.zip or a folder");
        }
        if (isFile && Files.isDirectory(out)) {
            throw new CommandFault(out + " is a folder; name a file, or a folder without " + extension);
        }
        if (!isFile && Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFault(out + " is a file; expected FILE.xlsx, FILE.zip or a folder");
        }
        if (!force && isTaken()) {
            throw new CommandFault(out + " is there already; add --force to write over it");
        }
    }

    private boolean isTaken() throws IOException {
        if (!Files.isDirectory(out)) {
            return Files.exists(out);
        }
        try (Stream<Path> content = Files.list(out)) {
            return content.findAny().isPresent();
        }
    }

    private String extension() {
        String name =
                out.getFileName() == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot);
    }
}
