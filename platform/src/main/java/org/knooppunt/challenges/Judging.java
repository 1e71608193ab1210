package org.knooppunt.challenges;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Outcome.Why;
import org.knooppunt.challenges.internal.ChallengeLetters;
import org.knooppunt.challenges.internal.ChallengeLetters.News;
import org.knooppunt.challenges.internal.ChallengeStore;
import org.knooppunt.challenges.internal.JudgingStore;
import org.knooppunt.challenges.internal.SolutionStore;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * From closing to cases: the jury scores, the public votes, whoever runs challenges decides, and winners become cases. A juror
 * sees their own scores, who runs challenges all of them. Who voted for what is kept until the decision and shown to nobody.
 */
@Service
public class Judging {
    private static final int MOST_JURORS = 200;
    private static final int LONGEST_NOTE = 4000;

    private final ChallengeStore challenges;
    private final SolutionStore solutions;
    private final JudgingStore store;
    private final ChallengeLetters letters;
    private final Accounts accounts;
    private final Pipeline pipeline;
    private final Audit audit;

    Judging(
            ChallengeStore challenges,
            SolutionStore solutions,
            JudgingStore store,
            ChallengeLetters letters,
            Accounts accounts,
            Pipeline pipeline,
            Audit audit) {
        this.challenges = challenges;
        this.solutions = solutions;
        this.store = store;
        this.letters = letters;
        this.accounts = accounts;
        this.pipeline = pipeline;
        this.audit = audit;
    }

    private Challenge get(long id, @Nullable Person person) {
        return challenges.find(id, person).orElseThrow(() -> new Missing("challenge " + id));
    }

    private void record(long id, Person person, String action, Map<String, ?> detail) {
        audit.record(person, action, "challenge", Long.toString(id), detail);
    }

    // ---- jury

    /** Somebody who is in a jury or can be. */
    public record Juror(long account, String name, boolean chosen, boolean scored) {}

    /** The jury, and who else has the role for it. */
    @Transactional(readOnly = true)
    public List<Juror> jurors(long challenge, Person person) {
        Challenges.requireToRun(person);
        Map<Long, String> chosen = store.jurors(challenge);
        Set<Long> scored =
                store.sheets(challenge, null).stream().map(Sheet::juror).collect(Collectors.toSet());
        Map<Long, String> all = new LinkedHashMap<>(chosen);
        candidates().forEach(each -> all.putIfAbsent(each.id(), each.name()));
        List<Juror> jurors = new ArrayList<>();
        all.forEach((account, name) ->
                jurors.add(new Juror(account, name, chosen.containsKey(account), scored.contains(account))));
        return jurors;
    }

    private List<Account> candidates() {
        return accounts.list(new Accounts.Filter("", Role.JUROR, true), "name", MOST_JURORS, 0);
    }

    /** Who judges; whoever scored already stays, and only who has the role comes in. */
    @Transactional
    public Outcome setJurors(long challenge, Collection<Long> jurors, Person person) {
        Challenges.requireToRun(person);
        State state = challenges.hold(challenge).orElseThrow(() -> new Missing("challenge " + challenge));
        if (state == State.DECIDED || state == State.WITHDRAWN) {
            return Outcome.refused(Why.NOT_NOW);
        }
        Set<Long> allowed = new TreeSet<>(store.jurors(challenge).keySet());
        candidates().forEach(each -> allowed.add(each.id()));
        Set<Long> chosen = new TreeSet<>(jurors);
        if (!allowed.containsAll(chosen)) {
            return Outcome.refused(Why.NOT_YOURS);
        }
        store.setJurors(challenge, chosen);
        record(challenge, person, "jury-chosen", Map.of("jurors", chosen));
        return new Outcome.Done(challenge);
    }

    /** The juror's own sheets, by solution. */
    @Transactional(readOnly = true)
    public Map<Long, Sheet> sheets(long challenge, Person person) {
        Map<Long, Sheet> sheets = new TreeMap<>();
        store.sheets(challenge, person).forEach(sheet -> sheets.put(sheet.solution(), sheet));
        return sheets;
    }

    /** @param scores one for each criterion */
    @Transactional
    public Outcome score(long challenge, long solution, List<Integer> scores, String remark, Person person) {
        Challenge found = get(challenge, person);
        boolean fits = scores.size() == found.criteria().size()
                && scores.stream().allMatch(score -> score >= Sheet.LOWEST && score <= Sheet.HIGHEST);
        if (!fits) {
            throw new IllegalArgumentException("scores " + scores + "; expected "
                    + found.criteria().size() + " from " + Sheet.LOWEST + " to " + Sheet.HIGHEST);
        }
        if (found.state() != State.JUDGING) {
            return Outcome.refused(Why.NOT_NOW);
        }
        if (!store.score(challenge, solution, scores, remark.strip(), person)) {
            return Outcome.refused(Why.NOT_YOURS);
        }
        record(challenge, person, "solution-scored", Map.of("solution", solution));
        return new Outcome.Done(solution);
    }

    /**
     * Jury and public side by side.
     *
     * @param score absent while no juror scored it
     */
    public record Result(Solution solution, @Nullable JuryScore score, List<Sheet> sheets) {}

    /** All solutions, the best by the jury first, those without scores last. */
    @Transactional(readOnly = true)
    public List<Result> results(long challenge, Person person) {
        Challenges.requireToRun(person);
        Challenge found = get(challenge, person);
        List<Sheet> sheets = store.sheets(challenge, null);
        Map<Long, Solution> left = new LinkedHashMap<>();
        solutions.of(challenge, person).forEach(each -> left.put(each.id(), each));
        List<Result> results = new ArrayList<>();
        for (JuryScore score : JuryScore.of(found.criteria(), sheets)) {
            Solution solution = left.remove(score.solution());
            if (solution != null) {
                results.add(new Result(
                        solution,
                        score,
                        sheets.stream()
                                .filter(sheet -> sheet.solution() == solution.id())
                                .toList()));
            }
        }
        left.values().forEach(solution -> results.add(new Result(solution, null, List.of())));
        return results;
    }

    // ---- the public

    /** One vote each; a later one takes the place of the earlier. */
    @Transactional
    public Outcome vote(long challenge, long solution, Person person) {
        if (!get(challenge, person).voting()) {
            return Outcome.refused(Why.NOT_NOW);
        }
        if (!store.vote(challenge, solution, person)) {
            return Outcome.refused(Why.NOT_YOURS);
        }
        // not for which: the trail is not forgotten, votes are
        record(challenge, person, "voted", Map.of());
        return new Outcome.Done(solution);
    }

    /** The solution this person voted for. */
    @Transactional(readOnly = true)
    public Optional<Long> voted(long challenge, Person person) {
        return store.voted(challenge, person);
    }

    // ---- decision

    /**
     * Decides, and tells everybody who sent a solution.
     *
     * @param winners may be none
     */
    @Transactional
    public Outcome decide(long challenge, Set<Long> winners, String reasons, int version, Person person) {
        Challenges.requireToRun(person);
        if (challenges.hold(challenge).isEmpty()) {
            throw new Missing("challenge " + challenge);
        }
        Challenge found = get(challenge, person);
        if (!found.isToDecide()) {
            return Outcome.refused(Why.NOT_NOW);
        }
        if (!store.decide(challenge, winners, reasons.strip(), version)) {
            return Outcome.refused(Why.CHANGED_MEANWHILE);
        }
        record(challenge, person, "challenge-decided", Map.of("winners", new TreeSet<>(winners)));
        solutions
                .writers(challenge)
                .forEach(writer ->
                        letters.send(writer.won() ? News.WON : News.DECIDED, found, writer.account(), reasons.strip()));
        return new Outcome.Done(challenge);
    }

    /** Makes a case of a winner, once; its id is that of the case. */
    @Transactional
    public Outcome plant(long challenge, long solution, Person person) {
        Solution winner =
                solutions.find(challenge, solution, person).orElseThrow(() -> new Missing("solution " + solution));
        if (!store.holdWinner(challenge, solution)) {
            return Outcome.refused(Why.NOT_NOW);
        }
        if (store.isPlanted(solution)) {
            return Outcome.refused(Why.PLANTED);
        }
        long planted = pipeline.plant(winner.title(), note(winner), Origin.CHALLENGE, person);
        store.plant(solution, planted, person);
        record(challenge, person, "winner-planted", Map.of("solution", solution, "case", planted));
        return new Outcome.Done(planted);
    }

    private static String note(Solution winner) {
        String words = winner.team().isEmpty() ? winner.words() : winner.team() + "\n\n" + winner.words();
        return words.length() <= LONGEST_NOTE ? words : words.substring(0, LONGEST_NOTE - 1) + "…";
    }
}
