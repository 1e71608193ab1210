package org.knooppunt.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.solver.Highs;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What runs here: for a report of a fault, and for reproducing a plan. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the versions of the program and of what it stands on.")
final class Version implements Callable<Integer>, IVersionProvider {
    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (String line : getVersion()) {
            Objects.requireNonNull(spec).commandLine().getOut().println(line);
        }
        return 0;
    }

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (in != null) {
                build.load(in);
            }
        }
        String database = System.getenv("KNOOPPUNT_DATABASE_URL");
        boolean isExternal = database != null && !database.isBlank();
        return new String[] {
            "Knooppunt  " + build.getProperty("build.version", "unknown") + " (commit "
                    + build.getProperty("build.commit", "unknown") + ")",
            "Java       " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            "PostgreSQL " + build.getProperty("build.postgresql", "unknown")
                    + (isExternal ? " in the program; KNOOPPUNT_DATABASE_URL points at another server" : ""),
            "HiGHS      " + highs(),
            "System     " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch")
        };
    }

    private static String highs() {
        try {
            return Highs.version();
        } catch (RuntimeException | LinkageError e) {
            return "cannot be loaded: " + e.getMessage();
        }
    }
}
