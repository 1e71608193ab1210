package org.knooppunt.challenges.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.challenges.Challenge;
import org.knooppunt.challenges.Challenge.Criterion;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.challenges.Judging;
import org.knooppunt.challenges.Outcome;
import org.knooppunt.challenges.Outcome.Why;
import org.knooppunt.challenges.Solution;
import org.knooppunt.challenges.Solutions;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
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

/** The list of challenges, one of them, and what those who make and run them change of it. */
@Controller
@RequestMapping("/challenges")
class ChallengePages {
    static final String RUNS = "hasAnyRole('COORDINATOR', 'POLICY_OFFICER', 'ADMINISTRATOR')";
    static final int LONGEST_LINE = 200;
    static final int LONGEST_TEXT = 4000;
    private static final String PROPOSES = "hasAnyRole('COORDINATOR', 'POLICY_OFFICER', 'ADMINISTRATOR', 'MEMBER')";
    private static final int PAGE = 25;
    private static final int LONGEST_CRITERION = 100;
    private static final int MOST_WEIGHT = 100;
    private static final int MOST_ORGANISATIONS = 1000;

    private final Challenges challenges;
    private final Solutions solutions;
    private final Judging judging;
    private final Organisations organisations;
    private final BusinessCases cases;
    private final GoalLinks goals;
    private final MessageSource messages;

    ChallengePages(
            Challenges challenges,
            Solutions solutions,
            Judging judging,
            Organisations organisations,
            BusinessCases cases,
            GoalLinks goals,
            MessageSource messages) {
        this.challenges = challenges;
        this.solutions = solutions;
        this.judging = judging;
        this.organisations = organisations;
        this.cases = cases;
        this.goals = goals;
        this.messages = messages;
    }

    /** Goes on when it was done, else back with why not. */
    static String done(Outcome outcome, String message, String next, RedirectAttributes flash) {
        if (outcome instanceof Outcome.Refused refused) {
            flash.addFlashAttribute("problem", refused.key());
            return "redirect:" + next;
        }
        return Forms.done(message, next, flash);
    }

    // ---- read

    /** What one looks for. */
    public record Query(
            @Nullable String q,
            @Nullable String state,
            @Nullable String page) {
        public boolean filtered() {
            return !FormText.orEmpty(q).isBlank() || wanted() != null;
        }

        @Nullable
        State wanted() {
            return Coded.find(State.class, FormText.orEmpty(state)).orElse(null);
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping
    String list(
            Query query,
            HttpServletRequest request,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        model.addAttribute(
                "slice", challenges.list(FormText.orEmpty(query.q()), query.wanted(), query.number(), PAGE, person));
        model.addAttribute("query", query);
        model.addAttribute("states", states(person, locale));
        model.addAttribute("mayPropose", Challenges.mayPropose(person));
        model.addAttribute("runs", Challenges.runs(person));
        model.addAttribute("exports", TableFile.addresses(request, "/challenges/export"));
        return "challenges/list";
    }

    private List<Choice> states(@Nullable Person person, Locale locale) {
        return Arrays.stream(State.values())
                .filter(state -> person != null || state != State.DRAFT && state != State.WITHDRAWN)
                .map(state ->
                        new Choice(state.code(), messages.getMessage("challenge.state." + state.code(), null, locale)))
                .toList();
    }

    @GetMapping("/export")
    void export(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletResponse response)
            throws IOException {
        List<String> columns = List.of(
                "id",
                "title",
                "state",
                "asked_by",
                "closes_on",
                "vote_until",
                "prize",
                "prize_eur",
                "solutions",
                "question");
        TableFile.write(
                "challenges",
                format,
                columns,
                response,
                sheet -> challenges.each(FormText.orEmpty(query.q()), query.wanted(), person, one -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) one.id());
                    row.add(one.title());
                    row.add(one.state().code());
                    row.add(one.asker());
                    row.add(one.closesOn());
                    row.add(one.voteUntil());
                    row.add(one.prize());
                    Long cents = one.prizeCents();
                    row.add(cents == null ? null : BigDecimal.valueOf(cents, 2).doubleValue());
                    row.add((double) one.solutions());
                    row.add(one.question());
                    sheet.row(row);
                }));
    }

    /** What this person does next; the code is part of message keys. */
    public enum Next implements Coded {
        PUBLISH,
        WAIT,
        JURY,
        RUNNING,
        SEND,
        SENT,
        SIGN_IN,
        SCORE,
        VOTE,
        SIGN_IN_TO_VOTE,
        VOTED,
        DECIDE,
        JUDGED,
        PLANT,
        OVER
    }

    @GetMapping("/{id:\\d+}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        Challenge one = challenges.get(id, person);
        boolean runs = Challenges.runs(person);
        List<Solution> read = solutions.of(id, person);
        List<Solution.Winner> winners = solutions.winners(id, person);
        Long voted = person == null ? null : judging.voted(id, person).orElse(null);
        Set<Long> scored =
                person != null && one.juror() ? judging.sheets(id, person).keySet() : Set.of();
        List<Judging.Juror> jury = person != null && runs
                ? judging.jurors(id, person).stream()
                        .filter(Judging.Juror::chosen)
                        .toList()
                : List.of();
        Set<Long> seenCases = new HashSet<>();
        winners.forEach(winner -> {
            Long planted = winner.businessCase();
            if (planted != null && cases.find(planted, person).isPresent()) {
                seenCases.add(planted);
            }
        });
        model.addAttribute("one", one);
        model.addAttribute("runs", runs);
        model.addAttribute("mayChange", challenges.mayChange(one, person));
        model.addAttribute("solutions", read);
        model.addAttribute("winners", winners);
        model.addAttribute("seenCases", seenCases);
        model.addAttribute("voted", voted);
        model.addAttribute("scored", scored);
        model.addAttribute("jury", jury);
        model.addAttribute("mayPlant", BusinessCases.maySeeAll(person));
        model.addAttribute("next", next(one, person, read, winners, voted, scored, jury));
        model.addAttribute("goals", goals.panel("challenge", Long.toString(id), person, locale));
        if (person != null && runs) {
            model.addAttribute("events", challenges.history(id, person));
        }
        return "challenges/one";
    }

    private static Next next(
            Challenge one,
            @Nullable Person person,
            List<Solution> read,
            List<Solution.Winner> winners,
            @Nullable Long voted,
            Set<Long> scored,
            List<Judging.Juror> jury) {
        boolean runs = Challenges.runs(person);
        return switch (one.state()) {
            case DRAFT -> runs ? Next.PUBLISH : Next.WAIT;
            case OPEN -> {
                if (person == null) {
                    yield Next.SIGN_IN;
                }
                if (runs) {
                    yield jury.isEmpty() ? Next.JURY : Next.RUNNING;
                }
                yield read.stream().filter(Solution::own).count() < Solution.MOST ? Next.SEND : Next.SENT;
            }
            case JUDGING -> {
                boolean toScore =
                        one.juror() && read.stream().anyMatch(each -> !each.own() && !scored.contains(each.id()));
                if (toScore) {
                    yield Next.SCORE;
                }
                boolean toVote = one.voting()
                        && read.stream().anyMatch(each -> !each.own() && each.readers() == Solution.Readers.EVERYBODY);
                if (toVote) {
                    yield person == null ? Next.SIGN_IN_TO_VOTE : voted == null ? Next.VOTE : Next.VOTED;
                }
                if (!runs || one.voting()) {
                    yield Next.JUDGED;
                }
                yield jury.isEmpty() ? Next.JURY : Next.DECIDE;
            }
            case DECIDED ->
                BusinessCases.maySeeAll(person) && winners.stream().anyMatch(each -> each.businessCase() == null)
                        ? Next.PLANT
                        : Next.OVER;
            case WITHDRAWN -> Next.OVER;
        };
    }

    // ---- make and change

    /**
     * What is asked of a challenge.
     *
     * @param criteria names, and {@code weights} beside them; a row without a name is left out
     */
    public record ChallengeForm(
            String title,
            String question,
            String background,
            String organisation,
            String prize,
            String amount,
            String closes,
            String vote,
            List<String> criteria,
            List<String> weights,
            String version) {
        public ChallengeForm {
            title = FormText.orEmpty(title);
            question = FormText.orEmpty(question);
            background = FormText.orEmpty(background);
            organisation = FormText.orEmpty(organisation);
            prize = FormText.orEmpty(prize);
            amount = FormText.orEmpty(amount);
            closes = FormText.orEmpty(closes);
            vote = FormText.orEmpty(vote);
            criteria = FormText.filled(criteria, Challenge.MOST_CRITERIA);
            weights = FormText.filled(weights, Challenge.MOST_CRITERIA);
            version = FormText.orEmpty(version);
        }
    }

    @GetMapping("/new")
    @PreAuthorize(PROPOSES)
    String blank(@AuthenticationPrincipal Person person, Model model, Locale locale) {
        List<Choice> askers = askers(person, null, locale);
        List<String> suggested = Arrays.stream(messages.getMessage("challenge.criteria.suggested", null, locale)
                        .split(";"))
                .map(String::strip)
                .toList();
        return form(
                new ChallengeForm(
                        "",
                        "",
                        "",
                        askers.isEmpty() ? "" : askers.getFirst().value(),
                        "",
                        "",
                        "",
                        "",
                        suggested,
                        suggested.stream().map(any -> "1").toList(),
                        "0"),
                null,
                person,
                model,
                locale);
    }

    /** For whom this person may ask; the hub itself, for who runs challenges, is the empty one. */
    private List<Choice> askers(Person person, @Nullable Challenge one, Locale locale) {
        List<Choice> askers = new ArrayList<>();
        boolean runs = Challenges.runs(person);
        String kept = one == null ? null : one.organisation();
        if (runs || one != null && kept == null) {
            askers.add(new Choice("", messages.getMessage("challenge.asker.hub", null, locale)));
        }
        organisations.names(MOST_ORGANISATIONS, person).forEach((key, name) -> {
            if (runs || Organisations.mayEdit(person, key) || key.equals(kept)) {
                askers.add(new Choice(key, name));
            }
        });
        if (kept != null && askers.stream().noneMatch(each -> each.value().equals(kept))) {
            askers.add(new Choice(kept, one == null || one.asker() == null ? kept : one.asker()));
        }
        return askers;
    }

    private String form(ChallengeForm form, @Nullable Challenge one, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("one", one);
        model.addAttribute("runs", Challenges.runs(person));
        model.addAttribute("askers", askers(person, one, locale));
        model.addAttribute("fixed", one != null && one.solutions() > 0);
        return "challenges/form";
    }

    @PostMapping("/new")
    @PreAuthorize(PROPOSES)
    String create(
            @ModelAttribute("form") ChallengeForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Challenge.Draft draft = read(form, null, errors, person, locale);
        if (draft == null) {
            return form(form, null, person, model, locale);
        }
        long id = challenges.create(draft, person);
        String message = Challenges.runs(person) ? "challenge.created" : "challenge.proposed";
        return Forms.done(message, "/challenges/" + id, flash);
    }

    @GetMapping("/{id:\\d+}/edit")
    @PreAuthorize(PROPOSES)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Challenge one = challenges.get(id, person);
        if (!challenges.mayChange(one, person)) {
            return "redirect:" + one.path();
        }
        Long cents = one.prizeCents();
        LocalDate vote = one.voteUntil();
        return form(
                new ChallengeForm(
                        one.title(),
                        one.question(),
                        one.background(),
                        FormText.orEmpty(one.organisation()),
                        one.prize(),
                        cents == null ? "" : euros(cents, locale),
                        one.closesOn().toString(),
                        vote == null ? "" : vote.toString(),
                        one.criteria().stream().map(Criterion::name).toList(),
                        one.criteria().stream()
                                .map(each -> Integer.toString(each.weight()))
                                .toList(),
                        Integer.toString(one.version())),
                one,
                person,
                model,
                locale);
    }

    /** As it is read back: with the decimal sign of the language. */
    private static String euros(long cents, Locale locale) {
        String plain = BigDecimal.valueOf(cents, 2).toPlainString();
        return locale.getLanguage().equals("en") ? plain : plain.replace('.', ',');
    }

    @PostMapping("/{id:\\d+}/edit")
    @PreAuthorize(PROPOSES)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") ChallengeForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Challenge one = challenges.get(id, person);
        Challenge.Draft draft = read(form, one, errors, person, locale);
        if (draft == null) {
            return form(form, one, person, model, locale);
        }
        Outcome outcome = challenges.change(id, draft, FormText.version(form.version()), person);
        if (outcome instanceof Outcome.Refused refused) {
            if (refused.why() == Why.CRITERIA_FIXED) {
                errors.rejectValue("criteria", refused.key());
            } else {
                model.addAttribute("problem", refused.key());
            }
            return form(form, one, person, model, locale);
        }
        return Forms.done("flash.saved", one.path(), flash);
    }

    private Challenge.@Nullable Draft read(
            ChallengeForm form, @Nullable Challenge one, BindingResult errors, Person person, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", form.title(), LONGEST_LINE);
        String question = reader.required("question", form.question(), LONGEST_TEXT);
        String background = reader.text("background", form.background(), LONGEST_TEXT);
        if (askers(person, one, locale).stream().noneMatch(each -> each.value().equals(form.organisation()))) {
            errors.rejectValue("organisation", "challenge.error.organisation");
        }
        String prize = reader.required("prize", form.prize(), LONGEST_LINE);
        Long cents = reader.cents("amount", form.amount(), false, 1);
        LocalDate closes = FormText.day(form.closes());
        if (closes == null || closes.isBefore(LocalDate.now(Formats.ZONE))) {
            errors.rejectValue("closes", "challenge.error.closes", new Object[] {shown(form.closes())}, null);
        }
        LocalDate vote = FormText.day(form.vote());
        if (!form.vote().isBlank() && (vote == null || closes != null && !vote.isAfter(closes))) {
            errors.rejectValue("vote", "challenge.error.vote", new Object[] {shown(form.vote())}, null);
        }
        List<Criterion> criteria = criteria(form, errors);
        if (errors.hasErrors() || closes == null) {
            return null;
        }
        String organisation = form.organisation().isEmpty() ? null : form.organisation();
        return new Challenge.Draft(title, question, background, organisation, prize, cents, closes, vote, criteria);
    }

    private static List<Criterion> criteria(ChallengeForm form, BindingResult errors) {
        List<Criterion> criteria = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < Challenge.MOST_CRITERIA; i++) {
            String name = form.criteria().get(i).strip();
            String weight = form.weights().get(i).strip();
            if (name.isEmpty()) {
                continue;
            }
            int counts = weight.matches("\\d{1,3}") ? Integer.parseInt(weight) : 0;
            if (!FormText.fits(name, LONGEST_CRITERION)) {
                errors.rejectValue(
                        "criteria", "challenge.error.criterion.long", new Object[] {LONGEST_CRITERION}, null);
            } else if (!names.add(name)) {
                errors.rejectValue("criteria", "challenge.error.criterion.twice", new Object[] {name}, null);
            } else if (counts < 1 || counts > MOST_WEIGHT) {
                errors.rejectValue(
                        "criteria",
                        "challenge.error.criterion.weight",
                        new Object[] {name, shown(weight), MOST_WEIGHT},
                        null);
            } else {
                criteria.add(new Criterion(name, counts));
            }
        }
        if (criteria.isEmpty() && !errors.hasFieldErrors("criteria")) {
            errors.rejectValue("criteria", "challenge.error.criteria");
        }
        return criteria;
    }

    private static String shown(String text) {
        String plain = text.strip();
        return plain.isEmpty() ? "–" : plain.length() > 50 ? plain.substring(0, 50) + "…" : plain;
    }

    // ---- publish, withdraw, delete

    @PostMapping("/{id:\\d+}/publish")
    @PreAuthorize(RUNS)
    String publish(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Outcome outcome = challenges.publish(id, FormText.version(version), person);
        return done(outcome, "challenge.published", "/challenges/" + id, flash);
    }

    @GetMapping("/{id:\\d+}/withdraw")
    @PreAuthorize(RUNS)
    String askWithdraw(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Challenge one = challenges.get(id, person);
        if (one.state() != State.OPEN && one.state() != State.JUDGING) {
            return "redirect:" + one.path();
        }
        model.addAttribute("one", one);
        return "challenges/withdraw";
    }

    @PostMapping("/{id:\\d+}/withdraw")
    @PreAuthorize(RUNS)
    String withdraw(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.isFilled(reason, LONGEST_TEXT)) {
            flash.addFlashAttribute("problem", "challenge.error.reason");
            flash.addFlashAttribute("typed", reason);
            return "redirect:/challenges/" + id + "/withdraw";
        }
        return done(challenges.withdraw(id, reason, person), "challenge.withdrawn", "/challenges/" + id, flash);
    }

    @PostMapping("/{id:\\d+}/remove")
    @PreAuthorize(PROPOSES)
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        Outcome outcome = challenges.remove(id, true, person);
        if (outcome instanceof Outcome.Done) {
            flash.addFlashAttribute("undo", "/challenges/" + id + "/restore");
            return Forms.done("flash.deleted", "/challenges", flash);
        }
        return done(outcome, "flash.deleted", "/challenges/" + id, flash);
    }

    @PostMapping("/{id:\\d+}/restore")
    @PreAuthorize(PROPOSES)
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person) {
        challenges.remove(id, false, person);
        return "redirect:/challenges/" + id;
    }
}
