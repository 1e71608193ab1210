package org.knooppunt.charter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.charter.internal.CharterStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The texts that are signed, and writing them. A coordinator sees all and the drafts. Everybody else sees what is
 * published: a visitor the texts that are shown, a member also those its organisation may sign or has signed.
 */
@Service
public class Charters {
    private final CharterStore store;
    private final BusinessCases cases;
    private final OrganisationNames names;
    private final Audit audit;

    Charters(CharterStore store, BusinessCases cases, OrganisationNames names, Audit audit) {
        this.store = store;
        this.cases = cases;
        this.names = names;
        this.audit = audit;
    }

    /** The day it is where the hub is. */
    public static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    public static boolean maySeeAll(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    /** The organisations through which a person sees texts; nothing means none, and absent means all texts. */
    static @Nullable Set<String> sight(@Nullable Person person) {
        return maySeeAll(person) ? null : own(person);
    }

    static Set<String> own(@Nullable Person person) {
        return person != null && person.is(Role.MEMBER) ? person.organisations() : Set.of();
    }

    private static void requireCoordinator(@Nullable Person person) {
        if (!maySeeAll(person)) {
            throw new AccessDeniedException("texts are written by coordinators");
        }
    }

    // ---- read

    @Transactional(readOnly = true)
    public Slice<CharterText.Line> list(
            String search, @Nullable TextKind kind, int page, int size, @Nullable Person person) {
        return store.list(search, kind, page, size, sight(person));
    }

    /** @throws Missing when there is no such text for this person */
    @Transactional(readOnly = true)
    public CharterText get(long id, @Nullable Person person) {
        CharterText text = store.find(id, sight(person)).orElseThrow(() -> new Missing("text " + id));
        List<String> parties = store.parties(id);
        boolean party = parties.stream().anyMatch(own(person)::contains);
        return new CharterText(
                text.id(),
                text.kind(),
                text.title(),
                text.everyone(),
                text.shown(),
                text.businessCase(),
                text.version(),
                text.editions(),
                text.draft(),
                maySeeAll(person) || party ? named(parties) : Map.of());
    }

    private Map<String, String> named(Collection<String> keys) {
        Map<String, String> found = names.find(keys);
        Map<String, String> named = new LinkedHashMap<>();
        keys.forEach(key -> named.put(key, found.getOrDefault(key, key)));
        return named;
    }

    /** @throws Missing when there is no such version, or it is a draft that is not for this person */
    @Transactional(readOnly = true)
    public Version version(long id, int number, @Nullable Person person) {
        get(id, person);
        return store.version(id, number)
                .filter(version -> version.isPublished() || maySeeAll(person))
                .orElseThrow(() -> new Missing("version " + number + " of text " + id));
    }

    /** What a version says otherwise than the one before; nothing for the first. */
    @Transactional(readOnly = true)
    public List<Difference.Part> difference(long id, int number, @Nullable Person person) {
        return number < 2
                ? List.of()
                : Difference.between(version(id, number - 1, person), version(id, number, person));
    }

    // ---- write

    /**
     * A new text with an empty draft.
     *
     * @param businessCase the case it is an agreement of; its partners are asked to sign
     */
    @Transactional
    public long create(TextKind kind, String title, @Nullable Long businessCase, Person person) {
        requireCoordinator(person);
        List<String> parties = new ArrayList<>();
        if (businessCase != null) {
            cases.get(businessCase, person).partners().forEach(partner -> parties.add(partner.organisation()));
        }
        long id = store.create(kind, title, kind.isPublic(), kind.isPublic(), businessCase, person.name());
        store.addParties(id, parties);
        audit.record(person, "created", "charter", Long.toString(id), Map.of("kind", kind.code(), "title", title));
        return id;
    }

    /** What a coordinator does to a draft. */
    private interface Work {
        boolean on(int draft);
    }

    /**
     * Holds a text, works on its draft and notes the change.
     *
     * @return false when somebody else changed the text first, or there was nothing to do it to
     */
    private boolean write(long id, int version, Person person, Map<String, ?> detail, Work work) {
        requireCoordinator(person);
        if (!store.hold(id, version)) {
            return false;
        }
        Integer draft = get(id, person).draft();
        if (draft == null || !work.on(draft)) {
            return false;
        }
        store.touch(id);
        audit.record(person, "changed", "charter", Long.toString(id), detail);
        return true;
    }

    /** Title, preamble and for whom; false when somebody else changed the text first. */
    @Transactional
    public boolean describe(
            long id, String title, String preamble, boolean everyone, boolean shown, int version, Person person) {
        return write(id, version, person, Map.of("draft", title), draft -> {
            store.describe(id, draft, title, preamble, everyone, shown);
            return true;
        });
    }

    @Transactional
    public boolean addClause(long id, String heading, String words, int version, Person person) {
        return write(id, version, person, Map.of("clause", heading), draft -> {
            store.addClause(id, draft, heading, words);
            return true;
        });
    }

    @Transactional
    public boolean changeClause(long id, long clause, String heading, String words, int version, Person person) {
        return write(
                id,
                version,
                person,
                Map.of("clause", heading),
                draft -> store.changeClause(id, draft, clause, heading, words));
    }

    @Transactional
    public boolean removeClause(long id, long clause, int version, Person person) {
        return write(
                id, version, person, Map.of("clause-removed", clause), draft -> store.removeClause(id, draft, clause));
    }

    /** Puts a clause before the one above it, or after the one below. */
    @Transactional
    public boolean moveClause(long id, long clause, boolean up, int version, Person person) {
        return write(
                id, version, person, Map.of("clause-moved", clause), draft -> store.moveClause(id, draft, clause, up));
    }

    @Transactional
    public boolean addProposal(long id, String what, String unit, String forWhom, int version, Person person) {
        return write(id, version, person, Map.of("proposal", what), draft -> {
            store.addProposal(id, draft, what, unit, forWhom);
            return true;
        });
    }

    @Transactional
    public boolean removeProposal(long id, long proposal, int version, Person person) {
        return write(
                id,
                version,
                person,
                Map.of("proposal-removed", proposal),
                draft -> store.removeProposal(id, draft, proposal));
    }

    /** Asks an organisation to sign; also when no draft is being written. */
    @Transactional
    public void addParty(long id, String organisation, Person person) {
        requireCoordinator(person);
        get(id, person);
        if (names.find(Set.of(organisation)).isEmpty()) {
            throw new Missing("organisation " + organisation);
        }
        store.addParties(id, Set.of(organisation));
        audit.record(person, "changed", "charter", Long.toString(id), Map.of("party", organisation));
    }

    @Transactional
    public boolean removeParty(long id, String organisation, Person person) {
        requireCoordinator(person);
        get(id, person);
        if (!store.removeParty(id, organisation)) {
            return false;
        }
        audit.record(person, "changed", "charter", Long.toString(id), Map.of("party-removed", organisation));
        return true;
    }

    /** What came of publishing. */
    public enum Published {
        DONE,
        /** Somebody else changed the text first. */
        CHANGED_MEANWHILE,
        /** It has no clauses. */
        EMPTY,
        /** Only parties may sign and there are none. */
        NO_PARTIES
    }

    /** Fixes the draft for good under its hash. */
    @Transactional
    public Published publish(long id, int version, Person person) {
        return publish(id, version, Instant.now(), person);
    }

    /** @param at when it was published: another moment than now only in a demonstration */
    @Transactional
    public Published publish(long id, int version, Instant at, Person person) {
        requireCoordinator(person);
        if (!store.hold(id, version)) {
            return Published.CHANGED_MEANWHILE;
        }
        CharterText text = get(id, person);
        Integer draft = text.draft();
        if (draft == null) {
            return Published.CHANGED_MEANWHILE;
        }
        store.holdDraft(id, draft);
        Version read = store.version(id, draft).orElseThrow();
        if (read.clauses().isEmpty()) {
            return Published.EMPTY;
        }
        if (!text.everyone() && text.parties().isEmpty()) {
            return Published.NO_PARTIES;
        }
        String hash = Canonical.hash(read);
        store.publish(id, draft, hash, at, person.name());
        store.touch(id);
        audit.record(person, "published", "charter", Long.toString(id), Map.of("version", draft, "hash", hash));
        return Published.DONE;
    }

    /** Begins the next version with the words of the latest; false when there is a draft already or nothing before. */
    @Transactional
    public boolean revise(long id, int version, Person person) {
        requireCoordinator(person);
        if (!store.hold(id, version)) {
            return false;
        }
        CharterText text = get(id, person);
        if (text.draft() != null || text.latest().isEmpty()) {
            return false;
        }
        int latest = text.latest().get().number();
        store.copy(id, latest, latest + 1);
        store.touch(id);
        audit.record(person, "changed", "charter", Long.toString(id), Map.of("draft", latest + 1));
        return true;
    }

    /** Throws the draft away; a text that was never published goes with it. */
    @Transactional
    public boolean discard(long id, int version, Person person) {
        requireCoordinator(person);
        if (!store.hold(id, version)) {
            return false;
        }
        Integer draft = get(id, person).draft();
        if (draft == null) {
            return false;
        }
        store.discard(id, draft);
        audit.record(person, "deleted", "charter", Long.toString(id), Map.of("draft", draft));
        return true;
    }

    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return store.isEmpty();
    }
}
