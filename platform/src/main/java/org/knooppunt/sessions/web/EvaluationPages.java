package org.knooppunt.sessions.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Evaluations;
import org.knooppunt.sessions.Evaluations.Question;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.sessions.internal.SessionLetters;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people are asked after a session, their answers, and what came out. */
@Controller
@RequestMapping("/sessions")
class EvaluationPages {
    private static final int LONGEST_QUESTION = 200;
    private static final int LONGEST_ANSWER = 2000;
    /** Questions that fit any session; their words are messages. */
    private static final List<String> USUAL = List.of("scale.worth", "scale.run", "yes_no.again", "open.next");

    private final Evaluations evaluations;
    private final HubSessions sessions;
    private final MessageSource messages;

    EvaluationPages(Evaluations evaluations, HubSessions sessions, MessageSource messages) {
        this.evaluations = evaluations;
        this.sessions = sessions;
        this.messages = messages;
    }

    // ---- questions and results

    @GetMapping("/{id}/evaluation")
    @PreAuthorize(SessionPages.COORDINATOR)
    String evaluation(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        List<Evaluations.Result> results = evaluations.results(id, person);
        model.addAttribute("one", sessions.get(id, person));
        model.addAttribute("results", results);
        model.addAttribute("scales", scales(results));
        model.addAttribute("sheets", evaluations.sheets(id, person));
        model.addAttribute("fewest", Evaluations.FEWEST);
        model.addAttribute("kinds", Question.Kind.values());
        return "sessions/evaluation";
    }

    private static List<Evaluations.Result> scales(List<Evaluations.Result> results) {
        return results.stream()
                .filter(each -> each.isShown() && each.question().kind() == Question.Kind.SCALE)
                .toList();
    }

    /** The means of the scales, for the picture. */
    @GetMapping(path = "/{id}/evaluation.json", produces = "application/json")
    @ResponseBody
    @PreAuthorize(SessionPages.COORDINATOR)
    Map<String, Object> picture(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale) {
        List<Evaluations.Result> scales = scales(evaluations.results(id, person));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", "bar");
        data.put("unit", messages.getMessage("session.evaluation.unit", new Object[] {Evaluations.BEST}, locale));
        data.put("x", scales.stream().map(each -> each.question().words()).toList());
        data.put(
                "series",
                List.of(Map.of(
                        "name",
                        messages.getMessage("session.evaluation.mean", new Object[0], locale),
                        "main",
                        true,
                        "values",
                        scales.stream()
                                .map(each -> BigDecimal.valueOf(each.mean()).setScale(1, RoundingMode.HALF_UP))
                                .toList())));
        return data;
    }

    @PostMapping("/{id}/evaluation")
    @PreAuthorize(SessionPages.COORDINATOR)
    String ask(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Question.Kind wanted = Coded.find(Question.Kind.class, kind).orElse(null);
        if (wanted == null || words.isBlank() || !FormText.fits(words, LONGEST_QUESTION)) {
            flash.addFlashAttribute("problem", "session.error.question");
            flash.addFlashAttribute("typed", words);
            return "redirect:/sessions/" + id + "/evaluation";
        }
        if (!evaluations.ask(id, wanted, words, person)) {
            flash.addFlashAttribute("problem", "session.error.questions");
        }
        return "redirect:/sessions/" + id + "/evaluation#questions";
    }

    /** The usual questions, in the language of who asks. */
    @PostMapping("/{id}/evaluation/usual")
    @PreAuthorize(SessionPages.COORDINATOR)
    String askUsual(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale) {
        for (String each : USUAL) {
            Question.Kind kind = Coded.of(Question.Kind.class, each.substring(0, each.indexOf('.')));
            evaluations.ask(id, kind, messages.getMessage("session.usual." + each, new Object[0], locale), person);
        }
        return "redirect:/sessions/" + id + "/evaluation#questions";
    }

    @PostMapping("/{id}/evaluation/{question}/remove")
    @PreAuthorize(SessionPages.COORDINATOR)
    String drop(
            @PathVariable long id,
            @PathVariable long question,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!evaluations.drop(id, question, person)) {
            flash.addFlashAttribute("problem", "session.error.answered");
        }
        return "redirect:/sessions/" + id + "/evaluation#questions";
    }

    // ---- answers

    @GetMapping("/{id}/answer")
    @PreAuthorize("isAuthenticated()")
    String sheet(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        return sheet(evaluations.sheet(id, person), "/sessions/" + id + "/answer", "", Map.of(), model);
    }

    @GetMapping("/guest/answer")
    String sheet(@RequestParam(defaultValue = "") String key, Model model) {
        return sheet(evaluations.sheet(key), "/sessions/guest/answer", key, Map.of(), model);
    }

    private static String sheet(
            Evaluations.Sheet sheet, String action, String key, Map<String, String> typed, Model model) {
        model.addAttribute("one", sheet.session());
        model.addAttribute("questions", sheet.questions());
        model.addAttribute("best", Evaluations.BEST);
        model.addAttribute("action", action);
        model.addAttribute("key", key);
        model.addAttribute("typed", typed);
        return "sessions/answer";
    }

    /** @param fields by the name of a question's field */
    @PostMapping("/{id}/answer")
    @PreAuthorize("isAuthenticated()")
    String answer(
            @PathVariable long id,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Person person,
            Model model,
            RedirectAttributes flash) {
        if (!evaluations.isAsked(sessions.get(id, person))) {
            // sent twice, or not for this person
            return "redirect:/sessions/" + id;
        }
        Evaluations.Sheet sheet = evaluations.sheet(id, person);
        List<Evaluations.Answer> answers = answers(sheet.questions(), fields);
        if (answers == null) {
            model.addAttribute("problem", "session.error.answer");
            return sheet(sheet, "/sessions/" + id + "/answer", "", fields, model);
        }
        evaluations.answer(id, answers, person);
        return Forms.done("session.answered", "/sessions/" + id, flash);
    }

    @PostMapping("/guest/answer")
    String answer(
            @RequestParam(defaultValue = "") String key,
            @RequestParam Map<String, String> fields,
            Model model,
            RedirectAttributes flash) {
        Evaluations.Sheet sheet = evaluations.sheet(key);
        List<Evaluations.Answer> answers = answers(sheet.questions(), fields);
        if (answers == null) {
            model.addAttribute("problem", "session.error.answer");
            return sheet(sheet, "/sessions/guest/answer", key, fields, model);
        }
        evaluations.answer(key, answers);
        return Forms.done("session.answered", SessionLetters.guestPath(key), flash);
    }

    /** What was filled in; nothing when that is nothing at all, or cannot be. */
    private static @Nullable List<Evaluations.Answer> answers(List<Question> questions, Map<String, String> fields) {
        List<Evaluations.Answer> answers = new ArrayList<>();
        for (Question question : questions) {
            String text = FormText.stripped(fields.get(question.field()));
            if (text.isEmpty()) {
                continue;
            }
            boolean open = question.kind() == Question.Kind.OPEN;
            if (open ? !FormText.fits(text, LONGEST_ANSWER) : !text.matches(pattern(question.kind()))) {
                return null;
            }
            answers.add(new Evaluations.Answer(
                    question.id(), open ? null : (Integer) Integer.parseInt(text), open ? text : null));
        }
        return answers.isEmpty() ? null : answers;
    }

    private static String pattern(Question.Kind kind) {
        return kind == Question.Kind.SCALE ? "[1-" + Evaluations.BEST + "]" : "[01]";
    }
}
