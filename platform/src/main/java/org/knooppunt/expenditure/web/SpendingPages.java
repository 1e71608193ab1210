package org.knooppunt.expenditure.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.Cents;
import org.knooppunt.expenditure.Expenditure;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.expenditure.Expenditures.Outcome;
import org.knooppunt.expenditure.Funds;
import org.knooppunt.expenditure.SpendingFile;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.NumberText;
import org.knooppunt.web.TableFile;
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
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Expenditures: the list, one of them, its form. */
@Controller
@RequestMapping("/spending")
@PreAuthorize("hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR', 'COORDINATOR')")
class SpendingPages {
    private static final String WRITERS = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    private static final int PAGE = 50;
    private static final int LONGEST = 200;

    /** Rows for funds and goals in the form; one more than most need, and more come with each saving. */
    private static final int SPARE_ROWS = 2;

    private static final int LEAST_ROWS = 3;

    private final Expenditures expenditures;
    private final Funds funds;
    private final Goals goals;
    private final SpendingFile files;

    SpendingPages(Expenditures expenditures, Funds funds, Goals goals, SpendingFile files) {
        this.expenditures = expenditures;
        this.funds = funds;
        this.goals = goals;
        this.files = files;
    }

    /** What one looks for. */
    public record Query(
            @Nullable String q,
            @Nullable String from,
            @Nullable String until,
            @Nullable String fund,
            @Nullable String goal,
            @Nullable String place,
            @Nullable String sort,
            @Nullable String page) {
        public boolean filtered() {
            return !(blank(q) && blank(from) && blank(until) && blank(fund) && blank(goal) && blank(place));
        }

        private static boolean blank(@Nullable String text) {
            return text == null || text.isBlank();
        }

        Expenditures.Filter filter() {
            return new Expenditures.Filter(
                    FormText.orEmpty(q),
                    FormText.day(FormText.orEmpty(from)),
                    FormText.day(FormText.orEmpty(until)),
                    FormText.orEmpty(fund).matches("\\d{1,18}") ? Long.valueOf(FormText.orEmpty(fund)) : null,
                    goals(FormText.orEmpty(goal)),
                    FormText.orEmpty(place),
                    sort == null || sort.isBlank() ? "-day" : sort);
        }

        private static Set<UUID> goals(String text) {
            try {
                return text.isBlank() ? Set.of() : Set.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                return Set.of(new UUID(0, 0));
            }
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping
    String list(
            Query query,
            HttpServletRequest request,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Expenditures.Filter filter = query.filter();
        model.addAttribute("slice", expenditures.list(filter, query.number(), PAGE, person));
        model.addAttribute("sum", expenditures.sum(filter, person));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/spending/export"));
        model.addAttribute("funds", fundChoices());
        model.addAttribute("goals", goalChoices(locale));
        model.addAttribute(
                "places",
                expenditures.places(person).stream()
                        .map(place -> new Choice(place, place))
                        .toList());
        model.addAttribute("mayWrite", Expenditures.mayWrite(person));
        return "expenditure/list";
    }

    private List<Choice> fundChoices() {
        return funds.list().stream()
                .map(fund -> new Choice(Long.toString(fund.id()), fund.name()))
                .toList();
    }

    private List<Choice> goalChoices(Locale locale) {
        return goals.choices(null).stream().map(choice -> choice.in(locale)).toList();
    }

    @GetMapping("/export")
    void export(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        TableFile.write(
                "expenditures",
                format,
                List.of("id", "title", "payee", "until", "place", "euro", "funded_euro", "own_euro", "goals"),
                response,
                sheet -> expenditures.each(query.filter(), person, line -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) line.id());
                    row.add(line.title());
                    row.add(line.payee());
                    row.add(line.lastDay());
                    row.add(line.place());
                    row.add(line.euros().doubleValue());
                    row.add(line.fundedEuros().doubleValue());
                    row.add(Cents.euros(line.cents() - line.fundedCents()).doubleValue());
                    row.add((double) line.goals());
                    sheet.row(row);
                }));
    }

    @GetMapping("/{id:\\d+}")
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Expenditure one = expenditures.get(id, person);
        model.addAttribute("one", one);
        model.addAttribute("tags", named(one, locale));
        model.addAttribute("events", expenditures.history(id, person));
        model.addAttribute("mayWrite", Expenditures.mayWrite(person));
        return "expenditure/one";
    }

    /** A goal an expenditure serves, with what of the money goes there. */
    public record NamedTag(String framework, String title, String path, double part, BigDecimal euros) {}

    private List<NamedTag> named(Expenditure one, Locale locale) {
        List<NamedTag> named = new ArrayList<>();
        for (Expenditure.Tag tag : one.tags()) {
            Goal goal = goals.goal(tag.goal()).orElse(null);
            long part = Math.round(one.cents() * tag.part());
            named.add(new NamedTag(
                    goal == null ? tag.framework() : goal.frameworkName().in(locale),
                    goal == null
                            ? tag.goal().toString()
                            : goal.levelName().in(locale) + " " + goal.code() + ": "
                                    + goal.title().in(locale),
                    goal == null ? "" : goal.path(),
                    tag.part(),
                    Cents.euros(part)));
        }
        return named;
    }

    // ---- the form

    /** What is asked of an expenditure; funds and goals in rows. */
    public record SpendingForm(
            String title,
            String payee,
            String reference,
            String from,
            String until,
            String place,
            String euro,
            List<String> fund,
            List<String> paid,
            List<String> goal,
            List<String> share,
            String version) {
        public SpendingForm {
            title = FormText.orEmpty(title);
            payee = FormText.orEmpty(payee);
            reference = FormText.orEmpty(reference);
            from = FormText.orEmpty(from);
            until = FormText.orEmpty(until);
            place = FormText.orEmpty(place);
            euro = FormText.orEmpty(euro);
            version = FormText.orEmpty(version);
            int payers = rows(fund, paid);
            fund = FormText.filled(fund, payers);
            paid = FormText.filled(paid, payers);
            int served = rows(goal, share);
            goal = FormText.filled(goal, served);
            share = FormText.filled(share, served);
        }

        /** Never one row alone, since a single value would be split at its commas. */
        private static int rows(@Nullable List<String> names, @Nullable List<String> values) {
            return Math.max(LEAST_ROWS, Math.max(FormText.used(names), FormText.used(values)) + SPARE_ROWS);
        }

        static SpendingForm blank(LocalDate today) {
            return new SpendingForm(
                    "",
                    "",
                    "",
                    today.toString(),
                    today.toString(),
                    "",
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "0");
        }

        static SpendingForm of(Expenditure one, Locale locale) {
            return new SpendingForm(
                    one.title(),
                    one.payee(),
                    one.reference(),
                    one.firstDay().toString(),
                    one.lastDay().toString(),
                    one.place(),
                    NumberText.text(one.euros().doubleValue(), locale),
                    one.payers().stream()
                            .map(payer -> Long.toString(payer.fund()))
                            .toList(),
                    one.payers().stream()
                            .map(payer -> NumberText.text(payer.euros().doubleValue(), locale))
                            .toList(),
                    one.tags().stream().map(tag -> tag.goal().toString()).toList(),
                    one.tags().stream()
                            .map(tag -> NumberText.text(tag.share() / 100.0, locale))
                            .toList(),
                    Integer.toString(one.version()));
        }
    }

    @GetMapping("/new")
    @PreAuthorize(WRITERS)
    String blank(Model model, Locale locale, @AuthenticationPrincipal Person person) {
        return form(SpendingForm.blank(LocalDate.now(Formats.ZONE)), null, person, model, locale);
    }

    @GetMapping("/{id:\\d+}/edit")
    @PreAuthorize(WRITERS)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        return form(SpendingForm.of(expenditures.get(id, person), locale), id, person, model, locale);
    }

    private String form(SpendingForm form, @Nullable Long id, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("id", id);
        model.addAttribute("funds", fundChoices());
        model.addAttribute("goals", goalChoices(locale));
        model.addAttribute("places", expenditures.places(person));
        return "expenditure/edit";
    }

    @PostMapping("/new")
    @PreAuthorize(WRITERS)
    String create(
            @ModelAttribute("form") SpendingForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        return save(null, form, errors, person, model, locale, flash);
    }

    @PostMapping("/{id:\\d+}/edit")
    @PreAuthorize(WRITERS)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") SpendingForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        return save(id, form, errors, person, model, locale, flash);
    }

    private String save(
            @Nullable Long id,
            SpendingForm form,
            BindingResult errors,
            Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Expenditure.Draft draft = read(form, errors, locale);
        if (draft != null) {
            Outcome outcome = id == null
                    ? expenditures.create(draft, person)
                    : expenditures.change(id, draft, FormText.version(form.version()), person);
            switch (outcome) {
                case Outcome.Done done -> {
                    return Forms.done("spending.saved", "/spending/" + done.id(), flash);
                }
                case Outcome.PaidTwice twice ->
                    errors.rejectValue(
                            "paid",
                            "spending.error.twice",
                            new Object[] {Cents.euros(twice.tooMuch()).toPlainString()},
                            null);
                case Outcome.WrongShares wrong ->
                    errors.rejectValue(
                            "share",
                            "spending.error.shares",
                            new Object[] {
                                frameworkName(wrong.framework(), person, locale),
                                NumberText.text(wrong.sum() / 100.0, locale)
                            },
                            null);
                case Outcome.KnownReference known ->
                    errors.rejectValue("reference", "spending.error.reference", new Object[] {known.id()}, null);
                case Outcome.UnknownFund fund -> errors.rejectValue("fund", "spending.error.fund");
                case Outcome.UnknownGoal goal -> errors.rejectValue("goal", "spending.error.goal");
                case Outcome.ChangedMeanwhile meanwhile -> model.addAttribute("problem", "flash.changedMeanwhile");
            }
        }
        return form(form, id, person, model, locale);
    }

    private String frameworkName(String code, Person person, Locale locale) {
        return goals.framework(code, person).name().in(locale);
    }

    private Expenditure.@Nullable Draft read(SpendingForm form, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", form.title(), LONGEST);
        String payee = reader.text("payee", form.payee(), LONGEST);
        String reference = reader.text("reference", form.reference(), LONGEST);
        String place = reader.text("place", form.place(), LONGEST);
        LocalDate from = day("from", form.from(), errors);
        LocalDate until = day("until", form.until(), errors);
        if (from != null && until != null && until.isBefore(from)) {
            errors.rejectValue("until", "spending.error.order");
        }
        Long cents = reader.cents("euro", form.euro(), true, 1);
        List<Expenditure.Share> payers = new ArrayList<>();
        for (int i = 0; i < form.fund().size(); i++) {
            String fund = form.fund().get(i).strip();
            String paid = form.paid().get(i);
            if (fund.isEmpty() && paid.isBlank()) {
                continue;
            }
            if (fund.isEmpty() || paid.isBlank()) {
                errors.rejectValue(
                        fund.isEmpty() ? "fund" : "paid", "spending.error.payer", new Object[] {i + 1}, null);
                continue;
            }
            Long part = part(paid, cents, errors, locale);
            if (part != null && payers.stream().anyMatch(each -> each.key().equals(fund))) {
                errors.rejectValue("fund", "spending.error.fundTwice", new Object[] {i + 1}, null);
            } else if (part != null) {
                payers.add(new Expenditure.Share(fund, part));
            }
        }
        List<Expenditure.Share> served = new ArrayList<>();
        for (int i = 0; i < form.goal().size(); i++) {
            String goal = form.goal().get(i).strip();
            String share = form.share().get(i);
            if (goal.isEmpty()) {
                if (!share.isBlank()) {
                    errors.rejectValue("goal", "spending.error.goalRow", new Object[] {i + 1}, null);
                }
                continue;
            }
            Long parts = share.isBlank() ? Long.valueOf(0) : hundredths("share", share, errors, locale);
            if (parts != null && served.stream().anyMatch(each -> each.key().equals(goal))) {
                errors.rejectValue("goal", "spending.error.goalTwice", new Object[] {i + 1}, null);
            } else if (parts != null) {
                served.add(new Expenditure.Share(goal, parts));
            }
        }
        return errors.hasErrors() || from == null || until == null || cents == null
                ? null
                : new Expenditure.Draft(title, payee, reference, from, until, place, cents, payers, served);
    }

    private static @Nullable LocalDate day(String field, String text, BindingResult errors) {
        LocalDate day = FormText.day(text);
        if (day == null) {
            errors.rejectValue(field, text.isBlank() ? "form.required" : "spending.error.day");
        }
        return day;
    }

    /** What a fund pays: euros, or a part of the whole as in "40 %". */
    private static @Nullable Long part(String text, @Nullable Long whole, BindingResult errors, Locale locale) {
        String tight = text.strip();
        if (!tight.endsWith("%")) {
            return new FormReader(errors, locale).cents("paid", tight, true, 1);
        }
        Long hundredths = hundredths("paid", tight.substring(0, tight.length() - 1), errors, locale);
        return hundredths == null || whole == null
                ? null
                : BigDecimal.valueOf(whole)
                        .multiply(BigDecimal.valueOf(hundredths))
                        .divide(BigDecimal.valueOf(Expenditures.WHOLE), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    /** A percentage above 0 up to 100, with at most two digits. */
    private static @Nullable Long hundredths(String field, String text, BindingResult errors, Locale locale) {
        OptionalDouble number = NumberText.parse(text.replace("%", ""), locale);
        if (number.isEmpty() || number.getAsDouble() < 0.01 || number.getAsDouble() > 100) {
            errors.rejectValue(field, "spending.error.percent", new Object[] {text.strip()}, null);
            return null;
        }
        return Math.round(number.getAsDouble() * 100);
    }

    @PostMapping("/{id:\\d+}/remove")
    @PreAuthorize(WRITERS)
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        expenditures.remove(id, true, person);
        flash.addFlashAttribute("undo", "/spending/" + id + "/restore");
        return Forms.done("flash.deleted", "/spending", flash);
    }

    @PostMapping("/{id:\\d+}/restore")
    @PreAuthorize(WRITERS)
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!expenditures.remove(id, false, person)) {
            flash.addFlashAttribute("problem", "spending.error.restore");
            return "redirect:/spending";
        }
        return "redirect:/spending/" + id;
    }

    // ---- a file

    @GetMapping("/import")
    @PreAuthorize(WRITERS)
    String file() {
        return "expenditure/import";
    }

    @GetMapping(path = "/import/example.csv", produces = "text/csv;charset=UTF-8")
    @PreAuthorize(WRITERS)
    @ResponseBody
    String example() {
        return SpendingFile.HEADER + "\n"
                + "Speelplein Sledderlo,Aannemer Voorbeeld,2026-0417,2026-03-01,2026-06-30,Sledderlo,48250.00,"
                + "Stedenfonds=60 %,agreement:wijkmanagement;study:7=100 %\n";
    }

    @PostMapping("/import")
    @PreAuthorize(WRITERS)
    String take(
            @RequestParam MultipartFile file,
            @AuthenticationPrincipal Person person,
            Model model,
            RedirectAttributes flash)
            throws IOException {
        SpendingFile.Taken taken = files.take(file.getBytes(), person);
        if (!taken.faults().isEmpty()) {
            model.addAttribute("faults", taken.faults());
            return "expenditure/import";
        }
        return Forms.done("spending.imported", "/spending", flash);
    }
}
