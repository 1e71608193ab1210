package org.knooppunt.visitation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.visitation.Recommendation;
import org.knooppunt.visitation.Recommendations;
import org.knooppunt.visitation.Visitation;
import org.knooppunt.visitation.Visitations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
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

/** Recommendations: all of them by addressee and state, what is overdue, and one with its years. */
@Controller
@RequestMapping("/visitations")
class RecommendationPages {
    private static final String LIST = "/visitations/recommendations";

    private final Recommendations recommendations;
    private final Visitations visitations;
    private final GoalLinks goals;
    private final MessageSource messages;

    RecommendationPages(
            Recommendations recommendations, Visitations visitations, GoalLinks goals, MessageSource messages) {
        this.recommendations = recommendations;
        this.visitations = visitations;
        this.goals = goals;
        this.messages = messages;
    }

    private List<Choice> addressees(Locale locale) {
        return Arrays.stream(Recommendation.Addressee.values())
                .map(each -> new Choice(each.code(), word("visitation.addressee." + each.code(), locale)))
                .toList();
    }

    private List<Choice> statuses(Locale locale) {
        return Arrays.stream(Recommendation.Status.values())
                .map(each -> new Choice(each.code(), word("visitation.status." + each.code(), locale)))
                .toList();
    }

    private String word(String key, Locale locale) {
        return messages.getMessage(key, new Object[0], locale);
    }

    private static Recommendations.Filter filter(String q, String addressee, String status, boolean overdue) {
        return new Recommendations.Filter(
                q,
                Coded.find(Recommendation.Addressee.class, addressee).orElse(null),
                Coded.find(Recommendation.Status.class, status).orElse(null),
                overdue);
    }

    @GetMapping("/recommendations")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String addressee,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "false") boolean overdue,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        Recommendations.Filter filter = filter(q, addressee, status, overdue);
        model.addAttribute("list", recommendations.list(filter));
        model.addAttribute("filtered", !filter.isEmpty());
        model.addAttribute("q", q);
        model.addAttribute("addressee", addressee);
        model.addAttribute("status", status);
        model.addAttribute("overdue", overdue);
        model.addAttribute("addressees", addressees(locale));
        model.addAttribute("statuses", statuses(locale));
        model.addAttribute("today", Recommendations.today());
        model.addAttribute("exports", TableFile.addresses(request, LIST + "/file"));
        return "visitation/recommendations";
    }

    @GetMapping("/recommendations/file")
    void file(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String addressee,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "false") boolean overdue,
            HttpServletResponse response)
            throws IOException {
        List<Recommendation> list = recommendations.list(filter(q, addressee, status, overdue));
        LocalDate today = Recommendations.today();
        TableFile.write(
                "recommendations",
                format,
                List.of(
                        "visitation",
                        "recommendation",
                        "addressees",
                        "source",
                        "age_years",
                        "due_on",
                        "status",
                        "overdue",
                        "response",
                        "year",
                        "year_status",
                        "year_words",
                        "evidence"),
                response,
                sheet -> list.forEach(each -> {
                    if (each.years().isEmpty()) {
                        sheet.row(row(each, null, today));
                    }
                    each.years().forEach(year -> sheet.row(row(each, year, today)));
                }));
    }

    private static List<@Nullable Object> row(Recommendation one, Recommendation.@Nullable Year year, LocalDate today) {
        return Arrays.asList(
                (double) one.visitationYear(),
                one.title(),
                String.join(
                        ";",
                        one.addressees().stream()
                                .sorted()
                                .map(each -> each.code())
                                .toList()),
                one.source(),
                (double) one.age(today),
                VisitationPages.text(one.dueOn()),
                one.status().code(),
                one.overdue(today).map(Recommendation.Overdue::code).orElse(""),
                one.response(),
                year == null ? null : (Double) (double) year.year(),
                year == null ? "" : year.status().code(),
                year == null ? "" : year.words(),
                year == null ? "" : year.evidence());
    }

    @GetMapping("/recommendations/{id:\\d{1,18}}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        Forms.show(model, new YearForm(Integer.toString(Recommendations.today().getYear()), "", "", ""));
        return show(id, person, model, locale);
    }

    private String show(long id, @Nullable Person person, Model model, Locale locale) {
        model.addAttribute("one", recommendations.get(id));
        model.addAttribute("today", Recommendations.today());
        model.addAttribute("statuses", statuses(locale));
        model.addAttribute("goals", goals.panel("recommendation", Long.toString(id), person, locale));
        model.addAttribute("mayWrite", Visitations.mayWrite(person));
        if (person != null && Visitations.mayWrite(person)) {
            model.addAttribute("events", recommendations.history(id, person));
        }
        return "visitation/recommendation";
    }

    // ---- write

    /** What is asked of a recommendation. */
    public record RecommendationForm(
            @Nullable String title,
            @Nullable String words,
            @Nullable String source,
            @Nullable List<String> addressees,
            @Nullable String dueOn,
            @Nullable String follows,
            @Nullable String version) {
        public boolean isTo(String addressee) {
            return addressees != null && addressees.contains(addressee);
        }
    }

    @GetMapping("/{visitation:\\d{1,18}}/recommendations/new")
    @PreAuthorize(VisitationPages.WRITERS)
    String blank(@PathVariable long visitation, Model model, Locale locale) {
        return form(
                new RecommendationForm("", "", "", List.of("city"), "", "", "0"),
                visitations.get(visitation),
                null,
                model,
                locale);
    }

    private String form(RecommendationForm form, Visitation visitation, @Nullable Long id, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("visitation", visitation);
        model.addAttribute("id", id);
        model.addAttribute("choices", addressees(locale));
        model.addAttribute(
                "earlier",
                recommendations.list(filter("", "", "", false)).stream()
                        .filter(each -> each.visitationYear() < visitation.year())
                        .map(each -> new Choice(Long.toString(each.id()), each.visitationYear() + ": " + each.title()))
                        .toList());
        return "visitation/recommendation-edit";
    }

    @PostMapping("/{visitation:\\d{1,18}}/recommendations/new")
    @PreAuthorize(VisitationPages.WRITERS)
    String add(
            @PathVariable long visitation,
            @ModelAttribute("form") RecommendationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Recommendation.Draft draft = read(form, new FormReader(errors, locale));
        if (!errors.hasErrors()) {
            Optional<Long> id = recommendations.add(visitation, draft, person);
            if (id.isPresent()) {
                return Forms.done("flash.saved", LIST + "/" + id.get(), flash);
            }
            errors.rejectValue("follows", "visitation.error.earlier");
        }
        return form(form, visitations.get(visitation), null, model, locale);
    }

    @GetMapping("/recommendations/{id:\\d{1,18}}/edit")
    @PreAuthorize(VisitationPages.WRITERS)
    String edit(@PathVariable long id, Model model, Locale locale) {
        Recommendation one = recommendations.get(id);
        Recommendation.Link follows = one.follows();
        return form(
                new RecommendationForm(
                        one.title(),
                        one.words(),
                        one.source(),
                        one.addressees().stream().map(each -> each.code()).toList(),
                        VisitationPages.text(one.dueOn()),
                        follows == null ? "" : Long.toString(follows.id()),
                        Integer.toString(one.version())),
                visitations.get(one.visitation()),
                id,
                model,
                locale);
    }

    @PostMapping("/recommendations/{id:\\d{1,18}}/edit")
    @PreAuthorize(VisitationPages.WRITERS)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") RecommendationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Recommendation.Draft draft = read(form, new FormReader(errors, locale));
        if (!errors.hasErrors()) {
            Optional<Recommendations.Refusal> refusal =
                    recommendations.change(id, draft, FormText.version(FormText.orEmpty(form.version())), person);
            if (refusal.isEmpty()) {
                return Forms.done("flash.saved", LIST + "/" + id, flash);
            }
            switch (refusal.get()) {
                case NOT_EARLIER -> errors.rejectValue("follows", "visitation.error.earlier");
                case CHANGED_MEANWHILE -> model.addAttribute("problem", "flash.changedMeanwhile");
            }
        }
        return form(form, visitations.get(recommendations.get(id).visitation()), id, model, locale);
    }

    private static Recommendation.Draft read(RecommendationForm form, FormReader reader) {
        Set<Recommendation.Addressee> addressees = EnumSet.noneOf(Recommendation.Addressee.class);
        if (form.addressees() != null) {
            form.addressees().forEach(code -> Coded.find(Recommendation.Addressee.class, code)
                    .ifPresent(addressees::add));
        }
        if (addressees.isEmpty()) {
            reader.errors().rejectValue("addressees", "visitation.error.addressee");
        }
        String follows = FormText.stripped(form.follows());
        return new Recommendation.Draft(
                reader.required("title", FormText.orEmpty(form.title()), VisitationPages.LONGEST_LINE),
                reader.text("words", FormText.orEmpty(form.words()), VisitationPages.LONGEST_TEXT),
                reader.text("source", FormText.orEmpty(form.source()), VisitationPages.LONGEST_LINE),
                addressees,
                VisitationPages.day("dueOn", form.dueOn(), reader),
                follows.matches("\\d{1,18}") ? Long.valueOf(follows) : null);
    }

    @PostMapping("/recommendations/{id:\\d{1,18}}/response")
    @PreAuthorize(VisitationPages.WRITERS)
    String respond(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String response,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.isFilled(response, VisitationPages.LONGEST_TEXT)) {
            flash.addFlashAttribute("problem", "visitation.error.response");
            return "redirect:" + LIST + "/" + id;
        }
        recommendations.respond(id, response, person);
        return Forms.done("flash.saved", LIST + "/" + id, flash);
    }

    /** How it stood in a year. */
    public record YearForm(
            @Nullable String year,
            @Nullable String status,
            @Nullable String words,
            @Nullable String evidence) {}

    @PostMapping("/recommendations/{id:\\d{1,18}}/years")
    @PreAuthorize(VisitationPages.WRITERS)
    String tell(
            @PathVariable long id,
            @ModelAttribute("form") YearForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        Integer year = VisitationPages.year("year", form.year(), reader);
        if (year == null && FormText.stripped(form.year()).isEmpty()) {
            errors.rejectValue("year", "form.required");
        }
        Recommendation.Status status = Coded.find(Recommendation.Status.class, FormText.orEmpty(form.status()))
                .orElse(null);
        if (status == null) {
            errors.rejectValue("status", "form.required");
        }
        String words = reader.text("words", FormText.orEmpty(form.words()), VisitationPages.LONGEST_TEXT);
        String evidence = reader.text("evidence", FormText.orEmpty(form.evidence()), VisitationPages.LONGEST_TEXT);
        if (!errors.hasErrors() && year != null && status != null) {
            if (recommendations.tell(id, year, status, words, evidence, person)) {
                return Forms.done("flash.saved", LIST + "/" + id, flash);
            }
            errors.rejectValue("evidence", "visitation.error.evidence");
        }
        Forms.show(model, form);
        model.addAttribute("wrong", true);
        return show(id, person, model, locale);
    }
}
