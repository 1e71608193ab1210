package org.knooppunt.progress.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Point;
import org.knooppunt.progress.LineDrawing;
import org.knooppunt.progress.ProgressReport;
import org.knooppunt.progress.ProgressReports;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Printer;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Progress reports: the list, one being written, and the editions that went out. */
@Controller
@RequestMapping("/progress")
class ProgressPages {
    private static final String OFFICERS = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    private static final MediaType WORKBOOK =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final int LONGEST = 200;
    private static final int LONGEST_TEXT = 10_000;

    private final ProgressReports reports;
    private final Goals goals;
    private final Printer printer;
    private final Formats formats;
    private final MessageSource messages;

    ProgressPages(ProgressReports reports, Goals goals, Printer printer, Formats formats, MessageSource messages) {
        this.reports = reports;
        this.goals = goals;
        this.printer = printer;
        this.formats = formats;
        this.messages = messages;
    }

    @GetMapping
    @PreAuthorize(OFFICERS)
    String list(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("reports", reports.list(person));
        return "progress/list";
    }

    /** What is asked of a report. */
    public record ReportForm(String title, String framework, String first, String last, String version) {}

    @GetMapping("/new")
    @PreAuthorize(OFFICERS)
    String blank(@AuthenticationPrincipal Person person, Model model, Locale locale) {
        int year = LocalDate.now(Formats.ZONE).getYear() - 1;
        return form(
                new ReportForm("", "agreement", year + "-01-01", year + "-12-31", "0"), null, person, model, locale);
    }

    private String form(ReportForm form, @Nullable Long id, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("id", id);
        model.addAttribute(
                "frameworks",
                goals.frameworks(person).stream()
                        .filter(each -> each.latest() > 0)
                        .map(each -> new Choice(each.code(), each.name().in(locale)))
                        .toList());
        return "progress/edit";
    }

    @GetMapping("/{id:\\d+}/edit")
    @PreAuthorize(OFFICERS)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        ProgressReport report = reports.get(id, person, locale);
        return form(
                new ReportForm(
                        report.title(),
                        report.framework(),
                        report.firstDay().toString(),
                        report.lastDay().toString(),
                        Integer.toString(report.version())),
                id,
                person,
                model,
                locale);
    }

    @PostMapping({"/new", "/{id:\\d+}/edit"})
    @PreAuthorize(OFFICERS)
    String save(
            @PathVariable(required = false) @Nullable Long id,
            @ModelAttribute("form") ReportForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", FormText.orEmpty(form.title()), LONGEST);
        String framework = FormText.orEmpty(form.framework());
        if (goals.frameworks(person).stream().noneMatch(each -> each.code().equals(framework) && each.latest() > 0)) {
            errors.rejectValue("framework", "form.required");
        }
        LocalDate first = FormText.day(FormText.orEmpty(form.first()));
        LocalDate last = FormText.day(FormText.orEmpty(form.last()));
        if (first == null) {
            errors.rejectValue("first", "form.required");
        }
        if (last == null || first != null && last.isBefore(first)) {
            errors.rejectValue("last", "progress.error.order");
        }
        if (!errors.hasErrors() && first != null && last != null) {
            if (id == null) {
                return Forms.done(
                        "progress.created",
                        "/progress/" + reports.create(title, framework, first, last, person),
                        flash);
            }
            if (reports.change(
                    id, title, framework, first, last, FormText.version(FormText.orEmpty(form.version())), person)) {
                return Forms.done("progress.saved", "/progress/" + id, flash);
            }
            model.addAttribute("problem", "flash.changedMeanwhile");
        }
        return form(form, id, person, model, locale);
    }

    @GetMapping("/{id:\\d+}")
    @PreAuthorize(OFFICERS)
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        ProgressReport report = reports.get(id, person, locale);
        model.addAttribute("report", report);
        model.addAttribute("editions", reports.editions(id, person));
        model.addAttribute("drawings", drawings(report, locale));
        model.addAttribute("events", reports.history(id, person));
        model.addAttribute(
                "untold",
                report.objectives().stream().filter(each -> !each.isTold()).count());
        return "progress/report";
    }

    /** Drawings by code of the indicator. */
    private Map<String, String> drawings(ProgressReport report, Locale locale) {
        Map<String, String> drawings = new HashMap<>();
        report.effects().forEach(effect -> effect.figures()
                .forEach(shown -> drawings.put(
                        shown.indicator().code(),
                        LineDrawing.of(
                                shown.series(),
                                shown.indicator().card().target(),
                                shown.indicator().name(locale),
                                value -> formats.number(value, 1)))));
        return drawings;
    }

    @PostMapping("/{id:\\d+}/text")
    @PreAuthorize(OFFICERS)
    String write(
            @PathVariable long id,
            @RequestParam String place,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "0") String version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(words, LONGEST_TEXT)) {
            flash.addFlashAttribute("problem", "progress.error.text");
        } else if (!reports.write(id, place, words, FormText.version(version), person)) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
        } else {
            flash.addFlashAttribute("done", "progress.saved");
        }
        return "redirect:/progress/" + id;
    }

    @PostMapping("/{id:\\d+}/remove")
    @PreAuthorize(OFFICERS)
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        reports.remove(id, true, person);
        flash.addFlashAttribute("undo", "/progress/" + id + "/restore");
        return Forms.done("flash.deleted", "/progress", flash);
    }

    @PostMapping("/{id:\\d+}/restore")
    @PreAuthorize(OFFICERS)
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person) {
        reports.remove(id, false, person);
        return "redirect:/progress/" + id;
    }

    // ---- paper and workbook

    private byte[] paper(ProgressReport report, Locale locale) throws IOException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("report", report);
        variables.put("drawings", drawings(report, locale));
        variables.put("today", LocalDate.now(Formats.ZONE));
        return printer.pdf("progress/paper", variables, locale);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private byte[] workbook(ProgressReport report, Locale locale) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Knooppunt", null)) {
            Worksheet first = book.newWorksheet("I");
            row(
                    first,
                    0,
                    List.of(
                            say("progress.effect", locale),
                            say("progress.figure", locale),
                            say("progress.period", locale),
                            say("progress.value", locale),
                            say("progress.unit", locale),
                            say("progress.source", locale)));
            int at = 1;
            for (ProgressReport.Effect effect : report.effects()) {
                for (ProgressReport.Shown shown : effect.figures()) {
                    for (Point point : shown.series().points()) {
                        first.value(at, 0, effect.goal().title().in(locale));
                        first.value(at, 1, shown.indicator().name(locale));
                        first.value(at, 2, point.period().text());
                        if (point.value() != null) {
                            first.value(at, 3, point.value());
                        }
                        first.value(at, 4, shown.indicator().card().unit());
                        first.value(at, 5, point.source());
                        at++;
                    }
                }
            }
            Worksheet second = book.newWorksheet("II");
            row(
                    second,
                    0,
                    List.of(
                            say("progress.code", locale),
                            say("progress.objective", locale),
                            say("spending.budget", locale),
                            say("spending.spent", locale),
                            say("progress.text", locale)));
            at = 1;
            for (ProgressReport.Objective objective : report.objectives()) {
                second.value(at, 0, objective.goal().code());
                second.value(at, 1, objective.goal().title().in(locale));
                if (objective.budget() != null) {
                    second.value(at, 2, objective.budget());
                }
                second.value(at, 3, objective.spent());
                second.value(at, 4, objective.text());
                at++;
            }
            second.value(at, 1, say("spending.total", locale));
            second.value(at, 3, report.money().total().euros());
        }
        return bytes.toByteArray();
    }

    private static void row(Worksheet sheet, int at, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            sheet.value(at, i, names.get(i));
        }
        sheet.range(at, 0, at, names.size() - 1).style().bold().set();
        sheet.freezePane(0, 1);
    }

    @GetMapping("/{id:\\d+}/draft.pdf")
    @PreAuthorize(OFFICERS)
    ResponseEntity<byte[]> draft(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale)
            throws IOException {
        return Printer.download(
                "progress-" + id + ".pdf", MediaType.APPLICATION_PDF, paper(reports.get(id, person, locale), locale));
    }

    @GetMapping("/{id:\\d+}/draft.xlsx")
    @PreAuthorize(OFFICERS)
    ResponseEntity<byte[]> draftWorkbook(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale)
            throws IOException {
        return Printer.download(
                "progress-" + id + ".xlsx", WORKBOOK, workbook(reports.get(id, person, locale), locale));
    }

    @PostMapping("/{id:\\d+}/editions")
    @PreAuthorize(OFFICERS)
    String publish(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash)
            throws IOException {
        if (!FormText.fits(note, LONGEST)) {
            flash.addFlashAttribute("problem", "progress.error.text");
            return "redirect:/progress/" + id;
        }
        ProgressReport report = reports.get(id, person, locale);
        reports.publish(id, note, paper(report, locale), workbook(report, locale), person);
        return Forms.done("progress.published", "/progress/" + id + "#editions", flash);
    }

    @PostMapping("/{id:\\d+}/editions/{number:\\d+}/show")
    @PreAuthorize(OFFICERS)
    String show(
            @PathVariable long id,
            @PathVariable int number,
            @RequestParam(defaultValue = "false") boolean shown,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        reports.show(id, number, shown, person);
        return Forms.done("progress.saved", "/progress/" + id + "#editions", flash);
    }

    /** For everybody, when the edition is shown. */
    @GetMapping("/{id:\\d+}/editions/{number:\\d+}/{file:report\\.pdf|report\\.xlsx}")
    ResponseEntity<byte[]> edition(
            @PathVariable long id,
            @PathVariable int number,
            @PathVariable String file,
            @AuthenticationPrincipal @Nullable Person person) {
        boolean workbook = file.endsWith("xlsx");
        return Printer.download(
                "progress-" + id + "-" + number + (workbook ? ".xlsx" : ".pdf"),
                workbook ? WORKBOOK : MediaType.APPLICATION_PDF,
                reports.file(id, number, workbook, person));
    }
}
