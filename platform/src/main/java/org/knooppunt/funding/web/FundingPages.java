package org.knooppunt.funding.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseReports;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.funding.Funding;
import org.knooppunt.funding.FundingProject;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.NumberText;
import org.knooppunt.web.Printer;
import org.knooppunt.web.TableFile;
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

/** Funded projects: the list, a project with its phases, and its report on paper and as a workbook. */
@Controller
@RequestMapping("/funding")
@PreAuthorize("hasAnyRole('COORDINATOR', 'POLICY_OFFICER')")
class FundingPages {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 6000;
    private static final double MOST = 1e12;

    private final Funding funding;
    private final Printer printer;

    FundingPages(Funding funding, Printer printer) {
        this.funding = funding;
        this.printer = printer;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    @GetMapping
    String list(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("projects", funding.list(person));
        return "funding/projects";
    }

    /** What is asked of a project. */
    public record ProjectForm(String title, String funder, String reference, String words, String version) {}

    @GetMapping("/new")
    String blank(Model model) {
        return form(new ProjectForm("", "", "", "", "0"), null, model);
    }

    private static String form(ProjectForm form, @Nullable Long id, Model model) {
        Forms.show(model, form);
        model.addAttribute("id", id);
        return "funding/edit";
    }

    @PostMapping("/new")
    String create(
            @ModelAttribute("form") ProjectForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Read read = read(form, errors, locale);
        if (errors.hasErrors()) {
            return form(form, null, model);
        }
        long id = funding.create(read.title(), read.funder(), read.reference(), read.words(), person);
        return Forms.done("funding.created", "/funding/" + id, flash);
    }

    private record Read(String title, String funder, String reference, String words) {}

    private static Read read(ProjectForm form, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        return new Read(
                reader.required("title", FormText.orEmpty(form.title()), LONGEST_LINE),
                reader.required("funder", FormText.orEmpty(form.funder()), LONGEST_LINE),
                reader.text("reference", FormText.orEmpty(form.reference()), LONGEST_LINE),
                reader.text("words", FormText.orEmpty(form.words()), LONGEST_TEXT));
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        FundingProject project = funding.get(id, person);
        return form(
                new ProjectForm(
                        project.title(),
                        project.funder(),
                        project.reference(),
                        project.words(),
                        Integer.toString(project.version())),
                id,
                model);
    }

    @PostMapping("/{id}/edit")
    String change(
            @PathVariable long id,
            @ModelAttribute("form") ProjectForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Read read = read(form, errors, locale);
        if (errors.hasErrors()) {
            return form(form, id, model);
        }
        int version = FormText.version(FormText.orEmpty(form.version()));
        if (!funding.change(id, read.title(), read.funder(), read.reference(), read.words(), version, person)) {
            model.addAttribute("problem", "flash.changedMeanwhile");
            return form(form, id, model);
        }
        return Forms.done("funding.saved", "/funding/" + id, flash);
    }

    @PostMapping("/{id}/remove")
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        funding.remove(id, true, person);
        flash.addFlashAttribute("undo", "/funding/" + id + "/restore");
        return Forms.done("flash.deleted", "/funding", flash);
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person) {
        funding.remove(id, false, person);
        return "redirect:/funding/" + id;
    }

    @GetMapping("/{id}")
    String project(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("project", funding.get(id, person));
        model.addAttribute("counts", CaseReports.Count.values());
        model.addAttribute("events", funding.history(id, person));
        return "funding/project";
    }

    private static String refused(long id, String problem, RedirectAttributes flash) {
        flash.addFlashAttribute("problem", problem);
        return "redirect:/funding/" + id;
    }

    @PostMapping("/{id}/phases")
    String addPhase(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String firstDay,
            @RequestParam(defaultValue = "") String lastDay,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        LocalDate first = FormText.day(firstDay);
        LocalDate last = FormText.day(lastDay);
        if (!FormText.isFilled(title, LONGEST_LINE) || first == null || last == null || last.isBefore(first)) {
            return refused(id, "funding.error.phase", flash);
        }
        funding.addPhase(id, title, first, last, person);
        return Forms.done("funding.saved", "/funding/" + id, flash);
    }

    @PostMapping("/{id}/phases/{phase}/done")
    String tell(
            @PathVariable long id,
            @PathVariable long phase,
            @RequestParam(defaultValue = "") String done,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(done, LONGEST_TEXT)) {
            return refused(id, "funding.error.done", flash);
        }
        funding.tell(id, phase, done, person);
        return Forms.done("funding.saved", "/funding/" + id, flash);
    }

    @PostMapping("/{id}/phases/{phase}/remove")
    String removePhase(@PathVariable long id, @PathVariable long phase, @AuthenticationPrincipal Person person) {
        funding.removePhase(id, phase, person);
        return "redirect:/funding/" + id;
    }

    /** An amount above 0 that the database keeps; nothing for anything else. */
    private static @Nullable BigDecimal amount(String text, Locale locale) {
        OptionalDouble number = NumberText.parse(text, locale);
        return number.isEmpty() || number.getAsDouble() < 0 || number.getAsDouble() >= MOST
                ? null
                : BigDecimal.valueOf(number.getAsDouble()).setScale(2, RoundingMode.HALF_UP);
    }

    @PostMapping("/{id}/phases/{phase}/promises")
    String promise(
            @PathVariable long id,
            @PathVariable long phase,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String promised,
            @RequestParam(defaultValue = "") String countedBy,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        BigDecimal amount = amount(promised, locale);
        if (!FormText.isFilled(title, LONGEST_LINE)
                || !FormText.isFilled(unit, LONGEST_LINE)
                || amount == null
                || amount.signum() == 0) {
            return refused(id, "funding.error.promise", flash);
        }
        funding.promise(
                id,
                phase,
                title,
                unit,
                amount,
                Coded.find(CaseReports.Count.class, countedBy).orElse(null),
                person);
        return Forms.done("funding.saved", "/funding/" + id, flash);
    }

    @PostMapping("/{id}/promises/{promise}/reached")
    String reach(
            @PathVariable long id,
            @PathVariable long promise,
            @RequestParam(defaultValue = "") String reached,
            @RequestParam(defaultValue = "") String evidence,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        BigDecimal amount = amount(reached, locale);
        if (amount == null || !FormText.isFilled(evidence, LONGEST_TEXT)) {
            return refused(id, "funding.error.reached", flash);
        }
        return funding.reach(id, promise, amount, evidence, person)
                ? Forms.done("funding.saved", "/funding/" + id, flash)
                : refused(id, "funding.error.counted", flash);
    }

    @PostMapping("/{id}/promises/{promise}/remove")
    String removePromise(@PathVariable long id, @PathVariable long promise, @AuthenticationPrincipal Person person) {
        funding.removePromise(id, promise, person);
        return "redirect:/funding/" + id;
    }

    @GetMapping("/{id}/report.pdf")
    ResponseEntity<byte[]> paper(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale)
            throws IOException {
        return printer.answer(
                "report-" + id + ".pdf",
                "funding/paper",
                Map.of("project", funding.get(id, person), "today", Pipeline.today()),
                locale);
    }

    /** A row per promise. */
    @GetMapping("/{id}/file")
    void file(
            @PathVariable long id,
            @RequestParam(defaultValue = "xlsx") String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        FundingProject project = funding.get(id, person);
        List<String> columns = List.of(
                "project",
                "funder",
                "reference",
                "phase",
                "from",
                "until",
                "promise",
                "unit",
                "promised",
                "reached",
                "share",
                "counted_by",
                "evidence",
                "done");
        TableFile.write("report-" + id, format, columns, response, sheet -> project.phases()
                .forEach(phase -> phase.promises()
                        .forEach(promise -> sheet.row(Arrays.asList(
                                project.title(),
                                project.funder(),
                                project.reference(),
                                phase.title(),
                                phase.firstDay(),
                                phase.lastDay(),
                                promise.title(),
                                promise.unit(),
                                promise.promised().doubleValue(),
                                promise.reached() == null
                                        ? null
                                        : promise.reached().doubleValue(),
                                promise.share(),
                                promise.countedBy() == null
                                        ? "person"
                                        : promise.countedBy().code(),
                                promise.evidence(),
                                phase.done())))));
    }
}
