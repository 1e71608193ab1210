package org.knooppunt.places.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.Continues;
import org.knooppunt.places.Experiment;
import org.knooppunt.places.ExperimentDraft;
import org.knooppunt.places.Experiments;
import org.knooppunt.places.Place;
import org.knooppunt.places.Places;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
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

/** Experiments in places: permit, conditions, end and evaluation. */
@Controller
@RequestMapping("/places")
class ExperimentPages {
    private static final String RUNNING = "hasAnyRole('COORDINATOR', 'MEMBER')";
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 4_000;

    private final Experiments experiments;
    private final Places places;
    private final BusinessCases cases;
    private final PlaceChoices choices;
    private final Histories histories;

    ExperimentPages(
            Experiments experiments, Places places, BusinessCases cases, PlaceChoices choices, Histories histories) {
        this.experiments = experiments;
        this.places = places;
        this.cases = cases;
        this.choices = choices;
        this.histories = histories;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    @GetMapping("/experiments")
    String list(@AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("experiments", experiments.list(null, person));
        model.addAttribute("mayAdd", PlaceChoices.mayAdd(person));
        return "places/experiments";
    }

    @GetMapping("/experiments/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model) {
        Experiment experiment = experiments.get(id, person);
        model.addAttribute("experiment", experiment);
        boolean runs = Organisations.mayEdit(person, experiment.owner());
        model.addAttribute("runs", runs);
        if (experiment.businessCase() != null) {
            model.addAttribute(
                    "linked", cases.find(experiment.businessCase(), person).orElse(null));
        }
        model.addAttribute("continues", Continues.values());
        if (runs) {
            model.addAttribute("events", histories.of("experiment", Long.toString(id), null));
        }
        return "places/experiment";
    }

    @GetMapping("/{place}/experiments/new")
    @PreAuthorize(RUNNING)
    String blank(@PathVariable long place, @AuthenticationPrincipal Person person, Model model) {
        return form(places.getManaged(place, person), null, ExperimentForm.blank(), person, model);
    }

    @PostMapping("/{place}/experiments/new")
    @PreAuthorize(RUNNING)
    String add(
            @PathVariable long place,
            @ModelAttribute("form") ExperimentForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Place found = places.getManaged(place, person);
        ExperimentDraft draft = form.read(errors, locale);
        if (draft == null) {
            return form(found, null, form, person, model);
        }
        return Forms.done("experiment.added", "/places/experiments/" + experiments.add(person, place, draft), flash);
    }

    @GetMapping("/experiments/{id}/edit")
    @PreAuthorize(RUNNING)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Experiment experiment = experiments.getManaged(id, person);
        return form(places.get(experiment.place(), person), experiment, ExperimentForm.of(experiment), person, model);
    }

    @PostMapping("/experiments/{id}/edit")
    @PreAuthorize(RUNNING)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") ExperimentForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Experiment experiment = experiments.getManaged(id, person);
        ExperimentDraft draft = form.read(errors, locale);
        if (draft != null && experiments.change(person, id, draft, form.versionNumber()) == Saved.CHANGED_MEANWHILE) {
            errors.rejectValue("title", "contract.error.changed");
        }
        if (draft == null || errors.hasErrors()) {
            return form(places.get(experiment.place(), person), experiment, form, person, model);
        }
        return Forms.done("flash.saved", experiment.path(), flash);
    }

    private String form(Place place, @Nullable Experiment experiment, ExperimentForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("place", place);
        model.addAttribute("experiment", experiment);
        List<Choice> linked = new ArrayList<>(List.of(new Choice("", "–")));
        linked.addAll(choices.cases(person));
        model.addAttribute("cases", linked);
        return "places/experiment-form";
    }

    @PostMapping("/experiments/{id}/conditions")
    @PreAuthorize(RUNNING)
    String addCondition(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String watcher,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (words.isBlank()
                || watcher.isBlank()
                || !FormText.fits(words, LONGEST_TEXT)
                || !FormText.fits(watcher, LONGEST_LINE)) {
            flash.addFlashAttribute("problem", "experiment.error.condition");
            flash.addFlashAttribute("typedWords", words);
            flash.addFlashAttribute("typedWatcher", watcher);
        } else {
            experiments.addCondition(person, id, words, watcher);
            flash.addFlashAttribute("done", "experiment.condition.added");
        }
        return "redirect:/places/experiments/" + id + "#conditions";
    }

    @PostMapping("/experiments/{id}/conditions/{condition}/kept")
    @PreAuthorize(RUNNING)
    String keep(@PathVariable long id, @PathVariable long condition, @AuthenticationPrincipal Person person) {
        experiments.keep(person, id, condition);
        return "redirect:/places/experiments/" + id + "#conditions";
    }

    @PostMapping("/experiments/{id}/conditions/{condition}/remove")
    @PreAuthorize(RUNNING)
    String remove(@PathVariable long id, @PathVariable long condition, @AuthenticationPrincipal Person person) {
        experiments.removeCondition(person, id, condition);
        return "redirect:/places/experiments/" + id + "#conditions";
    }

    @PostMapping("/experiments/{id}/evaluate")
    @PreAuthorize(RUNNING)
    String evaluate(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String learned,
            @RequestParam(defaultValue = "") String continues,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String path = "/places/experiments/" + id;
        Optional<Continues> found = Coded.find(Continues.class, continues);
        if (learned.isBlank() || !FormText.fits(learned, LONGEST_TEXT) || found.isEmpty()) {
            flash.addFlashAttribute("problem", "experiment.error.evaluation");
            flash.addFlashAttribute("typedLearned", learned);
            flash.addFlashAttribute("typedContinues", continues);
            return "redirect:" + path + "#evaluation";
        }
        if (!experiments.evaluate(person, id, learned, found.get(), version)) {
            flash.addFlashAttribute("problem", "contract.error.changed");
            flash.addFlashAttribute("typedLearned", learned);
            return "redirect:" + path + "#evaluation";
        }
        return Forms.done("experiment.evaluated", path, flash);
    }
}
