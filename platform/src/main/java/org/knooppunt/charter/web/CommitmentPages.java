package org.knooppunt.charter.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.Commitment;
import org.knooppunt.charter.Commitments;
import org.knooppunt.charter.Outcome;
import org.knooppunt.charter.SelfReport;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.NumberText;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
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

/** What organisations committed themselves to, and their yearly report on it. */
@Controller
@RequestMapping("/charter/commitments")
@PreAuthorize("hasAnyRole('MEMBER', 'COORDINATOR')")
class CommitmentPages {
    private static final int ROWS = 50;
    private static final int LONGEST_ADDRESS = 500;
    private static final int LONGEST_TEXT = 2000;

    private final Commitments commitments;
    private final MessageSource messages;

    CommitmentPages(Commitments commitments, MessageSource messages) {
        this.commitments = commitments;
        this.messages = messages;
    }

    /** The filters of the list as they stand in the address. */
    public record Query(
            @Nullable String q,
            @Nullable String late,
            @Nullable String page) {
        public boolean isFiltered() {
            return q != null && !q.isBlank() || isLate();
        }

        public boolean isLate() {
            return "true".equals(late);
        }

        String search() {
            return q == null ? "" : q;
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping
    String list(Query query, HttpServletRequest request, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("query", query);
        model.addAttribute("slice", commitments.list(query.search(), query.isLate(), query.number(), ROWS, person));
        model.addAttribute("exports", TableFile.addresses(request, "/charter/commitments/export"));
        model.addAttribute("full", Charters.maySeeAll(person));
        return "charter/commitments";
    }

    @GetMapping("/export")
    void export(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        TableFile.write(
                "commitments",
                format,
                List.of(
                        "organisation",
                        "text",
                        "commitment",
                        "quantity",
                        "unit",
                        "by",
                        "for_whom",
                        "state",
                        "year",
                        "reached",
                        "report_asked_of"),
                response,
                sheet -> commitments.each(query.search(), query.isLate(), person, each -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(each.organisationName());
                    row.add(each.title());
                    row.add(each.what());
                    row.add(each.quantity());
                    row.add(each.unit());
                    row.add(each.byDay());
                    row.add(each.forWhom());
                    row.add(each.state());
                    row.add(each.year());
                    row.add(each.reached());
                    row.add(each.askedYear());
                    sheet.row(row);
                }));
    }

    /** What somebody reports of a year. */
    public record ReportForm(String year, String outcome, String quantity, String evidence, String remark) {
        public ReportForm {
            year = FormText.orEmpty(year);
            outcome = FormText.orEmpty(outcome);
            quantity = FormText.orEmpty(quantity);
            evidence = FormText.orEmpty(evidence);
            remark = FormText.orEmpty(remark);
        }
    }

    /** @param year of a report to correct; absent means the first that is asked */
    @GetMapping("/{id:\\d+}")
    String show(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer year,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        List<Integer> asked = commitments.asked(id, person);
        SelfReport known = commitments.reports(id, person).stream()
                .filter(report -> year != null && report.year() == year)
                .findFirst()
                .orElse(null);
        ReportForm form = known == null
                ? new ReportForm(asked.isEmpty() ? "" : Integer.toString(asked.getFirst()), "", "", "", "")
                : new ReportForm(
                        Integer.toString(known.year()),
                        known.outcome().code(),
                        known.quantity() == null ? "" : NumberText.text(known.quantity(), locale),
                        known.evidence(),
                        known.remark());
        return page(id, form, person, model, locale);
    }

    private String page(long id, ReportForm form, Person person, Model model, Locale locale) {
        Commitment commitment = commitments.get(id, person);
        Forms.show(model, form);
        model.addAttribute("one", commitment);
        model.addAttribute("reports", commitments.reports(id, person));
        model.addAttribute(
                "mayReport",
                Commitments.mayReport(person, commitment.organisation())
                        && form.year().matches("\\d{4}"));
        model.addAttribute("mine", Commitments.mayReport(person, commitment.organisation()));
        model.addAttribute(
                "outcomes",
                Arrays.stream(Outcome.values())
                        .map(each -> new Choice(
                                each.code(), messages.getMessage("charter.state." + each.code(), null, locale)))
                        .toList());
        return "charter/commitment";
    }

    @PostMapping("/{id:\\d+}")
    String report(
            @PathVariable long id,
            @ModelAttribute("form") ReportForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        Outcome outcome = Coded.find(Outcome.class, form.outcome()).orElse(null);
        if (outcome == null) {
            errors.rejectValue("outcome", "charter.error.outcome");
        }
        OptionalDouble quantity =
                form.quantity().isBlank() ? OptionalDouble.empty() : NumberText.parse(form.quantity(), locale);
        if (quantity.isEmpty() && (!form.quantity().isBlank() || outcome != null && outcome != Outcome.NOT)) {
            errors.rejectValue("quantity", form.quantity().isBlank() ? "form.required" : "form.number");
        } else if (quantity.isPresent() && quantity.getAsDouble() < 0) {
            errors.rejectValue("quantity", "form.negative");
        }
        String evidence = reader.text("evidence", form.evidence(), LONGEST_ADDRESS);
        if (!evidence.isEmpty() && !evidence.matches("https?://\\S+")) {
            errors.rejectValue("evidence", "charter.error.address");
        }
        String remark = reader.text("remark", form.remark(), LONGEST_TEXT);
        if (errors.hasErrors() || outcome == null || !form.year().matches("\\d{4}")) {
            return page(id, form, person, model, locale);
        }
        boolean done = commitments.report(
                id,
                Integer.parseInt(form.year()),
                outcome,
                quantity.isPresent() ? (Double) quantity.getAsDouble() : null,
                evidence,
                remark,
                person);
        if (!done) {
            flash.addFlashAttribute("problem", "charter.error.year");
            return "redirect:/charter/commitments/" + id;
        }
        return Forms.done("charter.reported", "/charter/commitments/" + id, flash);
    }
}
