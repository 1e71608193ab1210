package org.knooppunt.challenges.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.challenges.Challenge;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.challenges.Judging;
import org.knooppunt.challenges.Outcome;
import org.knooppunt.challenges.Solution;
import org.knooppunt.challenges.Solutions;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A solution: reading, sending, changing, taking back, and voting for it. */
@Controller
@RequestMapping("/challenges/{id:\\d+}")
class SolutionPages {
    private final Challenges challenges;
    private final Solutions solutions;
    private final Judging judging;
    private final BusinessCases cases;
    private final MessageSource messages;

    SolutionPages(
            Challenges challenges, Solutions solutions, Judging judging, BusinessCases cases, MessageSource messages) {
        this.challenges = challenges;
        this.solutions = solutions;
        this.judging = judging;
        this.cases = cases;
        this.messages = messages;
    }

    @GetMapping("/solutions/{solution:\\d+}")
    String one(
            @PathVariable long id,
            @PathVariable long solution,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        Challenge challenge = challenges.get(id, person);
        Solution found = solutions.get(id, solution, person);
        Long planted = found.businessCase();
        model.addAttribute("one", challenge);
        model.addAttribute("solution", found);
        model.addAttribute("open", challenge.state() == State.OPEN);
        model.addAttribute("mayPlant", BusinessCases.maySeeAll(person));
        model.addAttribute(
                "seesCase", planted != null && cases.find(planted, person).isPresent());
        boolean scores = challenge.juror() && challenge.state() == State.JUDGING && !found.own();
        model.addAttribute("mayScore", scores);
        model.addAttribute(
                "sheet", person != null && scores ? judging.sheets(id, person).get(solution) : null);
        model.addAttribute(
                "mayVote",
                person != null && challenge.voting() && !found.own() && found.readers() == Solution.Readers.EVERYBODY);
        model.addAttribute(
                "voted", person == null ? null : judging.voted(id, person).orElse(null));
        return "challenges/solution";
    }

    // ---- send and change

    /** What is asked of a solution. */
    public record SolutionForm(String title, String words, String team, String talent, String readers, String version) {
        public SolutionForm {
            title = FormText.orEmpty(title);
            words = FormText.orEmpty(words);
            team = FormText.orEmpty(team);
            talent = FormText.orEmpty(talent);
            readers = FormText.orEmpty(readers);
            version = FormText.orEmpty(version);
        }
    }

    private String form(
            SolutionForm form, Challenge challenge, @Nullable Solution changed, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("one", challenge);
        model.addAttribute("changed", changed);
        model.addAttribute(
                "readersOf",
                Arrays.stream(Solution.Readers.values())
                        .map(each -> new Choice(
                                each.code(), messages.getMessage("solution.readers." + each.code(), null, locale)))
                        .toList());
        return "challenges/solution-form";
    }

    @GetMapping("/solutions/new")
    @PreAuthorize("isAuthenticated()")
    String blank(
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Challenge challenge = challenges.get(id, person);
        List<Solution> own =
                solutions.of(id, person).stream().filter(Solution::own).toList();
        if (challenge.state() != State.OPEN || own.size() >= Solution.MOST) {
            flash.addFlashAttribute(
                    "problem",
                    challenge.state() == State.OPEN ? "challenge.refused.too_many" : "challenge.refused.not_now");
            return "redirect:" + challenge.path();
        }
        return form(new SolutionForm("", "", "", "", "everybody", "0"), challenge, null, model, locale);
    }

    @PostMapping("/solutions/new")
    @PreAuthorize("isAuthenticated()")
    String send(
            @PathVariable long id,
            @ModelAttribute("form") SolutionForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Challenge challenge = challenges.get(id, person);
        Solution.Draft draft = read(form, errors, locale);
        if (draft == null) {
            return form(form, challenge, null, model, locale);
        }
        Outcome outcome = solutions.send(id, draft, person);
        if (outcome instanceof Outcome.Refused refused) {
            model.addAttribute("problem", refused.key());
            return form(form, challenge, null, model, locale);
        }
        return Forms.done("solution.sent", challenge.path(), flash);
    }

    private static Solution.@Nullable Draft read(SolutionForm form, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", form.title(), ChallengePages.LONGEST_LINE);
        String words = reader.required("words", form.words(), ChallengePages.LONGEST_TEXT);
        String team = reader.text("team", form.team(), ChallengePages.LONGEST_LINE);
        String talent = reader.text("talent", form.talent(), ChallengePages.LONGEST_LINE);
        Solution.Readers readers =
                Coded.find(Solution.Readers.class, form.readers()).orElse(null);
        if (readers == null) {
            errors.rejectValue("readers", "form.required");
        }
        return errors.hasErrors() || readers == null ? null : new Solution.Draft(title, words, team, talent, readers);
    }

    @GetMapping("/solutions/{solution:\\d+}/edit")
    @PreAuthorize("isAuthenticated()")
    String edit(
            @PathVariable long id,
            @PathVariable long solution,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Challenge challenge = challenges.get(id, person);
        Solution found = solutions.get(id, solution, person);
        if (!found.own() || challenge.state() != State.OPEN) {
            return "redirect:" + found.path();
        }
        return form(
                new SolutionForm(
                        found.title(),
                        found.words(),
                        found.team(),
                        found.talent(),
                        found.readers().code(),
                        Integer.toString(found.version())),
                challenge,
                found,
                model,
                locale);
    }

    @PostMapping("/solutions/{solution:\\d+}/edit")
    @PreAuthorize("isAuthenticated()")
    String change(
            @PathVariable long id,
            @PathVariable long solution,
            @ModelAttribute("form") SolutionForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Challenge challenge = challenges.get(id, person);
        Solution found = solutions.get(id, solution, person);
        Solution.Draft draft = read(form, errors, locale);
        if (draft == null) {
            return form(form, challenge, found, model, locale);
        }
        Outcome outcome = solutions.change(id, solution, draft, FormText.version(form.version()), person);
        if (outcome instanceof Outcome.Refused refused) {
            model.addAttribute("problem", refused.key());
            return form(form, challenge, found, model, locale);
        }
        return Forms.done("flash.saved", found.path(), flash);
    }

    @PostMapping("/solutions/{solution:\\d+}/remove")
    @PreAuthorize("isAuthenticated()")
    String takeBack(
            @PathVariable long id,
            @PathVariable long solution,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Outcome outcome = solutions.takeBack(id, solution, person);
        return ChallengePages.done(outcome, "solution.takenBack", "/challenges/" + id, flash);
    }

    // ---- the public

    @PostMapping("/solutions/{solution:\\d+}/vote")
    @PreAuthorize("isAuthenticated()")
    String vote(
            @PathVariable long id,
            @PathVariable long solution,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Outcome outcome = judging.vote(id, solution, person);
        return ChallengePages.done(outcome, "solution.voted", "/challenges/" + id, flash);
    }
}
