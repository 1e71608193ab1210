package org.knooppunt.effects.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.effects.Approach;
import org.knooppunt.effects.ChosenPredictor;
import org.knooppunt.effects.Effect;
import org.knooppunt.effects.EffectText;
import org.knooppunt.effects.Effects;
import org.knooppunt.effects.FigureText;
import org.knooppunt.engine.evaluation.DataFault;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.Panel;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.Forms;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * From question to result in steps: what was done, which figure, compared with what, how. Each step is kept, so one can go
 * back, or on another day.
 */
@Controller
@RequestMapping("/effects")
@PreAuthorize(EffectPages.WRITER)
class EffectSteps {
    private static final List<String> STEPS = List.of("done", "figure", "places", "method", "result");

    private final Effects effects;
    private final Indicators indicators;
    private final MessageSource messages;

    EffectSteps(Effects effects, Indicators indicators, MessageSource messages) {
        this.indicators = indicators;
        this.effects = effects;
        this.messages = messages;
    }

    private void steps(Model model, int at, Locale locale) {
        model.addAttribute(
                "steps",
                STEPS.stream()
                        .map(step -> messages.getMessage("effect.step." + step, null, locale))
                        .toList());
        model.addAttribute("step", at);
    }

    // ---- what was done

    @GetMapping("/new")
    String blank(Model model, Locale locale) {
        return done(EffectForm.BLANK, null, model, locale);
    }

    private String done(EffectForm form, @Nullable Effect editing, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("editing", editing);
        steps(model, 1, locale);
        return "effects/done";
    }

    @PostMapping("/new")
    String begin(
            @ModelAttribute("form") EffectForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        EffectText text = form.read(new FormReader(errors, locale));
        if (errors.hasErrors()) {
            return done(form, null, model, locale);
        }
        return "redirect:/effects/" + effects.begin(text, person) + "/figure";
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Effect effect = effects.get(id, person);
        return done(EffectForm.of(effect), effect, model, locale);
    }

    @PostMapping("/{id}/edit")
    String change(
            @PathVariable long id,
            @ModelAttribute("form") EffectForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Effect effect = effects.get(id, person);
        EffectText text = form.read(new FormReader(errors, locale));
        if (!errors.hasErrors()
                && effects.change(id, text, org.knooppunt.web.FormText.version(form.version()), person) != Saved.DONE) {
            errors.reject("flash.changedMeanwhile");
        }
        return errors.hasErrors()
                ? done(form, effect, model, locale)
                : "redirect:/effects/" + id + (effect.fileName() == null ? "/figure" : "/method");
    }

    // ---- which figure

    @GetMapping("/{id}/figure")
    String figure(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Effect effect = effects.get(id, person);
        DataTable table = effects.table(id, person).orElse(null);
        return figure(
                effect, table, table == null ? null : FigureForm.of(effect.figure(), table.columns()), model, locale);
    }

    private String figure(
            Effect effect, @Nullable DataTable table, @Nullable FigureForm form, Model model, Locale locale) {
        model.addAttribute("one", effect);
        model.addAttribute("table", table);
        model.addAttribute(
                "indicators",
                indicators.all().stream()
                        .map(each -> new Choice(each.code(), each.name(locale)))
                        .toList());
        if (table != null && form != null) {
            Forms.show(model, form);
            model.addAttribute(
                    "columns",
                    table.columns().stream()
                            .filter(column -> !column.isEmpty())
                            .map(column -> new Choice(column, column))
                            .toList());
            model.addAttribute("rows", table.rows().stream().limit(3).toList());
        }
        steps(model, 2, locale);
        return "effects/figure";
    }

    @PostMapping("/{id}/file")
    String bring(
            @PathVariable long id,
            @RequestParam MultipartFile file,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash)
            throws IOException {
        if (file.isEmpty() || file.getSize() > Effects.LARGEST) {
            flash.addFlashAttribute("problem", file.isEmpty() ? "effect.error.nofile" : "effect.error.large");
            return "redirect:/effects/" + id + "/figure";
        }
        String given = file.getOriginalFilename();
        String name = given == null || given.isBlank()
                ? "data.csv"
                : given.replaceAll("^.*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        DataFault fault = effects.bring(
                        id, name.length() > 100 ? name.substring(name.length() - 100) : name, file.getBytes(), person)
                .orElse(null);
        if (fault == null) {
            return "redirect:/effects/" + id + "/figure";
        }
        model.addAttribute("faults", List.of(fault));
        return figure(id, person, model, locale);
    }

    @PostMapping("/{id}/indicator")
    String take(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String indicator,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        if (indicators.indicator(indicator).isEmpty() || !effects.take(id, indicator, locale, person)) {
            flash.addFlashAttribute("problem", "effect.error.indicator");
            return "redirect:/effects/" + id + "/figure";
        }
        return "redirect:/effects/" + id + "/places";
    }

    @PostMapping("/{id}/figure")
    String name(
            @PathVariable long id,
            @ModelAttribute("form") FigureForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Effect effect = effects.get(id, person);
        DataTable table = effects.table(id, person).orElse(null);
        if (table == null) {
            return "redirect:/effects/" + id + "/figure";
        }
        FigureText figure = form.read(new FormReader(errors, locale), table.columns());
        if (!errors.hasErrors()) {
            List<DataFault> faults = effects.name(id, figure, person);
            if (faults.isEmpty()) {
                return "redirect:/effects/" + id + "/places";
            }
            model.addAttribute("faults", faults);
        }
        return figure(effect, table, form, model, locale);
    }

    // ---- compared with what

    @GetMapping("/{id}/places")
    String places(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Effect effect = effects.get(id, person);
        Panel panel = effects.panel(id, person).orElse(null);
        if (panel == null) {
            return "redirect:/effects/" + id + "/figure";
        }
        Effect.Choice kept = effect.choice();
        ChoiceForm form = kept == null
                ? proposal(effect, panel)
                : new ChoiceForm(
                        kept.treated(), Integer.toString(kept.from()), Integer.toString(kept.to()), kept.compared());
        return places(effect, panel, form, model, locale);
    }

    /** The place by its name, all years in which it has a value, and every place that is complete in them. */
    private static ChoiceForm proposal(Effect effect, Panel panel) {
        String treated = panel.units().stream()
                .filter(unit -> unit.equalsIgnoreCase(effect.text().place()))
                .findFirst()
                .orElse(panel.units().getFirst());
        int row = panel.units().indexOf(treated);
        List<Integer> known = panel.periods().stream()
                .filter(period -> !Double.isNaN(panel.value(row, panel.periods().indexOf(period))))
                .toList();
        int from = known.isEmpty() ? panel.periods().getFirst() : known.getFirst();
        int to = known.isEmpty() ? panel.periods().getLast() : known.getLast();
        List<String> compared = Effects.complete(panel, from, to).stream()
                .filter(unit -> !unit.equals(treated))
                .limit(Effects.MOST_UNITS)
                .toList();
        return new ChoiceForm(treated, Integer.toString(from), Integer.toString(to), compared);
    }

    private String places(Effect effect, Panel panel, ChoiceForm form, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("one", effect);
        model.addAttribute(
                "treatedChoices",
                panel.units().stream().map(unit -> new Choice(unit, unit)).toList());
        model.addAttribute("units", panel.units());
        model.addAttribute("first", panel.periods().getFirst());
        model.addAttribute("last", panel.periods().getLast());
        int from = form.from().matches("\\d{4}")
                ? Integer.parseInt(form.from())
                : panel.periods().getFirst();
        int to = form.to().matches("\\d{4}")
                ? Integer.parseInt(form.to())
                : panel.periods().getLast();
        model.addAttribute("complete", Effects.complete(panel, from, to));
        steps(model, 3, locale);
        return "effects/places";
    }

    @PostMapping("/{id}/places")
    String choose(
            @PathVariable long id,
            @ModelAttribute("form") ChoiceForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Effect effect = effects.get(id, person);
        Panel panel = effects.panel(id, person).orElse(null);
        if (panel == null) {
            return "redirect:/effects/" + id + "/figure";
        }
        FormReader reader = new FormReader(errors, locale);
        int from = EffectForm.year(reader, "from", form.from());
        int to = EffectForm.year(reader, "to", form.to());
        if (!errors.hasErrors()
                && effects.choose(id, new Effect.Choice(form.treated(), from, to, form.compared()), person)
                        instanceof Effects.Wrong wrong) {
            errors.rejectValue(wrong.field(), wrong.message(), wrong.arguments().toArray(), null);
        }
        return errors.hasErrors() ? places(effect, panel, form, model, locale) : "redirect:/effects/" + id + "/method";
    }

    // ---- how

    @GetMapping("/{id}/method")
    String method(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Effect effect = effects.get(id, person);
        Effect.Run run = effect.run();
        Effect.Choice choice = effect.choice();
        Approach proposed = run != null
                ? run.approach()
                : choice == null
                        ? Approach.ASSERTED
                        : choice.compared().size() >= 2 ? Approach.SYNTHETIC_CONTROL : Approach.SERIES;
        return method(effect, MethodForm.of(proposed.code(), effect.predictors()), person, model, locale);
    }

    private String method(Effect effect, MethodForm form, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        Effect.Choice choice = effect.choice();
        model.addAttribute("one", effect);
        model.addAttribute(
                "approaches",
                choice == null ? Stream.of(Approach.ASSERTED).toList() : Arrays.asList(Approach.values()));
        if (choice != null && choice.compared().size() >= 2) {
            List<Choice> predictors = new ArrayList<>();
            effects.predictorChoices(effect.id(), locale, person)
                    .forEach((variable, words) -> predictors.add(new Choice(variable, words)));
            model.addAttribute("predictors", predictors);
        }
        steps(model, 4, locale);
        return "effects/method";
    }

    /**
     * @param more asks for more lines instead of an answer
     * @param remove number of a line to be taken away instead
     */
    @PostMapping("/{id}/method")
    String work(
            @PathVariable long id,
            @ModelAttribute("form") MethodForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String more,
            @RequestParam(defaultValue = "") String remove,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        if (!more.isEmpty() || !remove.isEmpty()) {
            MethodForm changed = remove.matches("\\d{1,2}") ? form.without(Integer.parseInt(remove)) : form;
            model.addAttribute("unfolded", true);
            return method(effects.get(id, person), changed, person, model, locale);
        }
        Approach approach = Coded.find(Approach.class, form.approach()).orElse(null);
        List<ChosenPredictor> chosen = form.read(new FormReader(errors, locale));
        if (approach == null) {
            errors.rejectValue("approach", "form.required");
        } else if (!errors.hasErrors()) {
            effects.work(id, approach, chosen, locale, person)
                    .problems()
                    .forEach(wrong -> errors.rejectValue(
                            wrong.field(), wrong.message(), wrong.arguments().toArray(), null));
        }
        return errors.hasErrors()
                ? method(effects.get(id, person), form, person, model, locale)
                : Forms.done("effect.worked", "/effects/" + id, flash);
    }
}
