package org.knooppunt.cases.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Missing;
import org.knooppunt.web.NumberText;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a coordinator writes in a case: partners, steps, what was said and decided, and results. */
@Controller
@RequestMapping("/cases/{id}")
@PreAuthorize("hasRole('COORDINATOR')")
class DossierPages {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 4000;
    private static final int GOALS = 17;

    private final Pipeline pipeline;

    DossierPages(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    private static String back(long id, String section) {
        return "redirect:/cases/" + id + "#" + section;
    }

    private static String refused(long id, String section, String problem, RedirectAttributes flash) {
        flash.addFlashAttribute("problem", problem);
        return back(id, section);
    }

    @PostMapping("/facts")
    String describe(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String model,
            @RequestParam(name = "sdgs", required = false) @Nullable List<Integer> sdgs,
            @AuthenticationPrincipal Person person) {
        TreeSet<Integer> goals = new TreeSet<>(sdgs == null ? List.of() : sdgs);
        goals.removeIf(goal -> goal < 1 || goal > GOALS);
        pipeline.describe(id, Coded.find(EarningModel.class, model).orElse(null), goals, person);
        return back(id, "about");
    }

    /** What a case that did not come out of a plan should bring. */
    @PostMapping("/expected")
    String expect(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String surplus,
            @RequestParam(defaultValue = "") String co2e,
            @RequestParam(defaultValue = "") String jobs,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        OptionalDouble euros = number(surplus, locale);
        OptionalDouble tonnes = number(co2e, locale);
        OptionalDouble people = number(jobs, locale);
        if (euros.isEmpty() || tonnes.isEmpty() || people.isEmpty()) {
            return refused(id, "expected", "case.error.expected", flash);
        }
        return pipeline.expect(id, euros.getAsDouble(), tonnes.getAsDouble(), people.getAsDouble(), person)
                ? back(id, "expected")
                : refused(id, "expected", "case.error.ofPlan", flash);
    }

    /** A number; an empty field is 0. */
    private static OptionalDouble number(String text, Locale locale) {
        return text.isBlank() ? OptionalDouble.of(0) : NumberText.parse(text, locale);
    }

    @PostMapping("/partners")
    String addPartner(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String organisation,
            @RequestParam(defaultValue = "") String role,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(role, LONGEST_LINE)) {
            return refused(id, "partners", "case.error.long", flash);
        }
        try {
            pipeline.addPartner(id, organisation.strip(), role, person);
        } catch (Missing e) {
            return refused(id, "partners", "case.error.organisation", flash);
        }
        return back(id, "partners");
    }

    @PostMapping("/partners/remove")
    String removePartner(
            @PathVariable long id,
            @RequestParam String organisation,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return pipeline.removePartner(id, organisation, person)
                ? back(id, "partners")
                : refused(id, "partners", "case.error.partner", flash);
    }

    @PostMapping("/steps")
    String plan(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String due,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        LocalDate day = FormText.day(due);
        if (!FormText.isFilled(title, LONGEST_LINE) || !FormText.isFilled(owner, LONGEST_LINE) || day == null) {
            return refused(id, "steps", "case.error.step", flash);
        }
        pipeline.plan(id, title, owner, day, person);
        return back(id, "steps");
    }

    @PostMapping("/steps/{step}/done")
    String finish(
            @PathVariable long id,
            @PathVariable long step,
            @RequestParam boolean done,
            @AuthenticationPrincipal Person person) {
        pipeline.finish(id, step, done, person);
        return back(id, "steps");
    }

    @PostMapping("/steps/{step}/remove")
    String removeStep(@PathVariable long id, @PathVariable long step, @AuthenticationPrincipal Person person) {
        pipeline.removeStep(id, step, person);
        return back(id, "steps");
    }

    @PostMapping("/entries")
    String write(
            @PathVariable long id,
            @RequestParam Dossier.Entry.Kind kind,
            @RequestParam(defaultValue = "") String happenedOn,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        LocalDate day = FormText.day(happenedOn);
        if (day == null || !FormText.isFilled(words, LONGEST_TEXT)) {
            return refused(id, "entries", "case.error.entry", flash);
        }
        pipeline.write(id, kind, day, words, person);
        return back(id, "entries");
    }

    @PostMapping("/results")
    String verify(
            @PathVariable long id,
            @RequestParam Dossier.Result.Measure measure,
            @RequestParam(defaultValue = "") String quantity,
            @RequestParam(defaultValue = "") String forWhom,
            @RequestParam(defaultValue = "") String firstDay,
            @RequestParam(defaultValue = "") String lastDay,
            @RequestParam(defaultValue = "") String evidence,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        OptionalDouble number = NumberText.parse(quantity, locale);
        LocalDate first = FormText.day(firstDay);
        LocalDate last = FormText.day(lastDay);
        if (number.isEmpty()
                || first == null
                || last == null
                || last.isBefore(first)
                || !FormText.isFilled(evidence, LONGEST_TEXT)
                || !FormText.fits(forWhom, LONGEST_LINE)) {
            return refused(id, "results", "case.error.result", flash);
        }
        pipeline.verify(id, measure, number.getAsDouble(), forWhom, first, last, evidence, person);
        return back(id, "results");
    }
}
