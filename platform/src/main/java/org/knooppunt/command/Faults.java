package org.knooppunt.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.DatabaseFault;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How the command line tells that something went wrong: one line and what to do, the details in a file. */
final class Faults {
    static final int OF_THE_PROGRAM = 1;
    static final int OF_WHAT_WAS_GIVEN = 2;

    private Faults() {}

    static int exitCode(Throwable fault) {
        return find(fault, CommandFault.class) != null
                        || find(fault, DatabaseFault.class) != null
                        || fileFault(fault) != null
                ? OF_WHAT_WAS_GIVEN
                : OF_THE_PROGRAM;
    }

    static int tell(Throwable fault, PrintWriter out, boolean debug) {
        CommandFault given = find(fault, CommandFault.class);
        DatabaseFault database = find(fault, DatabaseFault.class);
        FileSystemException file = fileFault(fault);
        if (given != null) {
            out.println("knooppunt: " + given.getMessage());
        } else if (database != null) {
            out.println("knooppunt: " + database.problem());
            out.println("           " + database.remedy());
        } else if (file != null) {
            out.println("knooppunt: " + file.getFile() + ": " + reason(file));
        } else {
            tellProgramFault(fault, out, debug);
        }
        if (debug) {
            fault.printStackTrace(out);
        }
        out.flush();
        return exitCode(fault);
    }

    private static void tellProgramFault(Throwable fault, PrintWriter out, boolean debug) {
        String what = fault.getMessage() == null ? fault.getClass().getSimpleName() : firstLine(fault.getMessage());
        out.println("knooppunt: a fault of the program: " + what);
        if (!debug) {
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            try {
                Path file = Files.createTempFile("knooppunt-fault-", ".txt");
                Files.writeString(file, trace.toString());
                out.println("           Details are in " + file + "; please send that file with your report.");
            } catch (IOException e) {
                out.println("           Run it again with --debug to see the details.");
            }
        }
    }

    static int tellUsage(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        PrintWriter out = command.getErr();
        out.println("knooppunt: " + fault.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(fault, out)) {
            out.println("Usage: " + command.getHelp().synopsis(7).strip());
        }
        out.println("More: ./" + command.getCommandSpec().qualifiedName() + " --help");
        out.flush();
        return OF_WHAT_WAS_GIVEN;
    }

    /** Only when it is the fault itself: deeper down it is the program that asked for a wrong file. */
    private static @Nullable FileSystemException fileFault(Throwable fault) {
        Throwable first = fault instanceof UncheckedIOException unchecked ? unchecked.getCause() : fault;
        return first instanceof FileSystemException file ? file : null;
    }

    private static String reason(FileSystemException fault) {
        return switch (fault) {
            case AccessDeniedException _ -> "no permission to read or write it";
            case NoSuchFileException _ -> "there is no such file or folder";
            case FileAlreadyExistsException _ -> "there is something of that name already";
            case NotDirectoryException _ -> "it is not a folder";
            default -> fault.getReason() == null ? "it cannot be read or written" : fault.getReason();
        };
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    static <T extends Throwable> @Nullable T find(Throwable fault, Class<T> type) {
        @Nullable Throwable cause = fault;
        for (int depth = 0; cause != null && depth < 50; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
