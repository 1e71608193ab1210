package org.knooppunt.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knooppunt.Application;
import org.knooppunt.database.DataFolder;
import org.knooppunt.database.DatabaseFault;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts the platform and says where it is. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the platform.")
final class Serve implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Commands parent;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    int port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Address of this machine to listen on (default: ${DEFAULT-VALUE}, this machine only).",
            defaultValue = "127.0.0.1")
    String address = "127.0.0.1";

    @Option(
            names = "--demonstration",
            negatable = true,
            fallbackValue = "true",
            description = "With the demonstration region and sign-in by one click, on this machine only.")
    boolean demonstration;

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw new CommandFault("--port is " + port + "; expected a number from 0 to 65535");
        }
        checkAddress();
        Path home = DataFolder.find();
        boolean debug = parent != null && parent.debug;
        ConfigurableApplicationContext context;
        try {
            context = new SpringApplication(Application.class).run(settings(home, debug));
        } catch (RuntimeException e) {
            if (Faults.find(e, DatabaseFault.class) != null || debug) {
                throw e;
            }
            throw new IllegalStateException(
                    "the platform did not start; more is in " + log(home) + ": " + String.valueOf(e.getMessage()), e);
        }
        announce(context.getEnvironment().getProperty("local.server.port", Integer.class, port), home);
        return Commands.STILL_SERVING;
    }

    private String[] settings(Path home, boolean debug) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=" + address,
                "--knooppunt.home=" + home,
                "--knooppunt.demonstration=" + demonstration,
                "--logging.file.name=" + log(home)));
        if (!debug) {
            // the log holds the stack traces; the console is for a person
            settings.add("--logging.pattern.console=%d{HH:mm:ss} %-5level %msg%n%nopex");
            settings.add("--logging.level.org.springframework.boot.SpringApplication=OFF");
        }
        return settings.toArray(String[]::new);
    }

    private static Path log(Path home) {
        return home.resolve("log").resolve("knooppunt.log");
    }

    /** Looked at before the database starts, so that a taken port is told within a second. */
    private void checkAddress() {
        InetAddress place;
        try {
            place = InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new CommandFault("--address is " + address
                    + ", which is unknown here; expected an address of this machine, such as 127.0.0.1 or 0.0.0.0");
        }
        if (demonstration && !place.isLoopbackAddress()) {
            throw new CommandFault(
                    "the demonstration lets anyone sign in as anyone, so it listens on this machine only;"
                            + " leave out --address " + address + ", or serve without --demonstration");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(place, port));
        } catch (IOException e) {
            String what = String.valueOf(e.getMessage());
            throw new CommandFault(
                    what.contains("in use")
                            ? "port " + port + " is taken, perhaps by a Knooppunt that runs already (then open "
                                    + url(port) + "); choose another port: ./knooppunt serve"
                                    + (demonstration ? " --demonstration" : "") + " --port " + (port + 1)
                            : "cannot listen on " + address + " port " + port + ": " + what);
        }
    }

    private void announce(int listening, Path home) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("Knooppunt is ready: " + url(listening));
        out.println(
                demonstration
                        ? "Sign in:            choose a role on that page, no password needed (demonstration)"
                        : "Sign in:            " + url(listening) + "/sign-in");
        out.println("Data and log:       " + home);
        out.println("Stop:               Ctrl+C");
        out.flush();
    }

    private String url(int listening) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return "http://" + (address.equals("127.0.0.1") || address.equals("0.0.0.0") ? "localhost" : host) + ":"
                + listening;
    }
}
