package org.knooppunt.expenditure.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.Cents;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.expenditure.Funds;
import org.knooppunt.expenditure.SpendingReport;
import org.knooppunt.expenditure.SpendingReports;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.Framework;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Printer;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reports on what was spent: on screen, as a file, on paper. All ask the same expenditures. */
@Controller
@RequestMapping("/spending")
@PreAuthorize("hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR', 'COORDINATOR')")
class SpendingReportPages {
    private static final String GOAL = "goal";
    private static final String CLAIM = "claim";

    private final SpendingReports reports;
    private final Expenditures expenditures;
    private final Funds funds;
    private final Goals goals;
    private final MessageSource messages;
    private final Printer printer;

    SpendingReportPages(
            SpendingReports reports,
            Expenditures expenditures,
            Funds funds,
            Goals goals,
            MessageSource messages,
            Printer printer) {
        this.reports = reports;
        this.expenditures = expenditures;
        this.funds = funds;
        this.goals = goals;
        this.messages = messages;
        this.printer = printer;
    }

    /**
     * What is asked.
     *
     * @param by goal, place, payer, year or claim
     */
    public record Query(
            @Nullable String by,
            @Nullable String framework,
            @Nullable String from,
            @Nullable String until,
            @Nullable String fund) {

        String cut() {
            return by == null || by.isBlank() ? GOAL : by;
        }

        @Nullable
        Long fundId() {
            return FormText.orEmpty(fund).matches("\\d{1,18}") ? Long.valueOf(FormText.orEmpty(fund)) : null;
        }

        /** From the first of January of last year where nothing was chosen. */
        SpendingReports.About about() {
            LocalDate today = LocalDate.now(Formats.ZONE);
            LocalDate first = FormText.day(FormText.orEmpty(from));
            LocalDate last = FormText.day(FormText.orEmpty(until));
            LocalDate begin = first != null ? first : LocalDate.of(today.getYear() - 1, 1, 1);
            LocalDate end = last != null ? last : LocalDate.of(Math.max(begin.getYear(), today.getYear()), 12, 31);
            return new SpendingReports.About(begin, end.isBefore(begin) ? begin : end, fundId());
        }
    }

    private String framework(Query query, Person person) {
        String asked = FormText.orEmpty(query.framework());
        if (!asked.isBlank()) {
            return asked;
        }
        return goals.frameworks(person).stream()
                .map(Framework::code)
                .filter(code -> code.equals("agreement"))
                .findFirst()
                .orElseGet(() -> goals.frameworks(person).stream()
                        .map(Framework::code)
                        .findFirst()
                        .orElse(""));
    }

    private @Nullable SpendingReport report(Query query, String framework, Person person) {
        return switch (query.cut()) {
            case GOAL -> framework.isEmpty() ? null : reports.byGoal(framework, query.about(), person);
            case "place" -> reports.byPlace(query.about(), person);
            case "payer" -> reports.byPayer(query.about(), person);
            case "year" -> reports.byYear(query.about(), person);
            case CLAIM -> null;
            default -> throw new Missing("report by " + query.cut());
        };
    }

    private List<SpendingReports.Claim> claims(Query query, Person person) {
        return query.fundId() == null ? List.of() : reports.claims(query.about(), person);
    }

    @GetMapping("/reports")
    String show(Query query, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        fill(query, person, locale).forEach(model::addAttribute);
        return "expenditure/report";
    }

    private Map<String, Object> fill(Query query, Person person, Locale locale) {
        String framework = framework(query, person);
        SpendingReports.About about = query.about();
        Map<String, Object> all = new LinkedHashMap<>();
        SpendingReport report = report(query, framework, person);
        if (report != null) {
            all.put("report", report);
        }
        List<SpendingReports.Claim> claims = query.cut().equals(CLAIM) ? claims(query, person) : List.of();
        all.put("claims", claims);
        all.put(
                "claimed",
                Cents.euros(
                        claims.stream().mapToLong(SpendingReports.Claim::cents).sum()));
        all.put("by", query.cut());
        all.put("framework", framework);
        all.put("from", about.from());
        all.put("until", about.until());
        all.put("fund", FormText.orEmpty(query.fund()));
        all.put("today", LocalDate.now(Formats.ZONE));
        all.put("mayWrite", Expenditures.mayWrite(person));
        all.put(
                "cuts",
                List.of(GOAL, "place", "payer", "year", CLAIM).stream()
                        .map(cut -> new Choice(cut, messages.getMessage("spending.by." + cut, null, locale)))
                        .toList());
        all.put(
                "frameworks",
                goals.frameworks(person).stream()
                        .map(each -> new Choice(each.code(), each.name().in(locale)))
                        .toList());
        all.put(
                "funds",
                funds.list().stream()
                        .map(each -> new Choice(Long.toString(each.id()), each.name()))
                        .toList());
        return all;
    }

    @GetMapping("/reports/file")
    void file(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response,
            Locale locale)
            throws IOException {
        if (query.cut().equals(CLAIM)) {
            claimsFile(query, format, person, response);
            return;
        }
        SpendingReport report = report(query, framework(query, person), person);
        if (report == null) {
            throw new Missing("report by " + query.cut());
        }
        List<String> columns = new ArrayList<>(List.of("code", "title", "depth", "budget_euro", "spent_euro"));
        report.payers().forEach(payer -> columns.add(name(payer, locale)));
        columns.add("of_itself_euro");
        columns.add("expenditures");
        TableFile.write("spending-" + query.cut(), format, columns, response, sheet -> {
            for (SpendingReport.Row row : report.rows()) {
                List<@Nullable Object> values = new ArrayList<>();
                Goal goal = row.goal();
                values.add(row.title());
                values.add(goal == null ? row.title() : goal.title().in(locale));
                values.add((double) row.depth());
                values.add(row.budgetEuros() == null ? null : row.budgetEuros().doubleValue());
                amounts(values, row.whole(), report);
                values.add(row.own().euros().doubleValue());
                values.add((double) row.expenditures());
                sheet.row(values);
            }
            if (report.untold().sum() > 0) {
                List<@Nullable Object> values = new ArrayList<>();
                values.add("");
                values.add(messages.getMessage("spending.untold." + query.cut(), null, "", locale));
                values.add(0.0);
                values.add(null);
                amounts(values, report.untold(), report);
                values.add(report.untold().euros().doubleValue());
                values.add(null);
                sheet.row(values);
            }
            List<@Nullable Object> values = new ArrayList<>();
            values.add("");
            values.add(messages.getMessage("spending.total", null, locale));
            values.add(0.0);
            values.add(
                    report.budget() == null
                            ? null
                            : Cents.euros(report.budget()).doubleValue());
            amounts(values, report.total(), report);
            values.add(null);
            values.add(null);
            sheet.row(values);
        });
    }

    private static void amounts(List<@Nullable Object> values, SpendingReport.Amounts amounts, SpendingReport report) {
        values.add(amounts.euros().doubleValue());
        report.payers().forEach(payer -> values.add(amounts.euros(payer.fund()).doubleValue()));
    }

    private String name(SpendingReport.Payer payer, Locale locale) {
        return payer.fund() == null ? messages.getMessage("spending.own", null, locale) : payer.name();
    }

    private void claimsFile(Query query, String format, Person person, HttpServletResponse response)
            throws IOException {
        TableFile.write(
                "claim",
                format,
                List.of("id", "reference", "title", "payee", "from", "until", "place", "euro", "claimed_euro"),
                response,
                sheet -> claims(query, person).forEach(claim -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    values.add((double) claim.expenditure());
                    values.add(claim.reference());
                    values.add(claim.title());
                    values.add(claim.payee());
                    values.add(claim.firstDay());
                    values.add(claim.lastDay());
                    values.add(claim.place());
                    values.add(claim.wholeEuros().doubleValue());
                    values.add(claim.euros().doubleValue());
                    sheet.row(values);
                }));
    }

    @GetMapping("/reports/report.pdf")
    ResponseEntity<byte[]> paper(Query query, @AuthenticationPrincipal Person person, Locale locale)
            throws IOException {
        Map<String, Object> variables = fill(query, person, locale);
        variables.put(
                "heading",
                messages.getMessage("spending.by." + query.cut(), null, locale)
                        + (query.cut().equals(GOAL) && !framework(query, person).isEmpty()
                                ? ": "
                                        + goals.framework(framework(query, person), person)
                                                .name()
                                                .in(locale)
                                : ""));
        Long fund = query.fundId();
        variables.put("payer", fund == null ? "" : funds.get(fund).name());
        return printer.answer("spending.pdf", "expenditure/paper", variables, locale);
    }

    // ---- budgets

    @GetMapping("/budgets/{goal}")
    @PreAuthorize("hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')")
    String budget(@PathVariable String goal, @AuthenticationPrincipal Person person, Model model) {
        Goal found = find(goal);
        model.addAttribute("goal", found);
        model.addAttribute("budgets", expenditures.budgets(found.id(), person));
        model.addAttribute("year", LocalDate.now(Formats.ZONE).getYear());
        return "expenditure/budget";
    }

    private Goal find(String goal) {
        try {
            return goals.goal(UUID.fromString(goal)).orElseThrow(() -> new Missing("goal " + goal));
        } catch (IllegalArgumentException e) {
            throw new Missing("goal " + goal);
        }
    }

    /** What is asked of a budget; no amount takes it away. */
    public record BudgetForm(String year, String euro, String source) {}

    @PostMapping("/budgets/{goal}")
    @PreAuthorize("hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')")
    String setBudget(
            @PathVariable String goal,
            BudgetForm form,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        Goal found = find(goal);
        BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "form");
        Long cents = new FormReader(errors, locale).cents("euro", FormText.orEmpty(form.euro()), false, 1);
        String source = FormText.orEmpty(form.source());
        if (errors.hasErrors()
                || !FormText.orEmpty(form.year()).matches("(19|20|21)\\d{2}")
                || !FormText.fits(source, 200)) {
            flash.addFlashAttribute("problem", "spending.error.budget");
            return "redirect:/spending/budgets/" + goal;
        }
        expenditures.budget(found.id(), Integer.parseInt(form.year()), cents, source, person);
        return Forms.done("spending.saved", "/spending/budgets/" + goal, flash);
    }
}
