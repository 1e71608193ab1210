package org.knooppunt.challenges;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Outcome.Why;
import org.knooppunt.challenges.internal.ChallengeLetters;
import org.knooppunt.challenges.internal.ChallengeLetters.News;
import org.knooppunt.challenges.internal.ChallengeStore;
import org.knooppunt.challenges.internal.SolutionStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The challenges. Coordinators, policy officers and administrators run them; a member proposes one for an organisation it acts
 * for, and one who runs them publishes it. Everybody reads what was published. How far a challenge is follows from its days,
 * so that nothing has to be switched on time; see {@link ChallengeStore}.
 */
@Service
public class Challenges {
    private static final String THING = "challenge";

    private final ChallengeStore store;
    private final SolutionStore solutions;
    private final ChallengeLetters letters;
    private final Organisations organisations;
    private final Audit audit;

    Challenges(
            ChallengeStore store,
            SolutionStore solutions,
            ChallengeLetters letters,
            Organisations organisations,
            Audit audit) {
        this.store = store;
        this.solutions = solutions;
        this.letters = letters;
        this.organisations = organisations;
        this.audit = audit;
    }

    /** Whether this person runs challenges. */
    public static boolean runs(@Nullable Person person) {
        return person != null
                && (person.is(Role.COORDINATOR) || person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR));
    }

    static void requireToRun(@Nullable Person person) {
        if (!runs(person)) {
            throw new AccessDeniedException("challenges are run by coordinators, policy officers and administrators");
        }
    }

    /** Whether this person may bring in a challenge. */
    public static boolean mayPropose(@Nullable Person person) {
        return runs(person)
                || person != null
                        && person.is(Role.MEMBER)
                        && !person.organisations().isEmpty();
    }

    // ---- read

    @Transactional(readOnly = true)
    public Slice<Challenge> list(String text, @Nullable State state, int page, int size, @Nullable Person person) {
        return store.list(text, state, page, size, person);
    }

    @Transactional(readOnly = true)
    public void each(String text, @Nullable State state, @Nullable Person person, Consumer<Challenge> consumer) {
        store.each(text, state, person, consumer);
    }

    /** @throws Missing when there is none such for this person */
    @Transactional(readOnly = true)
    public Challenge get(long id, @Nullable Person person) {
        return store.find(id, person).orElseThrow(() -> missing(id));
    }

    private static Missing missing(long id) {
        return new Missing("challenge " + id);
    }

    /** What people did with it, without that they voted: there may be hundreds of these, and they change nothing of it. */
    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireToRun(person);
        return audit.list(THING, Long.toString(id)).stream()
                .filter(event -> !event.action().equals("voted"))
                .toList();
    }

    /** What of a challenge waits for a person; {@code number} of solutions where it is scores that wait. */
    public record Waiting(long challenge, String title, What what, int number) {
        /** What it waits for. */
        public enum What implements Coded {
            PUBLISH,
            SCORE,
            DECIDE
        }
    }

    /** What waits for this person, what closed first before the rest. */
    @Transactional(readOnly = true)
    public List<Waiting> waiting(Person person, int most) {
        return store.waiting(person, most).stream()
                .map(each -> new Waiting(
                        each.challenge(), each.title(), Coded.of(Waiting.What.class, each.what()), each.number()))
                .toList();
    }

    // ---- change

    /** Whoever runs challenges changes one that is a draft or open, its maker only a draft. */
    public boolean mayChange(Challenge challenge, @Nullable Person person) {
        return challenge.state() == State.DRAFT && (challenge.own() || runs(person))
                || challenge.state() == State.OPEN && runs(person);
    }

    private Challenge requireToChange(long id, Person person) {
        Challenge challenge = get(id, person);
        if (!challenge.own() && !runs(person)) {
            throw new AccessDeniedException("a challenge is changed by who made it and who runs them");
        }
        return challenge;
    }

    /** For the hub itself speaks who runs challenges, for an organisation also who acts for it. */
    private void requireToAsk(@Nullable String organisation, Person person) {
        boolean may = organisation == null ? runs(person) : runs(person) || Organisations.mayEdit(person, organisation);
        if (!may) {
            throw new AccessDeniedException("a member asks for an organisation it acts for");
        }
        if (organisation != null && organisations.find(organisation, person).isEmpty()) {
            throw new Missing("organisation " + organisation);
        }
    }

    /** Makes a draft. */
    @Transactional
    public long create(Challenge.Draft draft, Person person) {
        requireToAsk(draft.organisation(), person);
        long id = store.create(draft, person);
        record(id, person, "created", Map.of());
        return id;
    }

    @Transactional
    public Outcome change(long id, Challenge.Draft draft, int version, Person person) {
        State held = store.hold(id).orElseThrow(() -> missing(id));
        Challenge before = requireToChange(id, person);
        if (!Objects.equals(before.organisation(), draft.organisation())) {
            requireToAsk(draft.organisation(), person);
        }
        if (!mayChange(before, person) || held != before.state()) {
            return Outcome.refused(Why.NOT_NOW);
        }
        boolean criteria = !before.criteria().equals(draft.criteria());
        // who sends a solution holds the challenge too, so none comes in between
        if (criteria && store.hasSolutions(id)) {
            return Outcome.refused(Why.CRITERIA_FIXED);
        }
        if (!store.change(id, draft, criteria, version)) {
            return Outcome.refused(Why.CHANGED_MEANWHILE);
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        difference(detail, "title", before.title(), draft.title());
        difference(detail, "question", before.question(), draft.question());
        difference(detail, "prize", before.prize(), draft.prize());
        difference(detail, "prize_cents", before.prizeCents(), draft.prizeCents());
        difference(detail, "organisation", before.organisation(), draft.organisation());
        difference(
                detail,
                "closes_on",
                before.closesOn().toString(),
                draft.closesOn().toString());
        difference(detail, "vote_until", text(before.voteUntil()), text(draft.voteUntil()));
        if (criteria) {
            difference(detail, "criteria", words(before.criteria()), words(draft.criteria()));
        }
        record(id, person, "changed", detail);
        return new Outcome.Done(id);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String words(List<Challenge.Criterion> criteria) {
        return String.join(
                ", ",
                criteria.stream().map(each -> each.name() + " " + each.weight()).toList());
    }

    private static void difference(
            Map<String, Object> detail, String field, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            detail.put(field, List.of(was == null ? "" : was, is == null ? "" : is));
        }
    }

    /** Puts it to everybody. */
    @Transactional
    public Outcome publish(long id, int version, Person person) {
        requireToRun(person);
        State state = store.hold(id).orElseThrow(() -> missing(id));
        if (!store.publish(id, version)) {
            boolean same = state == State.DRAFT && get(id, person).version() == version;
            return Outcome.refused(same ? Why.NOT_NOW : Why.CHANGED_MEANWHILE);
        }
        record(id, person, "challenge-published", Map.of());
        return new Outcome.Done(id);
    }

    /** Takes it back with a reason; whoever sent a solution is told. */
    @Transactional
    public Outcome withdraw(long id, String reason, Person person) {
        requireToRun(person);
        if (store.hold(id).isEmpty()) {
            throw missing(id);
        }
        if (!store.withdraw(id, reason.strip())) {
            return Outcome.refused(Why.NOT_NOW);
        }
        record(id, person, "withdrawn", Map.of("reason", reason.strip()));
        Challenge challenge = get(id, person);
        solutions
                .writers(id)
                .forEach(writer -> letters.send(News.WITHDRAWN, challenge, writer.account(), reason.strip()));
        return new Outcome.Done(id);
    }

    /** Deletes a draft, or brings it back. */
    @Transactional
    public Outcome remove(long id, boolean removed, Person person) {
        if (removed) {
            requireToChange(id, person);
        } else if (!runs(person) && !store.made(id, person)) {
            throw missing(id);
        }
        if (!store.remove(id, removed)) {
            return Outcome.refused(Why.NOT_NOW);
        }
        record(id, person, removed ? "deleted" : "restored", Map.of());
        return new Outcome.Done(id);
    }

    private void record(long id, Person person, String action, Map<String, ?> detail) {
        audit.record(person, action, THING, Long.toString(id), detail);
    }
}
