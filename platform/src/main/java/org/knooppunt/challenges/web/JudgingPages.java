package org.knooppunt.challenges.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.challenges.Challenge;
import org.knooppunt.challenges.Challenge.Criterion;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.challenges.Judging;
import org.knooppunt.challenges.Judging.Result;
import org.knooppunt.challenges.JuryScore;
import org.knooppunt.challenges.Outcome;
import org.knooppunt.challenges.Sheet;
import org.knooppunt.challenges.Solution;
import org.knooppunt.challenges.Solutions;
import org.knooppunt.identity.Person;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
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

/** The jury and its scores, results side by side, the decision, and winners that become cases. */
@Controller
@RequestMapping("/challenges/{id:\\d+}")
class JudgingPages {
    private static final String JUROR = "hasRole('JUROR')";
    private static final int LONGEST_REMARK = 2000;

    private final Challenges challenges;
    private final Solutions solutions;
    private final Judging judging;

    JudgingPages(Challenges challenges, Solutions solutions, Judging judging) {
        this.challenges = challenges;
        this.solutions = solutions;
        this.judging = judging;
    }

    // ---- who judges

    @GetMapping("/jury")
    @PreAuthorize(ChallengePages.RUNS)
    String jury(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Challenge one = challenges.get(id, person);
        if (one.state() == State.DECIDED || one.state() == State.WITHDRAWN) {
            return "redirect:" + one.path();
        }
        model.addAttribute("one", one);
        model.addAttribute("jurors", judging.jurors(id, person));
        return "challenges/jury";
    }

    @PostMapping("/jury")
    @PreAuthorize(ChallengePages.RUNS)
    String choose(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable List<Long> jurors,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Outcome outcome = judging.setJurors(id, jurors == null ? List.of() : jurors, person);
        return ChallengePages.done(outcome, "challenge.jury.saved", "/challenges/" + id, flash);
    }

    // ---- a juror scores

    private Challenge judged(long id, Person person) {
        Challenge one = challenges.get(id, person);
        if (!one.juror()) {
            throw new Missing("challenge " + id + " for this juror");
        }
        return one;
    }

    @GetMapping("/score")
    @PreAuthorize(JUROR)
    String toScore(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Challenge one = judged(id, person);
        model.addAttribute("one", one);
        model.addAttribute(
                "solutions",
                solutions.of(id, person).stream().filter(each -> !each.own()).toList());
        model.addAttribute("sheets", judging.sheets(id, person));
        model.addAttribute("open", one.state() == State.JUDGING);
        return "challenges/score";
    }

    @GetMapping("/solutions/{solution:\\d+}/score")
    @PreAuthorize(JUROR)
    String sheet(
            @PathVariable long id, @PathVariable long solution, @AuthenticationPrincipal Person person, Model model) {
        Challenge one = judged(id, person);
        Sheet sheet = judging.sheets(id, person).get(solution);
        Map<Integer, String> typed = new LinkedHashMap<>();
        for (int i = 0; i < one.criteria().size(); i++) {
            typed.put(i, sheet == null ? "" : Integer.toString(sheet.scores().get(i)));
        }
        return sheet(one, solution, typed, sheet == null ? "" : sheet.remark(), List.of(), false, person, model);
    }

    /** @param wrong the criteria without a score, from 0 */
    private String sheet(
            Challenge one,
            long solution,
            Map<Integer, String> typed,
            String remark,
            List<Integer> wrong,
            boolean tooLong,
            Person person,
            Model model) {
        Solution found = solutions.get(one.id(), solution, person);
        if (found.own() || one.state() != State.JUDGING) {
            return "redirect:" + found.path();
        }
        model.addAttribute("one", one);
        model.addAttribute("solution", found);
        model.addAttribute("typed", typed);
        model.addAttribute("remark", remark);
        model.addAttribute("wrong", wrong);
        model.addAttribute("tooLong", tooLong);
        model.addAttribute("longest", LONGEST_REMARK);
        return "challenges/sheet";
    }

    @PostMapping("/solutions/{solution:\\d+}/score")
    @PreAuthorize(JUROR)
    String score(
            @PathVariable long id,
            @PathVariable long solution,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Person person,
            Model model,
            RedirectAttributes flash) {
        Challenge one = judged(id, person);
        Map<Integer, String> typed = new LinkedHashMap<>();
        List<Integer> scores = new ArrayList<>();
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < one.criteria().size(); i++) {
            String score = FormText.stripped(fields.get("score-" + (i + 1)));
            typed.put(i, score);
            if (score.matches("[" + Sheet.LOWEST + "-" + Sheet.HIGHEST + "]")) {
                scores.add(Integer.valueOf(score));
            } else {
                wrong.add(i);
            }
        }
        String remark = FormText.orEmpty(fields.get("remark"));
        boolean tooLong = !FormText.fits(remark, LONGEST_REMARK);
        if (!wrong.isEmpty() || tooLong) {
            return sheet(one, solution, typed, remark, wrong, tooLong, person, model);
        }
        Outcome outcome = judging.score(id, solution, scores, remark, person);
        return ChallengePages.done(outcome, "challenge.scored", one.path() + "/score", flash);
    }

    // ---- results and decision

    /** What is decided: ids of the winners, which may be none, and why. */
    public record DecisionForm(List<String> winners, String reasons, String version) {
        public DecisionForm {
            winners = winners == null ? List.of() : List.copyOf(winners);
            reasons = FormText.orEmpty(reasons);
            version = FormText.orEmpty(version);
        }
    }

    @GetMapping("/decide")
    @PreAuthorize(ChallengePages.RUNS)
    String results(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Challenge one = challenges.get(id, person);
        return results(new DecisionForm(List.of(), "", Integer.toString(one.version())), one, person, model);
    }

    private String results(DecisionForm form, Challenge one, Person person, Model model) {
        if (one.state() != State.JUDGING && one.state() != State.DECIDED) {
            return "redirect:" + one.path();
        }
        Forms.show(model, form);
        model.addAttribute("one", one);
        model.addAttribute("results", judging.results(one.id(), person));
        model.addAttribute(
                "jury",
                judging.jurors(one.id(), person).stream()
                        .filter(Judging.Juror::chosen)
                        .toList());
        return "challenges/decide";
    }

    @PostMapping("/decide")
    @PreAuthorize(ChallengePages.RUNS)
    String decide(
            @PathVariable long id,
            @ModelAttribute("form") DecisionForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Challenge one = challenges.get(id, person);
        String reasons =
                new FormReader(errors, locale).required("reasons", form.reasons(), ChallengePages.LONGEST_TEXT);
        Set<String> there = judging.results(id, person).stream()
                .map(result -> Long.toString(result.solution().id()))
                .collect(Collectors.toSet());
        if (!there.containsAll(form.winners())) {
            errors.rejectValue("winners", "challenge.error.winners");
        }
        if (errors.hasErrors()) {
            return results(form, one, person, model);
        }
        Set<Long> winners = form.winners().stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
        Outcome outcome = judging.decide(id, winners, reasons, FormText.version(form.version()), person);
        if (outcome instanceof Outcome.Refused refused) {
            model.addAttribute("problem", refused.key());
            return results(form, one, person, model);
        }
        return Forms.done("challenge.decided", one.path(), flash);
    }

    @GetMapping("/decide/export")
    @PreAuthorize(ChallengePages.RUNS)
    void export(
            @PathVariable long id,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        Challenge one = challenges.get(id, person);
        List<String> columns = new ArrayList<>(
                List.of("rank", "tied", "solution", "team", "jury_total", "jurors", "public_votes", "won"));
        one.criteria().stream().map(Criterion::name).forEach(columns::add);
        List<Result> results = judging.results(id, person);
        TableFile.write(
                "challenge-" + id,
                format,
                columns,
                response,
                sheet -> results.forEach(result -> {
                    JuryScore score = result.score();
                    Integer votes = result.solution().votes();
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(score == null ? null : (double) score.rank());
                    row.add(score != null && score.tied() ? "yes" : "no");
                    row.add(result.solution().title());
                    row.add(result.solution().team());
                    row.add(score == null ? null : score.total());
                    row.add((double) result.sheets().size());
                    row.add(votes == null ? null : (double) votes);
                    row.add(result.solution().won() ? "yes" : "no");
                    for (int i = 0; i < one.criteria().size(); i++) {
                        row.add(score == null ? null : score.means().get(i));
                    }
                    sheet.row(row);
                }));
    }

    @PostMapping("/solutions/{solution:\\d+}/case")
    @PreAuthorize("hasRole('COORDINATOR')")
    String plant(
            @PathVariable long id,
            @PathVariable long solution,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Outcome outcome = judging.plant(id, solution, person);
        return ChallengePages.done(outcome, "challenge.planted", "/challenges/" + id, flash);
    }
}
