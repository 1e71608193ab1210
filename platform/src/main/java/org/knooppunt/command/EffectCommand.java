package org.knooppunt.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knooppunt.effects.EffectDocument;
import org.knooppunt.effects.EffectMethod;
import org.knooppunt.effects.EffectRun;
import org.knooppunt.engine.evaluation.DataFault;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.EvaluationOptions;
import org.knooppunt.engine.evaluation.PanelDraft;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.planning.report.PlanFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From a table of places and years to what something that was done in one of them changed. */
@Command(
        name = "effect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares a place with its synthetic twin, with others, or with its own past, and writes effect.json and",
            "gaps.csv. DATA.csv has a row per unit and period. Faults go to standard error, one a line, as",
            "file:row:column: what was found: what is expected",
            "Exit codes: 0 done, 1 a fault of the program, 2 a fault in what was given."
        })
final class EffectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DATA.csv",
            description = "Table with a header: CSV in UTF-8, comma or semicolon; or an .xlsx workbook.")
    Path data = Path.of(".");

    @Option(names = "--unit", required = true, paramLabel = "COLUMN", description = "Column with the place.")
    String unit = "";

    @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "Column with the period.")
    String time = "";

    @Option(
            names = "--outcome",
            required = true,
            paramLabel = "COLUMN",
            description = "Column with the figure; no cell of it may be empty.")
    String outcome = "";

    @Option(
            names = "--treated",
            required = true,
            paramLabel = "UNIT",
            description = "The place where something was done; in all others it was not.")
    String treated = "";

    @Option(
            names = "--start",
            required = true,
            paramLabel = "PERIOD",
            description = "First period in which it may have had an effect.")
    int start;

    @Option(
            names = "--predictors",
            paramLabel = "FILE",
            description = {
                "CSV with the columns predictor (a column of DATA.csv) and periods (1980, 1975+1980 or 1980-1988): what",
                "the place and its twin should agree on. Without it: the figure in every period before the start."
            })
    @Nullable
    Path predictors;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "synthetic-control",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which tells the others too).")
    EffectMethod method = EffectMethod.SYNTHETIC_CONTROL;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same answer (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the two files go.")
    Path out = Path.of(".");

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec at = Objects.requireNonNull(spec);
        PrintWriter error = at.commandLine().getErr();
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new ParameterException(at.commandLine(), "--out is " + out + ", a file; expected a folder");
        }
        DataTable table = table(data, error);
        Path beside = predictors;
        DataTable lines = beside == null ? null : table(beside, error);
        if (table == null || beside != null && lines == null) {
            return Faults.OF_WHAT_WAS_GIVEN;
        }
        PanelDraft draft = PanelReader.read(table, new PanelReader.Columns(unit, time, outcome), treated, start, lines);
        if (draft.problem().isEmpty()) {
            for (DataFault fault : draft.faults()) {
                error.println(fault.text());
            }
            error.flush();
            return Faults.OF_WHAT_WAS_GIVEN;
        }
        EffectDocument document;
        try {
            document = EffectRun.run(draft.problem().get(), method, EvaluationOptions.DEFAULT.withSeed(seed));
        } catch (IllegalArgumentException e) {
            throw new CommandFault(data + ": " + e.getMessage(), e);
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("effect.json", document.json());
        files.put("gaps.csv", document.gapsCsv());
        PlanFiles.write(files, out);
        for (EffectDocument.Warning warning : document.warnings()) {
            error.println("beware: " + warning.text());
        }
        error.println(out + ": " + String.join(", ", files.keySet()));
        error.flush();
        PrintWriter output = at.commandLine().getOut();
        EffectDocument.Warning refused = document.refused();
        output.println(refused == null ? summary(document) : refused.text());
        output.flush();
        return 0;
    }

    private static @Nullable DataTable table(Path file, PrintWriter error) throws IOException {
        Path name = file.getFileName();
        return switch (DataTable.read(name == null ? file.toString() : name.toString(), Files.readAllBytes(file))) {
            case DataTable.Readable readable -> readable.table();
            case DataTable.Unreadable unreadable -> {
                error.println(unreadable.fault().text());
                error.flush();
                yield null;
            }
        };
    }

    /** One line that a person reads and a program can. */
    private static String summary(EffectDocument effect) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s of %s %.3f on average from %d to %d",
                effect.method().replace('_', ' '),
                effect.outcome(),
                effect.treated(),
                effect.att(),
                effect.start(),
                effect.lastPeriod()));
        Double deviation = effect.error();
        if (deviation != null) {
            line.append(String.format(Locale.ROOT, ", standard error %.3f", deviation));
        }
        Double p = effect.p();
        if (p != null) {
            line.append(String.format(
                    Locale.ROOT,
                    ", pre-RMSPE %.4f, ratio %.2f, rank %d of %d, p %.4f (at least %.4f)",
                    effect.preRmspe(),
                    effect.ratio(),
                    effect.rank(),
                    effect.units(),
                    p,
                    effect.smallestP()));
        }
        return line.toString();
    }
}
