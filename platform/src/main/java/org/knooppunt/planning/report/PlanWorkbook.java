package org.knooppunt.planning.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;

/** A plan as a workbook: what a person would otherwise type over from the report. Numbers stay numbers. */
public final class PlanWorkbook {
    private final MessageSource messages;

    public PlanWorkbook(MessageSource messages) {
        this.messages = messages;
    }

    /** The thread's language must be the one asked for, since sentences are in it. */
    public byte[] write(String name, PlanReport report, Locale language) throws IOException {
        Words words = new Words(messages, new Formats(), language);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Workbook workbook = new Workbook(bytes, "Knooppunt", "1.0");
        summary(workbook, words, name, report);
        cases(workbook, words, report);
        flows(workbook, words, report);
        facilities(workbook, words, report);
        leftOut(workbook, words, report);
        assumptions(workbook, words, report);
        workbook.finish();
        return bytes.toByteArray();
    }

    private static void summary(Workbook workbook, Words words, String name, PlanReport report) throws IOException {
        Worksheet sheet = workbook.newWorksheet(words.say("plan.sheet.summary"));
        sheet.width(0, 34);
        sheet.width(1, 60);
        PlanDocument plan = report.plan();
        row(sheet, 0, words.say("plan.report.title", name), null);
        row(sheet, 1, words.headline(report.overview()), null);
        row(sheet, 2, words.bound(report.overview()), null);
        row(sheet, 3, words.certified(report.overview()), null);
        row(sheet, 5, words.say("plan.figure.money") + " (€)", plan.money());
        row(sheet, 6, words.say("plan.figure.surplus") + " (€)", plan.surplus());
        row(sheet, 7, words.say("plan.figure.bound") + " (€)", plan.bound());
        row(sheet, 8, words.say("plan.figure.co2") + " (t)", plan.co2eAvoidedT());
        row(sheet, 9, words.say("plan.figure.jobs"), plan.jobs());
        row(sheet, 10, words.say("plan.figure.partners"), report.partners());
        int at = 12;
        for (PlanOverview.Amount part : report.overview().parts()) {
            row(sheet, at++, words.say("plan.part." + part.key()) + " (€)", part.value());
        }
        sheet.style(0, 0).bold().fontSize(14).set();
        sheet.finish();
    }

    private static void cases(Workbook workbook, Words words, PlanReport report) throws IOException {
        Worksheet sheet = workbook.newWorksheet(words.say("plan.report.cases"));
        header(
                sheet,
                words,
                List.of(
                        "plan.column.case",
                        "plan.column.what",
                        "plan.column.partners",
                        "plan.column.surplus",
                        "plan.column.co2",
                        "plan.column.jobs",
                        "plan.column.pair"));
        int at = 1;
        for (CaseDocument one : report.cases()) {
            row(
                    sheet,
                    at++,
                    one.id(),
                    one.title(),
                    one.partners().stream().map(CaseDocument.Partner::name).collect(Collectors.joining(", ")),
                    one.surplus(),
                    one.co2eAvoidedT(),
                    one.jobs(),
                    one.bestPair());
        }
        sheet.finish();
    }

    private static void flows(Workbook workbook, Words words, PlanReport report) throws IOException {
        Worksheet sheet = workbook.newWorksheet(words.say("plan.sheet.flows"));
        header(
                sheet,
                words,
                List.of(
                        "plan.column.case",
                        "plan.column.from",
                        "plan.column.to",
                        "plan.column.class",
                        "plan.column.quantity",
                        "plan.column.unit",
                        "plan.column.km",
                        "plan.column.transport",
                        "plan.column.co2kg",
                        "plan.column.mode"));
        int at = 1;
        for (PlanReport.FlowLine flow : report.flows()) {
            row(
                    sheet,
                    at++,
                    flow.caseId(),
                    flow.fromName(),
                    flow.toName(),
                    flow.className(),
                    flow.quantity(),
                    words.unit(flow.unit()),
                    flow.km(),
                    flow.cost(),
                    flow.co2eKg(),
                    words.say("plan.mode." + flow.mode()));
        }
        sheet.finish();
    }

    private static void facilities(Workbook workbook, Words words, PlanReport report) throws IOException {
        Worksheet sheet = workbook.newWorksheet(words.say("plan.report.facilities"));
        header(
                sheet,
                words,
                List.of(
                        "plan.column.facility",
                        "plan.column.runs",
                        "plan.column.intake",
                        "plan.column.minimum",
                        "plan.column.capacity",
                        "plan.column.unit",
                        "plan.column.fixed"));
        int at = 1;
        for (PlanReport.FacilityLine facility : report.facilities()) {
            row(
                    sheet,
                    at++,
                    facility.name(),
                    words.say(facility.runs() ? "plan.yes" : "plan.no"),
                    facility.intake(),
                    facility.minIntake(),
                    facility.capacity(),
                    words.unit(facility.unit()),
                    facility.fixedCost());
        }
        sheet.finish();
    }

    private static void leftOut(Workbook workbook, Words words, PlanReport report) throws IOException {
        Worksheet sheet = workbook.newWorksheet(words.say("plan.sheet.leftOut"));
        header(
                sheet,
                words,
                List.of(
                        "plan.column.what",
                        "plan.column.role",
                        "plan.column.partner",
                        "plan.column.left",
                        "plan.column.unit",
                        "plan.column.price",
                        "plan.column.entryPrice",
                        "plan.column.why"));
        int at = 1;
        for (PlanReport.LeftOutLine line : report.leftOut()) {
            row(
                    sheet,
                    at++,
                    line.id() + " " + line.name(),
                    words.say("plan.role." + line.what()),
                    line.organisation(),
                    line.left(),
                    words.unit(line.unit()),
                    line.price(),
                    line.entryPrice(),
                    words.why(line));
        }
        sheet.finish();
    }

    private static void assumptions(Workbook workbook, Words words, PlanReport report) throws IOException {
        Worksheet sheet = workbook.newWorksheet(words.say("plan.report.assumptions"));
        header(
                sheet,
                words,
                List.of("plan.column.for", "plan.column.costPerKm", "plan.column.co2PerKm", "plan.column.reach"));
        int at = 1;
        for (PlanReport.RateLine line : report.rates()) {
            row(
                    sheet,
                    at++,
                    line.kind() ? words.say("kind." + line.name()) : line.name(),
                    line.rate().costPerKm(),
                    line.rate().co2KgPerKm(),
                    line.rate().reachKm());
        }
        PlanDocument plan = report.plan();
        at++;
        row(sheet, at++, plan.transport().source());
        row(sheet, at++, words.say("plan.assumption.hash"), plan.inventory().sha256());
        row(sheet, at++, "method", plan.asked().method());
        row(sheet, at++, "gap", plan.asked().gap());
        row(sheet, at++, "time_limit_seconds", plan.asked().timeLimitSeconds());
        row(sheet, at++, "weight_co2", plan.asked().weightCo2());
        row(sheet, at++, "weight_jobs", plan.asked().weightJobs());
        row(sheet, at, "seed", plan.seed());
        sheet.finish();
    }

    private static void header(Worksheet sheet, Words words, List<String> keys) {
        for (int column = 0; column < keys.size(); column++) {
            sheet.value(0, column, words.say(keys.get(column)));
            sheet.width(column, column < 4 ? 26 : 16);
        }
        sheet.range(0, 0, 0, keys.size() - 1).style().bold().set();
        sheet.freezePane(0, 1);
    }

    private static void row(Worksheet sheet, int row, @Nullable Object... cells) {
        for (int column = 0; column < cells.length; column++) {
            Object cell = cells[column];
            if (cell instanceof Number number) {
                sheet.value(row, column, number);
            } else if (cell != null) {
                sheet.value(row, column, cell.toString());
            }
        }
    }
}
