package org.knooppunt.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 a fault of the program, 2 a fault in what was given. */
@Command(
        name = "knooppunt",
        mixinStandardHelpOptions = true,
        description = "Under-used streams of a region become circular business cases.",
        subcommands = {Serve.class, PlanCommand.class})
public final class Commands {
    /** Not an exit code: the server goes on on its own threads. */
    public static final int STILL_SERVING = -1;

    /** Runs a command and returns its exit code. No command means serve. */
    public static int run(String... args) {
        return new CommandLine(new Commands()).execute(args.length == 0 ? new String[] {"serve"} : args);
    }
}
