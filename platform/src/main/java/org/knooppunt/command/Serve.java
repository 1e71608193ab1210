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
import java.util.Objects;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.knooppunt.Application;
import org.knooppunt.database.DataFolder;
import org.knooppunt.database.OpenedDatabase;
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
    public Integer call() throws IOException {
        if (port < 0 || port > 65_535) {
            throw new CommandFault("--port is " + port + "; expected a number from 0 to 65535");
        }
        checkAddress();
        Path home = DataFolder.find();
        DataFolder.create(home);
        out().println("Starting Knooppunt");
        out().flush();
        boolean debug = parent != null && parent.debug;
        OpenedDatabase database = OpenedDatabase.open(home, System.getenv("KNOOPPUNT_DATABASE_URL"));
        ConfigurableApplicationContext context;
        try {
            SpringApplication application = new SpringApplication(Application.class);
            application.addInitializers(database);
            context = application.run(settings(home, debug));
        } catch (RuntimeException e) {
            database.close();
            throw explain(e, home);
        }
        announce(context.getEnvironment().getProperty("local.server.port", Integer.class, port), home);
        return Commands.STILL_SERVING;
    }

    private static RuntimeException explain(RuntimeException fault, Path home) {
        if (Faults.find(fault, FlywayValidateException.class) != null) {
            return new CommandFault(
                    "the data in " + home + " were made by another version of Knooppunt, and this one"
                            + " cannot take them over; start that version, or set KNOOPPUNT_HOME to another folder to start with"
                            + " empty data (more is in " + log(home) + ")",
                    fault);
        }
        Throwable deepest = fault;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return new IllegalStateException("the platform did not start: " + deepest.getMessage(), fault);
    }

    private String[] settings(Path home, boolean debug) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=" + address,
                "--knooppunt.home=" + home,
                "--knooppunt.demonstration=" + demonstration,
                "--logging.file.name=" + log(home),
                "--spring.main.log-startup-info=false"));
        if (!debug) {
            // the log holds the stack traces; the console is for a person
            settings.add("--logging.pattern.console=%d{HH:mm:ss} %-5level %msg%n%nopex");
            settings.add("--logging.level.org.springframework.boot.web.server.servlet.context=ERROR");
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
        PrintWriter out = out();
        out.println();
        out.println("Knooppunt is ready: " + url(listening));
        out.println("Sign in:            " + url(listening) + "/sign-in"
                + (demonstration ? "; choose a role there, no password needed (demonstration)" : ""));
        out.println("Data and log:       " + home);
        out.println("Stop:               Ctrl+C");
        out.flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private String url(int listening) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return "http://" + (address.equals("127.0.0.1") || address.equals("0.0.0.0") ? "localhost" : host) + ":"
                + listening;
    }
}
