package org.knooppunt.challenges;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.challenges.Outcome.Why;
import org.knooppunt.challenges.internal.ChallengeStore;
import org.knooppunt.challenges.internal.SolutionStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people send for a challenge. Whoever is signed in sends up to {@link Solution#MOST} while it is open, and changes them or
 * takes them back until its last day.
 *
 * <p>Purpose: to find a solution and who could carry it out. Those who run challenges know whose account sent it; others do
 * not. When the account goes, the words stay without it; of what did not win, account, team and talent are forgotten
 * {@link #DAYS_KEPT} days after the end.
 */
@Service
public class Solutions implements PersonalData {
    /** Days after the decision, or after a challenge was withdrawn. */
    public static final int DAYS_KEPT = 365;

    private final ChallengeStore challenges;
    private final SolutionStore store;
    private final Audit audit;

    Solutions(ChallengeStore challenges, SolutionStore store, Audit audit) {
        this.challenges = challenges;
        this.store = store;
        this.audit = audit;
    }

    private void requireSeen(long challenge, @Nullable Person person) {
        if (challenges.find(challenge, person).isEmpty()) {
            throw new Missing("challenge " + challenge);
        }
    }

    /** Those of a challenge that this person may read. */
    @Transactional(readOnly = true)
    public List<Solution> of(long challenge, @Nullable Person person) {
        return store.of(challenge, person);
    }

    /** @throws Missing when there is none such for this person */
    @Transactional(readOnly = true)
    public Solution get(long challenge, long id, @Nullable Person person) {
        return store.find(challenge, id, person).orElseThrow(() -> new Missing("solution " + id));
    }

    /** Those that won, by title and team; for everybody who sees the challenge. */
    @Transactional(readOnly = true)
    public List<Solution.Winner> winners(long challenge, @Nullable Person person) {
        requireSeen(challenge, person);
        return store.winners(challenge, person);
    }

    @Transactional
    public Outcome send(long challenge, Solution.Draft draft, Person person) {
        requireSeen(challenge, person);
        if (!store.holdOpen(challenge)) {
            return Outcome.refused(Why.NOT_NOW);
        }
        return store.create(challenge, draft, person)
                .map(id -> done(challenge, id, "solution-sent", person))
                .orElseGet(() -> Outcome.refused(Why.TOO_MANY));
    }

    @Transactional
    public Outcome change(long challenge, long id, Solution.Draft draft, int version, Person person) {
        Solution before = get(challenge, id, person);
        if (!before.own()) {
            return Outcome.refused(Why.NOT_YOURS);
        }
        if (!store.holdOpen(challenge)) {
            return Outcome.refused(Why.NOT_NOW);
        }
        return store.change(challenge, id, draft, version, person)
                ? done(challenge, id, "solution-changed", person)
                : Outcome.refused(Why.CHANGED_MEANWHILE);
    }

    /** Takes one's own back; nothing of it is kept. */
    @Transactional
    public Outcome takeBack(long challenge, long id, Person person) {
        if (!get(challenge, id, person).own()) {
            return Outcome.refused(Why.NOT_YOURS);
        }
        if (!store.holdOpen(challenge)) {
            return Outcome.refused(Why.NOT_NOW);
        }
        return store.takeBack(challenge, id, person)
                ? done(challenge, id, "solution-taken-back", person)
                : Outcome.refused(Why.CHANGED_MEANWHILE);
    }

    private Outcome done(long challenge, long id, String action, Person person) {
        audit.record(person, action, "challenge", Long.toString(challenge), Map.of("solution", id));
        return new Outcome.Done(id);
    }

    // ---- what is kept of people

    /** Forgets who sent what did not win and is over for {@link #DAYS_KEPT} days. */
    @Transactional
    public void forget() {
        store.forget(DAYS_KEPT)
                .forEach(challenge ->
                        audit.record(null, "writers-forgotten", "challenge", Long.toString(challenge), Map.of()));
    }

    @Override
    public String room() {
        return "challenges";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("solutions", store.sentBy(person.id()));
        kept.put("votes", store.votesOf(person.id()));
        kept.put("scores", store.sheetsOf(person.id()));
        return kept;
    }
}
