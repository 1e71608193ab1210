package org.knooppunt.planning.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The flows of a plan as CSV: UTF-8, comma, decimal point, so that any program reads it the same. */
public final class FlowsCsv {
    static final List<String> HEADER = List.of(
            "case",
            "from",
            "from_name",
            "from_process",
            "to",
            "to_name",
            "to_process",
            "class",
            "class_name",
            "kind",
            "quantity",
            "unit",
            "unit_cost",
            "transport_cost",
            "km",
            "co2e_kg",
            "mode");

    private FlowsCsv() {}

    static String write(PlanReport report) {
        StringWriter text = new StringWriter();
        write(text, told -> report.flows().forEach(told));
        return text.toString();
    }

    /** @param flows tells every flow to whom it is given, one at a time */
    public static void write(Writer out, Consumer<Consumer<PlanReport.FlowLine>> flows) {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(HEADER);
        flows.accept(line -> {
            String fromProcess = line.fromProcess();
            String toProcess = line.toProcess();
            csv.writeRecord(
                    line.caseId(),
                    line.from(),
                    safe(line.fromName()),
                    fromProcess == null ? "" : fromProcess,
                    line.to(),
                    safe(line.toName()),
                    toProcess == null ? "" : toProcess,
                    line.resourceClass(),
                    safe(line.className()),
                    line.kind().code(),
                    number(line.quantity()),
                    line.unit().symbol(),
                    number(line.unitCost()),
                    number(line.cost()),
                    number(line.km()),
                    number(line.co2eKg()),
                    line.mode());
        });
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value).replaceFirst("\\.?0+$", "");
    }

    /** A name that a spreadsheet would take for a formula becomes text. */
    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
