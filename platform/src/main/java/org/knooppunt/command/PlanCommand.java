package org.knooppunt.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimPlanner;
import org.knooppunt.engine.design.Floors;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.TradeMonitor;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.files.Remark;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.planning.PlanEngines;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.report.InventoryHash;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanFiles;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Planner;
import org.knooppunt.planning.report.ReportHtml;
import org.knooppunt.planning.report.TradeDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an inventory in files to a plan in files, without a server or a database. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a plan of an inventory and writes plan.json, cases.json, flows.csv and report.html.",
            "Exit codes: 0 done, 1 a fault of the program, 2 a fault in what was given."
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INVENTORY", description = "A folder of CSV files, a zip of one, or an .xlsx workbook.")
    Path inventory = Path.of(".");

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the four files go.")
    Path out = Path.of(".");

    @Option(
            names = "--gap",
            paramLabel = "SHARE",
            defaultValue = "0.0001",
            description = "Stop when this close to the best possible, for example 0.01 (default: ${DEFAULT-VALUE}).")
    double gap;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationText.class,
            description = "Stop after this time: 60s, 2m, 1h or PT90S (default: ${DEFAULT-VALUE}).")
    Duration time = Duration.ofSeconds(60);

    @Option(
            names = "--weight-co2",
            paramLabel = "EUR",
            defaultValue = "0",
            description = "What a tonne of CO2e avoided is worth beside money (default: ${DEFAULT-VALUE}).")
    double weightCo2;

    @Option(
            names = "--weight-jobs",
            paramLabel = "EUR",
            defaultValue = "0",
            description = "What a full-time job per year is worth beside money (default: ${DEFAULT-VALUE}).")
    double weightJobs;

    @Option(
            names = "--aim",
            paramLabel = "AIM",
            defaultValue = "money",
            description = {
                "What the plan has most of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); among plans with the",
                "most CO2e avoided or jobs, the one with the most money. Weights only go with money."
            })
    Aim aim = Aim.MONEY;

    @Option(
            names = "--trade",
            paramLabel = "AIM",
            description = {
                "Also writes trade.json and trade.csv: plans between money and co2e or jobs, none better than another",
                "in one without being worse in the other. --time is for each point."
            })
    @Nullable
    Aim trade;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "9",
            description = "How many points --trade looks for, 2 to 50 (default: ${DEFAULT-VALUE}).")
    int points;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same plan (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "automatic",
            description = "How to search: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, by size).")
    PlanOptions.Method method = PlanOptions.Method.AUTOMATIC;

    @Option(
            names = "--language",
            paramLabel = "nl|en|fr",
            defaultValue = "nl",
            description = "Language of the report (default: ${DEFAULT-VALUE}).")
    String language = "nl";

    @Option(names = "--name", paramLabel = "NAME", description = "Name in the report (default: that of INVENTORY).")
    @Nullable
    String name;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec at = java.util.Objects.requireNonNull(spec);
        PrintWriter error = at.commandLine().getErr();
        PlanOptions options = options(at);
        Weights weights = weights(at);
        AimPlanner.Request request = request(at);
        if (aim != Aim.MONEY && !weights.equals(Weights.NONE)) {
            throw new ParameterException(at.commandLine(), "--aim is " + aim + " beside weights; expected money");
        }
        if (!java.util.List.of("nl", "en", "fr").contains(language)) {
            throw new ParameterException(at.commandLine(), "--language is '" + language + "'; expected nl, en or fr");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new ParameterException(at.commandLine(), "--out is " + out + ", a file; expected a folder");
        }

        InventoryDraft draft = InventoryReader.read(inventory, ReadOptions.WHOLE);
        for (Remark remark : draft.remarks()) {
            error.println(remark.text());
        }
        if (!draft.isClean()) {
            for (Fault fault : draft.faults()) {
                error.println(fault.text());
            }
            error.flush();
            return 2;
        }
        Inventory read = draft.toInventory();
        error.println(read);
        error.flush();
        PlanEngines.Chosen chosen = new PlanEngines().choose(read, options);
        Planner planner = new Planner(chosen.engine(), chosen.name());
        PlanGoal goal = new PlanGoal(aim, Floors.NONE);
        Planner.Planned planned =
                planner.plan(read, InventoryHash.of(read), weights, goal, options, new Progress(error));
        Map<String, String> more = new LinkedHashMap<>();
        if (request != null) {
            TradeDocument found = trade(planner, read, request, options, error);
            more.put("trade.json", PlanJson.write(found));
            more.put("trade.csv", found.csv());
        }
        PlanReport report = new PlanReport(read, planned.plan(), planned.cases());
        String title = name == null ? defaultName() : name;
        PlanFiles.write(new ReportHtml.Subject(title, Instant.now(), report, region()), Locale.of(language), out, more);
        error.println(out + ": plan.json, cases.json, flows.csv, report.html"
                + (more.isEmpty() ? "" : ", " + String.join(", ", more.keySet())));
        error.flush();
        PrintWriter output = at.commandLine().getOut();
        output.println(summary(planned.plan()));
        output.flush();
        return 0;
    }

    private AimPlanner.@Nullable Request request(CommandSpec at) {
        Aim second = trade;
        try {
            return second == null ? null : new AimPlanner.Request(Aim.MONEY, second, points);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(at.commandLine(), "--trade or --points: " + e.getMessage());
        }
    }

    private TradeDocument trade(
            Planner planner, Inventory read, AimPlanner.Request request, PlanOptions options, PrintWriter error) {
        PlanOptions all = new PlanOptions(
                options.gap(),
                options.timeLimit().multipliedBy(request.points()),
                options.seed(),
                options.threads(),
                options.method());
        return TradeDocument.of(planner.trade(read, request, all, new TradeMonitor() {
            @Override
            public void progress(int done, int asked, double seconds) {
                error.printf(Locale.ROOT, "%.1f s: %d of %d points%n", seconds, done, asked);
                error.flush();
            }
        }));
    }

    private PlanOptions options(CommandSpec at) {
        try {
            return new PlanOptions(gap, time, seed, Runtime.getRuntime().availableProcessors(), method);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(at.commandLine(), e.getMessage());
        }
    }

    private Weights weights(CommandSpec at) {
        try {
            return new Weights(weightCo2, weightJobs);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(at.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private String defaultName() {
        Path file = inventory.toAbsolutePath().normalize().getFileName();
        return file == null ? inventory.toString() : file.toString().replaceFirst("\\.(xlsx|zip)$", "");
    }

    /** Outlines beside the tables, when the folder has them. */
    private @Nullable JsonNode region() throws IOException {
        Path file = inventory.resolve("region.geojson");
        return Files.isRegularFile(file) ? new JsonMapper().readTree(Files.readString(file)) : null;
    }

    /** One line that a person reads and a program can. */
    private static String summary(PlanDocument plan) {
        return String.format(
                Locale.ROOT,
                "%s: surplus %.2f EUR/yr, bound %.2f, gap %.4f %%, %d cases, %.1f t CO2e avoided, %.1f jobs, %.1f s",
                plan.status(),
                plan.surplus(),
                plan.bound(),
                plan.gap() * 100,
                plan.cases().size(),
                plan.co2eAvoidedT(),
                plan.jobs(),
                plan.seconds());
    }

    /** Tells how the search goes, at most once a second. */
    private static final class Progress implements PlanMonitor {
        private final PrintWriter error;
        private double told = -1;

        Progress(PrintWriter error) {
            this.error = error;
        }

        @Override
        public void progress(double surplus, double bound, double seconds) {
            // before there is a bound there is nothing to tell
            if (seconds - told >= 1 && Double.isFinite(bound)) {
                told = seconds;
                error.printf(Locale.ROOT, "%.1f s: surplus %.2f, bound %.2f%n", seconds, surplus, bound);
                error.flush();
            }
        }
    }
}
