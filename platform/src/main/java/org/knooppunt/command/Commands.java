package org.knooppunt.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 done, 1 a fault of the program, 2 a fault in what was given. */
@Command(
        name = "knooppunt",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Under-used streams of a region become circular business cases.",
        footer = {
            "",
            "Without a command: starts the platform with the demonstration region.",
            "Data are kept in ${KNOOPPUNT_HOME:-the user's data folder}; KNOOPPUNT_HOME names another folder,",
            "KNOOPPUNT_DATABASE_URL another PostgreSQL, KNOOPPUNT_JAVA_OPTIONS options for Java.",
            "Exit codes: 0 done, 1 a fault of the program, 2 a fault in what was given."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            Serve.class,
            PlanCommand.class,
            EffectCommand.class,
            InventoryCommand.class,
            TestCommand.class,
            Version.class
        })
public final class Commands {
    /** Not an exit code: the server goes on on its own threads. */
    public static final int STILL_SERVING = -1;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a fault of the program.")
    boolean debug;

    /** Runs a command and returns its exit code. No command means the demonstration. */
    public static int run(String... args) {
        return commandLine().execute(args.length == 0 ? new String[] {"serve", "--demonstration"} : args);
    }

    static CommandLine commandLine() {
        Commands commands = new Commands();
        return new CommandLine(commands)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(Faults::exitCode)
                .setExecutionExceptionHandler(
                        (fault, command, arguments) -> Faults.tell(fault, command.getErr(), commands.debug))
                .setParameterExceptionHandler(Faults::tellUsage);
    }
}
