package org.knooppunt.visitation.web;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Person;
import org.knooppunt.visitation.Recommendations;
import org.knooppunt.visitation.Visitation;
import org.knooppunt.visitation.Visitations;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
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

/** Visitations: the list, one with all its parts, and writing one. */
@Controller
@RequestMapping("/visitations")
class VisitationPages {
    static final String WRITERS = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    static final int LONGEST_LINE = 300;
    static final int LONGEST_TEXT = 6_000;
    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2199;

    private final Visitations visitations;
    private final Recommendations recommendations;

    VisitationPages(Visitations visitations, Recommendations recommendations) {
        this.visitations = visitations;
        this.recommendations = recommendations;
    }

    @GetMapping
    String list(@AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("visitations", visitations.list());
        model.addAttribute("mayWrite", Visitations.mayWrite(person));
        return "visitation/visitations";
    }

    @GetMapping("/{id:\\d{1,18}}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("one", visitations.get(id));
        model.addAttribute("recommendations", recommendations.of(id));
        model.addAttribute("kinds", Visitation.PartKind.values());
        model.addAttribute("today", Recommendations.today());
        model.addAttribute("mayWrite", Visitations.mayWrite(person));
        if (person != null && Visitations.mayWrite(person)) {
            model.addAttribute("events", visitations.history(id, person));
        }
        return "visitation/visitation";
    }

    /** What is asked of a visitation. */
    public record VisitationForm(
            @Nullable String title,
            @Nullable String year,
            @Nullable String heldOn,
            @Nullable String place,
            @Nullable String firstYear,
            @Nullable String lastYear,
            @Nullable String words,
            @Nullable String source,
            @Nullable String version) {}

    @GetMapping("/new")
    @PreAuthorize(WRITERS)
    String blank(Model model) {
        return form(new VisitationForm("", "", "", "", "", "", "", "", "0"), null, model);
    }

    private static String form(VisitationForm form, @Nullable Long id, Model model) {
        Forms.show(model, form);
        model.addAttribute("id", id);
        return "visitation/edit";
    }

    @PostMapping("/new")
    @PreAuthorize(WRITERS)
    String create(
            @ModelAttribute("form") VisitationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Visitation.Draft draft = read(form, new FormReader(errors, locale));
        if (errors.hasErrors()) {
            return form(form, null, model);
        }
        return Forms.done("flash.saved", "/visitations/" + visitations.create(draft, person), flash);
    }

    @GetMapping("/{id:\\d{1,18}}/edit")
    @PreAuthorize(WRITERS)
    String edit(@PathVariable long id, Model model) {
        Visitation one = visitations.get(id);
        return form(
                new VisitationForm(
                        one.title(),
                        Integer.toString(one.year()),
                        text(one.heldOn()),
                        one.place(),
                        text(one.firstYear()),
                        text(one.lastYear()),
                        one.words(),
                        one.source(),
                        Integer.toString(one.version())),
                id,
                model);
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @PostMapping("/{id:\\d{1,18}}/edit")
    @PreAuthorize(WRITERS)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") VisitationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Visitation.Draft draft = read(form, new FormReader(errors, locale));
        if (errors.hasErrors()) {
            return form(form, id, model);
        }
        int version = FormText.version(FormText.orEmpty(form.version()));
        if (visitations.change(id, draft, version, person) != Saved.DONE) {
            model.addAttribute("problem", "flash.changedMeanwhile");
            return form(form, id, model);
        }
        return Forms.done("flash.saved", "/visitations/" + id, flash);
    }

    private static Visitation.Draft read(VisitationForm form, FormReader reader) {
        Integer year = year("year", form.year(), reader);
        if (year == null && FormText.stripped(form.year()).isEmpty()) {
            reader.errors().rejectValue("year", "form.required");
        }
        LocalDate heldOn = day("heldOn", form.heldOn(), reader);
        if (heldOn != null && year != null && heldOn.getYear() != year) {
            reader.errors().rejectValue("heldOn", "visitation.error.otherYear", new Object[] {year.toString()}, null);
        }
        Integer first = year("firstYear", form.firstYear(), reader);
        Integer last = year("lastYear", form.lastYear(), reader);
        if (first != null && last != null && last < first) {
            reader.errors().rejectValue("lastYear", "visitation.error.order", new Object[] {first.toString()}, null);
        }
        return new Visitation.Draft(
                reader.required("title", FormText.orEmpty(form.title()), LONGEST_LINE),
                year == null ? 0 : year,
                heldOn,
                reader.text("place", FormText.orEmpty(form.place()), LONGEST_LINE),
                first,
                last,
                reader.text("words", FormText.orEmpty(form.words()), LONGEST_TEXT),
                reader.text("source", FormText.orEmpty(form.source()), LONGEST_LINE));
    }

    static @Nullable Integer year(String field, @Nullable String text, FormReader reader) {
        String plain = FormText.stripped(text);
        if (plain.isEmpty()) {
            return null;
        }
        int year = plain.matches("\\d{4}") ? Integer.parseInt(plain) : 0;
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            reader.errors()
                    .rejectValue(
                            field,
                            "visitation.error.year",
                            new Object[] {plain, Integer.toString(FIRST_YEAR), Integer.toString(LAST_YEAR)},
                            null);
            return null;
        }
        return year;
    }

    static @Nullable LocalDate day(String field, @Nullable String text, FormReader reader) {
        String plain = FormText.stripped(text);
        LocalDate day = FormText.day(plain);
        if (day == null && !plain.isEmpty()) {
            reader.errors().rejectValue(field, "visitation.error.day", new Object[] {plain}, null);
        }
        return day;
    }

    @PostMapping("/{id:\\d{1,18}}/parts")
    @PreAuthorize(WRITERS)
    String addPart(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String source,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Visitation.PartKind wanted = Coded.find(Visitation.PartKind.class, kind).orElse(null);
        if (wanted == null
                || !FormText.isFilled(title, LONGEST_LINE)
                || !FormText.fits(words, LONGEST_TEXT)
                || !FormText.fits(source, LONGEST_LINE)) {
            flash.addFlashAttribute("problem", "visitation.error.part");
            return "redirect:/visitations/" + id;
        }
        visitations.addPart(id, wanted, title, words, source, person);
        return Forms.done("flash.saved", "/visitations/" + id, flash);
    }

    @PostMapping("/{id:\\d{1,18}}/parts/{part}/remove")
    @PreAuthorize(WRITERS)
    String removePart(
            @PathVariable long id,
            @PathVariable long part,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        visitations.removePart(id, part, person);
        return Forms.done("flash.deleted", "/visitations/" + id, flash);
    }
}
