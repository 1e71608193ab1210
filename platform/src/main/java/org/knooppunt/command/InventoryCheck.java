package org.knooppunt.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.FaultWorkbook;
import org.knooppunt.engine.files.InventoryDraft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells every fault of an inventory by its cell. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads an inventory and tells every fault.",
            "Faults go to standard error, one a line, as",
            "file:row:column: what is wrong: what was found: what is expected",
            "Ends with 0 when there is none and with 2 when there are."
        })
final class InventoryCheck implements Callable<Integer> {
    @Parameters(paramLabel = "INVENTORY", description = InventoryFiles.WHAT_IS_READ)
    Path inventory = Path.of(".");

    @Option(
            names = "--marked",
            paramLabel = "FILE.xlsx",
            description = "Write a workbook with the faults marked in their cells.")
    @Nullable
    Path marked;

    @Option(names = "--force", description = "Write over the file of --marked when it is there.")
    boolean force;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter error = Objects.requireNonNull(spec).commandLine().getErr();
        if (marked != null && Files.exists(marked) && !force) {
            throw new CommandFault(marked + " is there already; add --force to write over it");
        }
        InventoryDraft draft = InventoryFiles.read(inventory, error);
        if (draft.isClean()) {
            out.println(inventory + ": no faults; " + InventoryFiles.summary(draft.toInventory()));
            out.flush();
            return 0;
        }
        if (marked != null) {
            Path file = marked;
            InventoryFiles.replace(file, draftFile -> {
                try (OutputStream stream = Files.newOutputStream(draftFile)) {
                    FaultWorkbook.write(inventory, draft.faults(), stream);
                }
            });
        }
        out.println(inventory + ": " + draft.faultCount() + (draft.faultCount() == 1 ? " fault" : " faults")
                + (marked == null ? "" : ", marked in " + marked));
        out.flush();
        return Faults.OF_WHAT_WAS_GIVEN;
    }
}
