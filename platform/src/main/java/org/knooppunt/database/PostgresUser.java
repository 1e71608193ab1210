package org.knooppunt.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * As whom the PostgreSQL programs run. They refuse to run as root, so root starts them in a user namespace of their own
 * (where root is nobody) or, in containers that allow none, as a plain user who then owns the data. Anyone else starts
 * them as they are.
 *
 * @param prefix what stands before each command
 * @param owner user number that must own the data; -1 when it is whoever started the program
 * @param group the owner's group
 */
record PostgresUser(List<String> prefix, int owner, int group) {
    private static final PostgresUser MYSELF = new PostgresUser(List.of(), -1, -1);
    private static final PostgresUser NAMESPACE = new PostgresUser(List.of("unshare", "--user"), -1, -1);
    private static final int NOBODY = 65534;

    /** For data that exist, whoever they belong to; for data that do not, what this machine allows. */
    static PostgresUser find(Path data) throws IOException {
        if (!isRoot()) {
            return MYSELF;
        }
        if (Files.isDirectory(data)) {
            int owner = (Integer) Files.getAttribute(data, "unix:uid");
            if (owner != 0) {
                return plain(owner, (Integer) Files.getAttribute(data, "unix:gid"));
            }
        }
        return mayUseNamespace() ? NAMESPACE : postgresOrNobody();
    }

    static boolean isRoot() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
                && new UnixSystem().getUid() == 0;
    }

    static boolean mayUseNamespace() {
        return succeeds(List.of("unshare", "--user", "true"));
    }

    private static PostgresUser postgresOrNobody() throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] parts = line.split(":", -1);
            if (parts.length > 3 && parts[0].equals("postgres")) {
                return plain(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
            }
        }
        return plain(NOBODY, NOBODY);
    }

    private static PostgresUser plain(int user, int group) {
        return new PostgresUser(
                List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"), user, group);
    }

    List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Gives the folder and all in it to this user, and lets that user pass through the folders above it. */
    void own(Path folder, Path home) throws IOException {
        if (owner < 0) {
            return;
        }
        DataFolder.restrict(home, "rwx--x--x");
        DataFolder.restrict(folder.getParent(), "rwx--x--x");
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", owner);
                Files.setAttribute(path, "unix:gid", group);
            }
        }
    }

    /** Fails when this user cannot get at the folder, which happens to data in root's own home folder. */
    void requireWayTo(Path folder) {
        if (owner >= 0 && !succeeds(command(Path.of("test"), "-x", folder.toString()))) {
            throw new DatabaseFault(
                    "PostgreSQL does not run as root, and user " + owner + " cannot get at " + folder,
                    "Start Knooppunt as a plain user, or set KNOOPPUNT_HOME to a folder that others may pass"
                            + " through, such as /var/lib/knooppunt.");
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
