package org.knooppunt.expenditure.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.expenditure.Fund;
import org.knooppunt.expenditure.Funds;
import org.knooppunt.identity.Person;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.TableFile;
import org.springframework.beans.factory.annotation.Value;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Funds, for everybody: what may be drawn, what was spent, what came along; and beside all that cities spend. */
@Controller
@RequestMapping("/funds")
class FundPages {
    private static final String WRITERS = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    private static final int LONGEST = 200;
    private static final int LONGEST_TEXT = 6000;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    private final Funds funds;
    /** The area whose expenditures are kept here. */
    private final String city;

    FundPages(Funds funds, @Value("${knooppunt.city:Genk}") String city) {
        this.funds = funds;
        this.city = city;
    }

    @ModelAttribute("mayWrite")
    boolean mayWrite(@AuthenticationPrincipal @Nullable Person person) {
        return Expenditures.mayWrite(person);
    }

    @ModelAttribute("mayRead")
    boolean mayRead(@AuthenticationPrincipal @Nullable Person person) {
        return Expenditures.mayRead(person);
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("funds", funds.list());
        return "expenditure/funds";
    }

    @PostMapping("/load")
    @PreAuthorize(WRITERS)
    String load(@AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return Forms.done(funds.load(person) ? "fund.loaded" : "fund.loaded.not", "/funds", flash);
    }

    @GetMapping("/{id:\\d+}")
    String one(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String first,
            @RequestParam(required = false) @Nullable String last,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        Fund fund = funds.get(id);
        int firstYear = year(first, FIRST_YEAR);
        int lastYear = year(last, LAST_YEAR);
        model.addAttribute("fund", fund);
        model.addAttribute("rights", funds.rights(id, city));
        model.addAttribute("years", funds.years(id));
        model.addAttribute("leverage", funds.leverage(id, firstYear, lastYear));
        model.addAttribute("first", first);
        model.addAttribute("last", last);
        model.addAttribute("today", LocalDate.now(Formats.ZONE));
        model.addAttribute("city", city);
        if (person != null && Expenditures.mayRead(person)) {
            model.addAttribute("events", funds.history(id, person));
        }
        return "expenditure/fund";
    }

    private static int year(@Nullable String text, int otherwise) {
        return text != null && text.matches("\\d{4}") ? Integer.parseInt(text) : otherwise;
    }

    @GetMapping("/{id:\\d+}/shares/{year:\\d{4}}")
    String shares(@PathVariable long id, @PathVariable int year, Model model) {
        model.addAttribute("fund", funds.get(id));
        model.addAttribute("shares", funds.shares(id, year));
        model.addAttribute("city", city);
        return "expenditure/shares";
    }

    @GetMapping("/{id:\\d+}/shares/{year:\\d{4}}/file")
    void file(@PathVariable long id, @PathVariable int year, @RequestParam String format, HttpServletResponse response)
            throws IOException {
        Fund.Shares shares = funds.shares(id, year);
        TableFile.write(
                "shares-" + year,
                format,
                List.of(
                        "area",
                        "inhabitants",
                        "rights_" + shares.firstYear() + "_" + shares.lastYear() + "_euro",
                        "right_" + year + "_euro",
                        "ordinary_expenditure_euro",
                        "share_percent",
                        "printed_share_percent",
                        "right_per_inhabitant_euro",
                        "source"),
                response,
                sheet -> {
                    List<Fund.ShareLine> lines = new ArrayList<>(shares.lines());
                    lines.add(shares.total());
                    for (Fund.ShareLine line : lines) {
                        List<@Nullable Object> row = new ArrayList<>();
                        row.add(line.area().isEmpty() ? "total" : line.area());
                        row.add((double) line.inhabitants());
                        row.add(line.rightsEuros().doubleValue());
                        row.add(line.rightEuros().doubleValue());
                        row.add(line.ordinaryEuros().doubleValue());
                        row.add(line.share().doubleValue());
                        row.add(Optional.ofNullable(line.printed().get("share"))
                                .map(each -> (Object) each.doubleValue())
                                .orElse(null));
                        row.add(line.perInhabitant().doubleValue());
                        row.add(shares.source());
                        sheet.row(row);
                    }
                });
    }

    @GetMapping("/{id:\\d+}/shares/{year:\\d{4}}/chart.json")
    @ResponseBody
    Map<String, Object> chart(@PathVariable long id, @PathVariable int year, Locale locale) {
        List<Fund.ShareLine> lines = funds.shares(id, year).lines().stream()
                .sorted(Comparator.comparing(Fund.ShareLine::share).reversed())
                .toList();
        return Map.of(
                "type",
                "bar",
                "unit",
                "%",
                "x",
                lines.stream().map(Fund.ShareLine::area).toList(),
                "series",
                List.of(Map.of(
                        "name",
                        "%",
                        "values",
                        lines.stream()
                                .map(line -> line.share().setScale(4, RoundingMode.HALF_UP))
                                .toList())));
    }

    // ---- write

    /** What is asked of a fund. */
    public record FundForm(
            String name, String funder, @Nullable Boolean external, String words, String version) {}

    @GetMapping("/new")
    @PreAuthorize(WRITERS)
    String blank(Model model) {
        return form(new FundForm("", "", true, "", "0"), null, model);
    }

    @GetMapping("/{id:\\d+}/edit")
    @PreAuthorize(WRITERS)
    String edit(@PathVariable long id, Model model) {
        Fund fund = funds.get(id);
        return form(
                new FundForm(
                        fund.name(), fund.funder(), fund.external(), fund.words(), Integer.toString(fund.version())),
                id,
                model);
    }

    private static String form(FundForm form, @Nullable Long id, Model model) {
        Forms.show(model, form);
        model.addAttribute("id", id);
        return "expenditure/fund-edit";
    }

    @PostMapping({"/new", "/{id:\\d+}/edit"})
    @PreAuthorize(WRITERS)
    String save(
            @PathVariable(required = false) @Nullable Long id,
            @ModelAttribute("form") FundForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String name = reader.required("name", FormText.orEmpty(form.name()), LONGEST);
        String funder = reader.required("funder", FormText.orEmpty(form.funder()), LONGEST);
        String words = reader.text("words", FormText.orEmpty(form.words()), LONGEST_TEXT);
        boolean external = Boolean.TRUE.equals(form.external());
        if (errors.hasErrors()) {
            return form(form, id, model);
        }
        if (id == null) {
            Optional<Long> made = funds.create(name, funder, external, words, person);
            if (made.isPresent()) {
                return Forms.done("spending.saved", "/funds/" + made.get(), flash);
            }
            errors.rejectValue("name", "fund.error.name");
            return form(form, null, model);
        }
        int version = FormText.version(FormText.orEmpty(form.version()));
        switch (funds.change(id, name, funder, external, words, version, person)) {
            case DONE -> {
                return Forms.done("spending.saved", "/funds/" + id, flash);
            }
            case NAME_TAKEN -> errors.rejectValue("name", "fund.error.name");
            case CHANGED_MEANWHILE -> model.addAttribute("problem", "flash.changedMeanwhile");
        }
        return form(form, id, model);
    }

    /** What is asked of a right. */
    public record RightForm(String area, String first, String last, String euro, String source) {}

    @PostMapping("/{id:\\d+}/rights")
    @PreAuthorize(WRITERS)
    String addRight(
            @PathVariable long id,
            @ModelAttribute("form") RightForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String area = reader.required("area", FormText.orEmpty(form.area()), LONGEST);
        String source = reader.required("source", FormText.orEmpty(form.source()), LONGEST);
        Long cents = reader.cents("euro", FormText.orEmpty(form.euro()), true, 1);
        int first = year(form.first(), 0);
        int last = FormText.orEmpty(form.last()).isBlank() ? first : year(form.last(), 0);
        if (errors.hasErrors() || cents == null || first < FIRST_YEAR || last < first || last > LAST_YEAR) {
            flash.addFlashAttribute("problem", "fund.error.right");
            return "redirect:/funds/" + id;
        }
        if (!funds.addRight(id, area, first, last, cents, source, person)) {
            flash.addFlashAttribute("problem", "fund.error.rightTwice");
            return "redirect:/funds/" + id;
        }
        return Forms.done("spending.saved", "/funds/" + id, flash);
    }

    @PostMapping("/{id:\\d+}/rights/{right}/remove")
    @PreAuthorize(WRITERS)
    String removeRight(
            @PathVariable long id,
            @PathVariable long right,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        funds.removeRight(id, right, person);
        return Forms.done("spending.saved", "/funds/" + id, flash);
    }
}
