package org.knooppunt.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Named here so that the help lists it; the launcher does it, since the tests need the source. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Installs what the tests need and runs every test.",
            "Needs the source: run it as ./knooppunt test in the checkout."
        })
final class TestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MAVEN_OPTION", description = "Passed to Maven, such as -Dtest=HouseTest.")
    List<String> options = List.of();

    @Override
    public Integer call() {
        throw new CommandFault("the tests need the source; run ./knooppunt test in the checkout");
    }
}
