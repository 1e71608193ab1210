package org.knooppunt.strategy.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.FrameworkDraft;
import org.knooppunt.strategy.FrameworkFile;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalDraft;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.Tree;
import org.knooppunt.strategy.Words;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
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

/** Writing the draft of a framework: goal by goal, or a whole file at once. */
@Controller
@RequestMapping("/strategy")
@PreAuthorize(StrategyPages.WRITERS)
class GoalForms {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_WORDS = 6_000;
    private static final int MOST_FAULTS = 200;

    private final Goals goals;

    GoalForms(Goals goals) {
        this.goals = goals;
    }

    /** What is asked of a goal. */
    public record GoalForm(
            @Nullable String code,
            @Nullable String level,
            @Nullable List<String> parents,
            @Nullable String titleNl,
            @Nullable String titleEn,
            @Nullable String titleFr,
            @Nullable String wordsNl,
            @Nullable String wordsEn,
            @Nullable String wordsFr,
            @Nullable Boolean priority,
            @Nullable Boolean unnamed,
            @Nullable String source,
            @Nullable String edits) {
        public boolean hangsUnder(String goal) {
            return parents != null && parents.contains(goal);
        }
    }

    private Tree draft(String code, Person person) {
        Integer number = goals.framework(code, person).draft();
        if (number == null) {
            throw new Missing("draft of framework " + code);
        }
        return goals.tree(code, number, person);
    }

    @GetMapping("/{code}/goals/new")
    String blank(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String under,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        if (goals.framework(code, person).draft() == null) {
            return "redirect:/strategy/" + code;
        }
        Tree draft = draft(code, person);
        String level = draft.find(under)
                .flatMap(above -> draft.levels().stream()
                        .filter(each -> each.parents().contains(above.level()))
                        .findFirst())
                .map(each -> each.code())
                .orElse("");
        return form(
                new GoalForm(
                        "",
                        level,
                        under.isBlank() ? List.of() : List.of(under),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        false,
                        false,
                        "",
                        Integer.toString(draft.edits())),
                null,
                draft,
                model,
                locale);
    }

    @GetMapping("/{code}/goals/{goal}/edit")
    String edit(
            @PathVariable String code,
            @PathVariable String goal,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        if (goals.framework(code, person).draft() == null) {
            return "redirect:/strategy/" + code;
        }
        Tree draft = draft(code, person);
        Goal one = draft.find(goal).orElseThrow(() -> new Missing("goal " + goal));
        return form(
                new GoalForm(
                        one.code(),
                        one.level(),
                        draft.above(one).stream().map(Goal::code).toList(),
                        one.title().nl(),
                        one.title().en(),
                        one.title().fr(),
                        one.words().nl(),
                        one.words().en(),
                        one.words().fr(),
                        one.ownPriority(),
                        !one.named(),
                        one.source(),
                        Integer.toString(draft.edits())),
                one,
                draft,
                model,
                locale);
    }

    private static String form(GoalForm form, @Nullable Goal one, Tree draft, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("one", one);
        model.addAttribute("draft", draft);
        model.addAttribute("locale", locale);
        model.addAttribute(
                "levels",
                draft.levels().stream()
                        .map(level -> new Choice(level.code(), level.name().in(locale)))
                        .toList());
        return "strategy/edit";
    }

    @PostMapping("/{code}/goals/new")
    String add(
            @PathVariable String code,
            @ModelAttribute("form") GoalForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        return save(code, null, form, errors, person, model, locale, flash);
    }

    @PostMapping("/{code}/goals/{goal}/edit")
    String change(
            @PathVariable String code,
            @PathVariable String goal,
            @ModelAttribute("form") GoalForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        return save(code, goal, form, errors, person, model, locale, flash);
    }

    private String save(
            String code,
            @Nullable String was,
            GoalForm form,
            BindingResult errors,
            Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Tree draft = draft(code, person);
        Goal one = was == null ? null : draft.find(was).orElseThrow(() -> new Missing("goal " + was));
        GoalDraft goal = read(form, one, draft, new FormReader(errors, locale));
        if (!errors.hasErrors()) {
            Optional<Goals.Refusal> refusal =
                    goals.save(code, was, goal, FormText.version(FormText.orEmpty(form.edits())), person);
            if (refusal.isEmpty()) {
                return Forms.done("strategy.goal.saved", "/strategy/" + code + "?version=" + draft.version(), flash);
            }
            switch (refusal.get()) {
                case CODE_TAKEN -> errors.rejectValue("code", "strategy.error.code.taken");
                case WRONG_PARENT -> errors.rejectValue("parents", "strategy.error.parent");
                case CIRCLE -> errors.rejectValue("parents", "strategy.error.circle");
                case CHANGED_MEANWHILE -> model.addAttribute("problem", "flash.changedMeanwhile");
            }
        }
        return form(form, one, draft, model, locale);
    }

    private static GoalDraft read(GoalForm form, @Nullable Goal one, Tree draft, FormReader reader) {
        String code = one != null ? one.code() : reader.required("code", FormText.orEmpty(form.code()), 40);
        if (one == null && !code.isEmpty() && !code.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}")) {
            reader.errors().rejectValue("code", "strategy.error.code", new Object[] {code}, null);
        }
        // "new" is the address of the form itself
        if (code.equals("new")) {
            reader.errors().rejectValue("code", "strategy.error.code.taken");
        }
        String level = FormText.orEmpty(form.level());
        if (draft.level(level).isEmpty()) {
            reader.errors().rejectValue("level", "form.required");
        }
        return new GoalDraft(
                code,
                level,
                form.parents() == null ? List.of() : form.parents(),
                new Words(
                        reader.required("titleNl", FormText.orEmpty(form.titleNl()), LONGEST_TITLE),
                        reader.text("titleEn", FormText.orEmpty(form.titleEn()), LONGEST_TITLE),
                        reader.text("titleFr", FormText.orEmpty(form.titleFr()), LONGEST_TITLE)),
                new Words(
                        reader.text("wordsNl", FormText.orEmpty(form.wordsNl()), LONGEST_WORDS),
                        reader.text("wordsEn", FormText.orEmpty(form.wordsEn()), LONGEST_WORDS),
                        reader.text("wordsFr", FormText.orEmpty(form.wordsFr()), LONGEST_WORDS)),
                Boolean.TRUE.equals(form.priority()),
                !Boolean.TRUE.equals(form.unnamed()),
                reader.text("source", FormText.orEmpty(form.source()), LONGEST_TITLE));
    }

    @PostMapping("/{code}/goals/{goal}/remove")
    String remove(
            @PathVariable String code,
            @PathVariable String goal,
            @RequestParam(defaultValue = "") String edits,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Tree draft = draft(code, person);
        if (goals.remove(code, goal, FormText.version(edits), person) == Saved.CHANGED_MEANWHILE) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:/strategy/" + code + "?version=" + draft.version();
        }
        return Forms.done("strategy.goal.removed", "/strategy/" + code + "?version=" + draft.version(), flash);
    }

    // ---- a whole file

    /** What is asked beside a file. */
    public record FileForm(
            @Nullable String code,
            @Nullable String nameNl,
            @Nullable String nameEn,
            @Nullable String nameFr,
            @Nullable String source,
            @Nullable Boolean priorityRises) {}

    @GetMapping("/import")
    String importing(
            @RequestParam(defaultValue = "") String code,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        return importing(new FileForm(code, "", "", "", "", false), person, model, locale);
    }

    private String importing(FileForm form, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("frameworks", goals.frameworks(person));
        model.addAttribute("columns", FrameworkFile.COLUMNS);
        model.addAttribute("locale", locale);
        return "strategy/import";
    }

    @PostMapping("/import")
    String take(
            @ModelAttribute("form") FileForm form,
            BindingResult errors,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash)
            throws IOException {
        FormReader reader = new FormReader(errors, locale);
        String code = reader.required("code", FormText.orEmpty(form.code()), 40);
        boolean known = goals.frameworks(person).stream()
                .anyMatch(framework -> framework.code().equals(code));
        if (!known && !code.isEmpty() && !goals.isFree(code)) {
            errors.rejectValue("code", "strategy.error.framework.code", new Object[] {code}, null);
        }
        String name = FormText.orEmpty(form.nameNl());
        Goals.Facts facts = new Goals.Facts(
                code,
                new Words(
                        known
                                ? reader.text("nameNl", name, LONGEST_TITLE)
                                : reader.required("nameNl", name, LONGEST_TITLE),
                        reader.text("nameEn", FormText.orEmpty(form.nameEn()), LONGEST_TITLE),
                        reader.text("nameFr", FormText.orEmpty(form.nameFr()), LONGEST_TITLE)),
                reader.text("source", FormText.orEmpty(form.source()), LONGEST_TITLE),
                Boolean.TRUE.equals(form.priorityRises()));
        FrameworkDraft draft = null;
        if (file == null || file.isEmpty()) {
            errors.reject("strategy.error.file");
        } else {
            FrameworkFile.Read read = FrameworkFile.read(file.getBytes());
            draft = read.draft();
            if (draft == null) {
                model.addAttribute("faultCount", read.faults().size());
                model.addAttribute(
                        "faults",
                        read.faults()
                                .subList(0, Math.min(MOST_FAULTS, read.faults().size())));
            }
        }
        if (errors.hasErrors() || draft == null) {
            return importing(form, person, model, locale);
        }
        int version = goals.replaceDraft(facts, draft, person);
        return Forms.done("strategy.imported", "/strategy/" + code + "?version=" + version, flash);
    }
}
