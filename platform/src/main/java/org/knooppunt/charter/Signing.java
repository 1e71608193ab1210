package org.knooppunt.charter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.internal.CharterStore;
import org.knooppunt.charter.internal.SigningStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who signed what. A coordinator sees all; a member what its organisation signed, and on a text between parties what the
 * others of them signed; everybody what the signers released, without the names of people.
 */
@Service
public class Signing {
    private final SigningStore store;
    private final CharterStore texts;
    private final Charters charters;
    private final OrganisationNames names;
    private final Memberships memberships;
    private final Audit audit;

    Signing(
            SigningStore store,
            CharterStore texts,
            Charters charters,
            OrganisationNames names,
            Memberships memberships,
            Audit audit) {
        this.store = store;
        this.texts = texts;
        this.charters = charters;
        this.names = names;
        this.memberships = memberships;
        this.audit = audit;
    }

    /** Whether a person may sign for an organisation: a member to whom it gave that role. */
    private boolean maySign(@Nullable Person person, String organisation) {
        return memberships.mayAct(person, organisation, OrganisationRole.SIGNATORY);
    }

    /** The organisations a person may sign for. */
    private Set<String> signsFor(@Nullable Person person) {
        return person == null ? new TreeSet<>() : new TreeSet<>(memberships.where(person, OrganisationRole.SIGNATORY));
    }

    // ---- read

    /** The signatures on a version that a person may see, each with the commitments the person may see. */
    @Transactional(readOnly = true)
    public List<Signature> of(long text, int version, @Nullable Person person) {
        charters.version(text, version, person);
        return withCommitments(store.ofVersion(text, version, Charters.sight(person)), Charters.sight(person));
    }

    private List<Signature> withCommitments(List<Signature> signatures, @Nullable Set<String> own) {
        Map<Long, List<Commitment>> commitments = store.commitments(signatures, own, Charters.today());
        return signatures.stream()
                .map(each -> each.with(commitments.getOrDefault(each.id(), List.of())))
                .toList();
    }

    /** What signers released to everybody, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Signature> released(String search, int page, int size) {
        Slice<Signature> slice = store.released(search, page, size);
        return new Slice<>(withCommitments(slice.rows(), Set.of()), slice.number(), slice.size(), slice.total());
    }

    /** @throws Missing when there is no such signature for this person */
    @Transactional(readOnly = true)
    public Signature get(long id, @Nullable Person person) {
        Set<String> own = Charters.sight(person);
        return withCommitments(store.find(id, own).stream().toList(), own).stream()
                .findFirst()
                .orElseThrow(() -> new Missing("signature " + id));
    }

    /** Names of those who are asked to sign the latest version and did not, for who may know: coordinators and parties. */
    @Transactional(readOnly = true)
    public List<String> missing(CharterText text, @Nullable Person person) {
        boolean party = text.parties().keySet().stream().anyMatch(Charters.own(person)::contains);
        if (text.latest().isEmpty() || !Charters.maySeeAll(person) && (text.everyone() || !party)) {
            return List.of();
        }
        List<String> keys = store.missing(text.id(), text.latest().get().number());
        Map<String, String> found = names.find(keys);
        return keys.stream().map(key -> found.getOrDefault(key, key)).sorted().toList();
    }

    /** Names by key of the organisations for which a person may sign the latest version and that did not yet. */
    @Transactional(readOnly = true)
    public Map<String, String> toSign(CharterText text, @Nullable Person person) {
        Set<String> mine = signsFor(person);
        if (text.latest().isEmpty() || mine.isEmpty()) {
            return Map.of();
        }
        if (!text.everyone()) {
            mine.removeIf(organisation -> !store.isParty(text.id(), organisation));
        }
        store.ofVersion(text.id(), text.latest().get().number(), mine).stream()
                .filter(Signature::own)
                .forEach(signature -> mine.remove(signature.organisation()));
        return mine.isEmpty() ? Map.of() : names.find(mine);
    }

    /**
     * Organisations of a person that still have to sign the latest version, by name, each with who may do that: for who acts
     * for them without being the one who signs.
     */
    @Transactional(readOnly = true)
    public Map<String, List<String>> signedByOthers(CharterText text, @Nullable Person person) {
        if (person == null || text.latest().isEmpty()) {
            return Map.of();
        }
        Set<String> others = new TreeSet<>(person.organisations());
        others.removeAll(signsFor(person));
        if (!text.everyone()) {
            others.removeIf(organisation -> !store.isParty(text.id(), organisation));
        }
        if (others.isEmpty()) {
            return Map.of();
        }
        store.ofVersion(text.id(), text.latest().get().number(), others).stream()
                .filter(Signature::own)
                .forEach(signature -> others.remove(signature.organisation()));
        Map<String, String> found = names.find(others);
        Map<String, List<String>> signatories = new TreeMap<>();
        found.forEach((organisation, name) -> signatories.put(
                name,
                memberships.list(organisation, person).stream()
                        .filter(each -> each.roles().contains(OrganisationRole.SIGNATORY))
                        .map(Memberships.Membership::name)
                        .toList()));
        return signatories;
    }

    /** Texts that wait for the signature of an organisation of this person, who may give it. */
    @Transactional(readOnly = true)
    public Map<CharterText, String> waiting(@Nullable Person person, int most) {
        Map<CharterText, String> waiting = new LinkedHashMap<>();
        List<SigningStore.Waiting> found = store.waiting(signsFor(person), most);
        Map<String, String> named = names.find(found.stream()
                .map(SigningStore.Waiting::organisation)
                .distinct()
                .toList());
        found.forEach(each -> waiting.put(
                charters.get(each.text(), person), named.getOrDefault(each.organisation(), each.organisation())));
        return waiting;
    }

    /** What a person signed, for that person. */
    @Transactional(readOnly = true)
    public List<Signature> signedBy(Person person) {
        return store.ofAccount(person.id());
    }

    /** What a person reported of commitments, for that person. */
    @Transactional(readOnly = true)
    public List<Map<String, Object>> reportedBy(Person person) {
        return store.reportsOfAccount(person.id());
    }

    // ---- sign

    /** What came of signing. */
    public sealed interface Outcome {
        record Signed(long id) implements Outcome {}

        /** This organisation signed this version before. */
        record Already() implements Outcome {}

        /** The text that was shown is not the latest one any more. */
        record OtherText() implements Outcome {}
    }

    /**
     * What somebody signs.
     *
     * @param hash of the text that was shown
     * @param capacity as what the person signs for the organisation
     * @param showName whether everybody may see that the organisation signed
     * @param showCommitments whether everybody may see its commitments and where they stand
     */
    public record Assent(
            String organisation,
            String hash,
            String capacity,
            boolean showName,
            boolean showCommitments,
            List<Commitment.Line> commitments) {}

    @Transactional
    public Outcome sign(long text, int version, Assent assent, Person person) {
        return sign(text, version, assent, Instant.now(), person);
    }

    /**
     * Signs a version for an organisation.
     *
     * @param at when: another moment than now only in a demonstration
     * @throws AccessDeniedException when the person may not sign for it, or the text is not for it
     */
    @Transactional
    public Outcome sign(long text, int version, Assent assent, Instant at, Person person) {
        if (!maySign(person, assent.organisation())) {
            throw new AccessDeniedException("not somebody who signs for this organisation");
        }
        // a publication waits for the signatures that are under way, and these for it
        texts.holdShared(text);
        CharterText found = charters.get(text, person);
        if (!found.everyone() && !store.isParty(text, assent.organisation())) {
            throw new AccessDeniedException("not a party of this text");
        }
        if (found.latest().isEmpty()
                || found.latest().get().number() != version
                || !found.latest().get().hash().equals(assent.hash())) {
            return new Outcome.OtherText();
        }
        if (found.kind().asksCommitment() && assent.commitments().isEmpty()) {
            throw new IllegalArgumentException("no commitment; a social charter asks for at least one");
        }
        String name = names.find(Set.of(assent.organisation())).get(assent.organisation());
        if (name == null) {
            throw new Missing("organisation " + assent.organisation());
        }
        Long id = store.sign(
                        text,
                        version,
                        assent.organisation(),
                        name,
                        person,
                        assent.capacity(),
                        assent.hash(),
                        assent.showName(),
                        assent.showName() && assent.showCommitments(),
                        at)
                .orElse(null);
        if (id == null) {
            return new Outcome.Already();
        }
        assent.commitments().forEach(line -> store.commit(id, line));
        audit.record(
                person,
                "signed",
                "charter",
                Long.toString(text),
                Map.of(
                        "version", version,
                        "organisation", assent.organisation(),
                        "hash", assent.hash(),
                        "commitments", assent.commitments().size()));
        return new Outcome.Signed(id);
    }

    /** A signature that a person may give up or release. */
    private Signature mine(long id, Person person) {
        Signature signature = get(id, person);
        if (!maySign(person, signature.organisation())) {
            throw new AccessDeniedException("not somebody who signs for this organisation");
        }
        return signature;
    }

    /** Says that a signature does not count any more; it stays to be seen. False when it was withdrawn before. */
    @Transactional
    public boolean withdraw(long id, LocalDate day, String reason, Person person) {
        Signature signature = mine(id, person);
        if (!store.withdraw(id, day, reason, person.name())) {
            return false;
        }
        audit.record(
                person,
                "withdrew",
                "charter",
                Long.toString(signature.text()),
                Map.of("version", signature.version(), "organisation", signature.organisation(), "reason", reason));
        return true;
    }

    /** Changes what everybody may see of a signature. */
    @Transactional
    public void release(long id, boolean name, boolean commitments, Person person) {
        Signature signature = mine(id, person);
        store.release(id, name, name && commitments);
        audit.record(
                person,
                "changed",
                "charter",
                Long.toString(signature.text()),
                Map.of("organisation", signature.organisation(), "released", name + ", " + (name && commitments)));
    }

    public boolean maySignFor(@Nullable Person person, String organisation) {
        return maySign(person, organisation);
    }
}
