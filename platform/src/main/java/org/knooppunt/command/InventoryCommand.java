package org.knooppunt.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with an inventory in files, without a server or a database. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        description = "Checks an inventory in files, or writes it in another form.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InventoryCheck.class, InventoryConvert.class})
final class InventoryCommand implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(line, "say what to do with the inventory: check or convert");
    }
}
