package org.knooppunt.command;

import java.util.concurrent.Callable;
import org.knooppunt.Application;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the platform (the default).")
final class Serve implements Callable<Integer> {
    @Option(names = "--port", description = "Port to listen on (default: ${DEFAULT-VALUE}).", defaultValue = "8080")
    int port;

    @Option(
            names = "--demonstration",
            negatable = true,
            fallbackValue = "true",
            description = "With the demonstration region and sign-in by one click, on this machine only.")
    boolean demonstration;

    @Override
    public Integer call() {
        SpringApplication application = new SpringApplication(Application.class);
        application.run(
                "--server.port=" + port, "--server.address=127.0.0.1", "--knooppunt.demonstration=" + demonstration);
        return Commands.STILL_SERVING;
    }
}
