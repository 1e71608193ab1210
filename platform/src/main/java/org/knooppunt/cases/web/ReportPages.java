package org.knooppunt.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseReports;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.Origin;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Printer;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** What becomes of cases: on a page, on paper, and case by case as a file. */
@Controller
@PreAuthorize("hasAnyRole('COORDINATOR', 'POLICY_OFFICER')")
class ReportPages {
    /** More is read in a spreadsheet. */
    private static final int LATEST = 50;

    private final CaseReports reports;
    private final MessageSource messages;
    private final Printer printer;

    ReportPages(CaseReports reports, MessageSource messages, Printer printer) {
        this.reports = reports;
        this.messages = messages;
        this.printer = printer;
    }

    /** What is not a day or an origin asks nothing. */
    private static CaseReports.Question question(String from, String until, String origin) {
        return new CaseReports.Question(
                FormText.day(from),
                FormText.day(until),
                Coded.find(Origin.class, origin).orElse(null));
    }

    @GetMapping("/cases/reports")
    String page(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String origin,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            HttpServletRequest request) {
        CaseReports.Question question = question(from, until, origin);
        boolean full = person.is(Role.COORDINATOR);
        CaseReports.Report report = reports.report(question, person);
        List<CaseReports.ResultLine> results = report.results().reversed();
        model.addAttribute("report", report);
        model.addAttribute("latest", results.subList(0, Math.min(LATEST, results.size())));
        model.addAttribute("question", question);
        model.addAttribute("full", full);
        model.addAttribute("measures", Dossier.Result.Measure.values());
        model.addAttribute(
                "origins",
                Arrays.stream(Origin.values())
                        .map(each -> new Choice(each.code(), say("case.origin." + each.code(), locale)))
                        .toList());
        model.addAttribute("exports", full ? TableFile.addresses(request, "/cases/reports/file") : null);
        model.addAttribute("query", request.getQueryString() == null ? "" : "?" + request.getQueryString());
        return "cases/reports";
    }

    /** How many cases came how far, for the picture. */
    @GetMapping(path = "/cases/reports.json", produces = "application/json")
    @ResponseBody
    Map<String, Object> picture(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String origin,
            @AuthenticationPrincipal Person person,
            Locale locale) {
        List<CaseReports.StageLine> stages =
                reports.report(question(from, until, origin), person).stages();
        return Map.of(
                "type",
                "bar",
                "unit",
                say("report.cases.unit", locale),
                "x",
                stages.stream()
                        .map(line -> say("case.status." + line.stage().code(), locale))
                        .toList(),
                "series",
                List.of(
                        Map.of(
                                "name",
                                say("report.came", locale),
                                "main",
                                true,
                                "values",
                                stages.stream().map(CaseReports.StageLine::came).toList()),
                        Map.of(
                                "name",
                                say("report.onward", locale),
                                "values",
                                stages.stream()
                                        .map(CaseReports.StageLine::onward)
                                        .toList())));
    }

    @GetMapping("/cases/reports.pdf")
    ResponseEntity<byte[]> paper(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String origin,
            @AuthenticationPrincipal Person person,
            Locale locale)
            throws IOException {
        CaseReports.Question question = question(from, until, origin);
        return printer.answer(
                "cases-report.pdf",
                "cases/reports-paper",
                Map.of(
                        "report",
                        reports.report(question, person),
                        "question",
                        question,
                        "measures",
                        Dossier.Result.Measure.values()),
                locale);
    }

    /** A row per case: a spreadsheet can ask of them what this page does not. */
    @GetMapping("/cases/reports/file")
    @PreAuthorize("hasRole('COORDINATOR')")
    void file(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String origin,
            @RequestParam(defaultValue = "csv") String format,
            @AuthenticationPrincipal Person person,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        CaseReports.Report report = reports.report(question(from, until, origin), person);
        List<String> columns = new ArrayList<>(List.of("id", "title", "status", "origin", "planted", "days", "reason"));
        for (Dossier.Result.Measure measure : Dossier.Result.Measure.values()) {
            columns.add("expected_" + measure.code());
            columns.add("verified_" + measure.code());
            columns.add("verified_" + measure.code() + "_days");
        }
        TableFile.write("cases-report", format, columns, response, sheet -> report.results()
                .forEach(line -> sheet.row(values(line))));
    }

    private static List<@Nullable Object> values(CaseReports.ResultLine line) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add((double) line.id());
        values.add(line.title());
        values.add(line.status().code());
        values.add(line.origin().code());
        values.add(line.planted());
        values.add(line.days());
        values.add(line.reason() == null ? null : line.reason().code());
        for (Dossier.Result.Measure measure : Dossier.Result.Measure.values()) {
            CaseReports.Verified verified = line.verified().get(measure);
            values.add(line.expected().of(measure));
            values.add(verified == null ? null : verified.quantity());
            values.add(verified == null ? null : (double) verified.days());
        }
        return values;
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, new Object[0], locale);
    }
}
