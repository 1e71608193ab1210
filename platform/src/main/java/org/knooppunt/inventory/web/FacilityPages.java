package org.knooppunt.inventory.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Facilities;
import org.knooppunt.inventory.Plant;
import org.knooppunt.inventory.Plant.Step;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
import org.springframework.security.access.AccessDeniedException;
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

/** Facilities and their processes: list, export, page, forms. */
@Controller
@RequestMapping("/facilities")
class FacilityPages {
    private static final int ROWS = 50;
    private static final String EDITORS = "hasAnyRole('COORDINATOR', 'MEMBER')";

    private final Facilities facilities;
    private final Classes classes;
    private final Choices choices;
    private final Histories histories;

    FacilityPages(Facilities facilities, Classes classes, Choices choices, Histories histories) {
        this.facilities = facilities;
        this.classes = classes;
        this.choices = choices;
        this.histories = histories;
    }

    @GetMapping
    String list(
            ListQuery query,
            HttpServletRequest request,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        model.addAttribute("slice", facilities.list(query.facilities(ROWS)));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/facilities/export"));
        choices.filters(model, person);
        model.addAttribute("statuses", choices.statuses());
        model.addAttribute("mayAdd", choices.mayAdd(person));
        return "inventory/facilities";
    }

    @GetMapping("/export")
    void export(ListQuery query, @RequestParam String format, HttpServletResponse response) throws IOException {
        Export.facilities(format, response, consumer -> facilities.each(query.facilities(ROWS), consumer));
    }

    @GetMapping("/{key}")
    String page(@PathVariable String key, @AuthenticationPrincipal @Nullable Person person, Model model) {
        String plain = Keys.key(key);
        Plant plant = facilities
                .find(plain)
                .or(() -> facilities.findDeleted(plain, person))
                .orElseThrow(() -> new Missing("facility " + plain));
        boolean mayEdit = Organisations.mayEdit(person, plant.organisation());
        List<Step> steps = facilities.steps(plain);
        model.addAttribute("plant", plant);
        model.addAttribute("steps", steps);
        model.addAttribute("mayEdit", mayEdit);
        if (mayEdit || person != null && person.is(Role.ADMINISTRATOR)) {
            model.addAttribute("events", histories.of("facility", plain, plant.born()));
        }
        return "inventory/facility";
    }

    @GetMapping("/new")
    @PreAuthorize(EDITORS)
    String blank(@RequestParam(defaultValue = "") String site, @AuthenticationPrincipal Person person, Model model) {
        return form(FacilityForm.blank(choices.siteLabel(person, site)), null, person, model);
    }

    @GetMapping("/{key}/edit")
    @PreAuthorize(EDITORS)
    String edit(@PathVariable String key, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Plant plant = mine(key, person);
        return form(FacilityForm.of(plant, locale), plant, person, model);
    }

    @PostMapping("/new")
    @PreAuthorize(EDITORS)
    String add(
            @ModelAttribute("form") FacilityForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        String key = form.key().isBlank()
                ? facilities.freeKey("facility")
                : form.key().strip();
        Facility facility = form.read(key, errors, choices, person, locale);
        if (facility != null && facilities.add(person, facility) == Saved.KEY_TAKEN) {
            errors.rejectValue("key", "form.key.taken");
        }
        if (errors.hasErrors()) {
            return form(form, null, person, model);
        }
        return Forms.done("flash.added", "/facilities/" + Keys.path(key), flash);
    }

    @PostMapping("/{key}/edit")
    @PreAuthorize(EDITORS)
    String change(
            @PathVariable String key,
            @ModelAttribute("form") FacilityForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Plant plant = mine(key, person);
        Facility facility = form.read(plant.key(), errors, choices, person, locale);
        if (facility == null) {
            return form(form, plant, person, model);
        }
        if (facilities.change(person, facility, form.versionNumber()) == Saved.CHANGED_MEANWHILE) {
            model.addAttribute("meanwhile", histories.latest("facility", plant.key()));
            return form(form.atVersion(plant.version()), plant, person, model);
        }
        return Forms.done("flash.saved", plant.path(), flash);
    }

    private String form(FacilityForm form, @Nullable Plant plant, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("plant", plant);
        List<Choice> sites = choices.sites(person);
        model.addAttribute("sites", sites);
        model.addAttribute("siteOptions", Choices.options(sites));
        model.addAttribute("statuses", choices.statuses());
        return "inventory/facility-form";
    }

    @GetMapping("/{key}/delete")
    @PreAuthorize(EDITORS)
    String askDelete(@PathVariable String key, @AuthenticationPrincipal Person person, Model model) {
        Plant plant = mine(key, person);
        return Forms.askDelete(model, plant.name(), plant.version(), plant.path());
    }

    @PostMapping("/{key}/delete")
    @PreAuthorize(EDITORS)
    String delete(
            @PathVariable String key,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Plant plant = mine(key, person);
        return Forms.deleted(
                facilities.delete(person, plant.key(), version),
                plant.path(),
                plant.path() + "/restore",
                "/facilities",
                flash);
    }

    @PostMapping("/{key}/restore")
    @PreAuthorize(EDITORS)
    String restore(@PathVariable String key, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        facilities.restore(person, Keys.key(key));
        return Forms.done("flash.restored", "/facilities/" + key, flash);
    }

    @GetMapping("/{key}/processes/new")
    @PreAuthorize(EDITORS)
    String blankStep(@PathVariable String key, @AuthenticationPrincipal Person person, Model model) {
        return form(ProcessForm.blank(), mine(key, person), null, model);
    }

    @GetMapping("/{key}/processes/{process}")
    @PreAuthorize(EDITORS)
    String editStep(
            @PathVariable String key,
            @PathVariable String process,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Plant plant = mine(key, person);
        Step step = step(plant, process);
        return form(ProcessForm.of(step, locale), plant, step, model);
    }

    @PostMapping("/{key}/processes/new")
    @PreAuthorize(EDITORS)
    String addStep(
            @PathVariable String key,
            @ModelAttribute("form") ProcessForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Plant plant = mine(key, person);
        String own = form.key().isBlank()
                ? facilities.freeKey("process")
                : form.key().strip();
        Process process = form.read(own, plant.key(), errors, classes, locale);
        if (process != null && facilities.add(person, process) == Saved.KEY_TAKEN) {
            errors.rejectValue("key", "form.key.taken");
        }
        if (errors.hasErrors()) {
            return form(form, plant, null, model);
        }
        return Forms.done("flash.added", plant.path(), flash);
    }

    @PostMapping("/{key}/processes/{process}")
    @PreAuthorize(EDITORS)
    String changeStep(
            @PathVariable String key,
            @PathVariable String process,
            @ModelAttribute("form") ProcessForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Plant plant = mine(key, person);
        Step step = step(plant, process);
        Process changed = form.read(step.key(), plant.key(), errors, classes, locale);
        if (changed == null) {
            return form(form, plant, step, model);
        }
        if (facilities.change(person, changed, form.versionNumber()) == Saved.CHANGED_MEANWHILE) {
            model.addAttribute("meanwhile", histories.latest("process", step.key()));
            return form(form.atVersion(step.version()), plant, step, model);
        }
        return Forms.done("flash.saved", plant.path(), flash);
    }

    @GetMapping("/{key}/processes/{process}/delete")
    @PreAuthorize(EDITORS)
    String askDeleteStep(
            @PathVariable String key,
            @PathVariable String process,
            @AuthenticationPrincipal Person person,
            Model model) {
        Plant plant = mine(key, person);
        Step step = step(plant, process);
        return Forms.askDelete(model, step.name(), step.version(), plant.path());
    }

    @PostMapping("/{key}/processes/{process}/delete")
    @PreAuthorize(EDITORS)
    String deleteStep(
            @PathVariable String key,
            @PathVariable String process,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Plant plant = mine(key, person);
        Step step = step(plant, process);
        return Forms.deleted(
                facilities.deleteStep(person, plant.key(), step.key(), version),
                plant.path(),
                step.path() + "/restore",
                plant.path(),
                flash);
    }

    @PostMapping("/{key}/processes/{process}/restore")
    @PreAuthorize(EDITORS)
    String restoreStep(
            @PathVariable String key,
            @PathVariable String process,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        facilities.restoreStep(person, Keys.key(key), Keys.key(process));
        return Forms.done("flash.restored", "/facilities/" + key, flash);
    }

    private String form(ProcessForm form, Plant plant, @Nullable Step step, Model model) {
        Forms.show(model, form);
        model.addAttribute("plant", plant);
        model.addAttribute("step", step);
        model.addAttribute(
                "classes", classes.list().stream().map(Choices::choice).toList());
        model.addAttribute(
                "unit",
                form.input().isBlank()
                        ? null
                        : classes.find(form.input())
                                .map(entry -> entry.kind().unit())
                                .orElse(null));
        return "inventory/process-form";
    }

    private Plant mine(String key, Person person) {
        Plant plant = facilities.find(Keys.key(key)).orElseThrow(() -> new Missing("facility " + key));
        if (!Organisations.mayEdit(person, plant.organisation())) {
            throw new AccessDeniedException("not of an organisation of this person");
        }
        return plant;
    }

    private Step step(Plant plant, String process) {
        String key = Keys.key(process);
        return facilities.steps(plant.key()).stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Missing("process " + key));
    }
}
