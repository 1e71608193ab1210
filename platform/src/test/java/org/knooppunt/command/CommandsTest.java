package org.knooppunt.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandsTest {
    private record Outcome(int exit, String output, String error) {}

    private static Outcome run(String... arguments) {
        return run(Commands.commandLine(), arguments);
    }

    private static Outcome run(CommandLine line, String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter error = new StringWriter();
        int exit = line.setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
        return new Outcome(exit, output.toString(), error.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "inventory", "inventory check", "inventory convert", "test", "version"})
    void everyCommandExplainsItself(String command) {
        Outcome help = run((command + " --help").split(" "));

        assertThat(help.exit()).isZero();
        assertThat(help.output()).startsWith("Usage: knooppunt " + command);
    }

    @Test
    void theListOfCommandsHasWholeSentences() {
        assertThat(run("inventory", "--help").output())
                .contains("Reads an inventory and tells every fault.")
                .doesNotContain("standard error");
    }

    @Test
    void versionTellsWhatAnAnswerStandsOn() {
        Outcome version = run("version");

        assertThat(version.exit()).isZero();
        assertThat(version.output())
                .containsPattern("Knooppunt +\\d")
                .containsPattern("commit \\w+")
                .containsPattern("Java +\\d\\d")
                .containsPattern("PostgreSQL 18")
                .containsPattern("HiGHS +1\\.");
    }

    @Test
    void whatIsAskedWrongEndsWithTwoAndSaysHowToAsk() {
        Outcome unknown = run("serve", "--prot", "1");

        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.output()).isEmpty();
        assertThat(unknown.error()).contains("--prot").contains("./knooppunt serve --help");
    }

    @Test
    void aTakenPortEndsWithTwoAndProposesAnother() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome serve = run("serve", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(serve.exit()).isEqualTo(2);
            assertThat(serve.error())
                    .contains("port " + taken.getLocalPort() + " is taken")
                    .contains("--port " + (taken.getLocalPort() + 1));
        }
    }

    @Test
    void theDemonstrationStaysOnThisMachine() {
        Outcome serve = run("serve", "--demonstration", "--address", "0.0.0.0", "--port", "0");

        assertThat(serve.exit()).isEqualTo(2);
        assertThat(serve.error()).contains("this machine only");
    }

    @Test
    void testsAreTheLaunchersTask() {
        Outcome test = run("test");

        assertThat(test.exit()).isEqualTo(2);
        assertThat(test.error()).contains("./knooppunt test");
    }

    @Command(name = "break")
    static final class Broken implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("the middle is lost\nand more");
        }
    }

    @Test
    void aFaultOfTheProgramIsOneLineAndAFileWithTheDetails() throws IOException {
        Outcome broken = run(Commands.commandLine().addSubcommand(new Broken()), "break");

        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.error()).contains("the middle is lost").doesNotContain("\tat ");
        Matcher file = Pattern.compile("Details are in (\\S+);").matcher(broken.error());
        assertThat(file.find()).isTrue();
        assertThat(Files.readString(Path.of(file.group(1)))).contains("\tat ").contains("IllegalStateException");
        Files.delete(Path.of(file.group(1)));
    }

    @Test
    void debugPrintsTheDetails() {
        Outcome broken = run(Commands.commandLine().addSubcommand(new Broken()), "--debug", "break");

        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.error()).contains("IllegalStateException").contains("\tat ");
    }
}
