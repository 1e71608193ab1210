package org.knooppunt.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.LegalStore;
import org.knooppunt.engine.legal.RuleBook;
import org.knooppunt.engine.legal.RuleDraft;
import org.knooppunt.engine.legal.RuleReader;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rules of the legal checklists: those that come with the program until an officer replaces their files. Every set
 * that was ever in force is kept, and can be put in force again.
 */
@Service
public class LegalRules {
    private final LegalStore store;
    private final Audit audit;
    private final RuleBook ofTheProgram = RuleReader.builtIn();

    LegalRules(LegalStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /**
     * A set of files that was put in force.
     *
     * @param words what changed, as the officer wrote it
     */
    public record Edition(long id, String words, Instant addedAt, String adder) {}

    private static void requireOfficer(@Nullable Person person) {
        if (person == null || !(person.is(Role.COORDINATOR) || person.is(Role.POLICY_OFFICER))) {
            throw new AccessDeniedException("the rules are kept by coordinators and policy officers");
        }
    }

    /** The rules in force. */
    @Transactional(readOnly = true)
    public RuleBook book() {
        Optional<Map<String, byte[]>> files = store.rules(null);
        if (files.isEmpty()) {
            return ofTheProgram;
        }
        RuleBook book = RuleReader.read(files.get()).book();
        if (book == null) {
            // they were read without a fault when they came in
            throw new IllegalStateException("the rules in force cannot be read any more; put other files in force");
        }
        return book;
    }

    /** The editions, the one in force first; none while the rules of the program are in force. */
    @Transactional(readOnly = true)
    public List<Edition> editions(@Nullable Person person) {
        requireOfficer(person);
        return store.editions();
    }

    /** A file as it is in force. */
    @Transactional(readOnly = true)
    public byte[] file(String name, @Nullable Person person) {
        requireOfficer(person);
        if (!RuleReader.NAMES.contains(name)) {
            throw new Missing("file " + name);
        }
        return store.rules(null).map(files -> files.get(name)).orElseGet(() -> builtIn(name));
    }

    private static byte[] builtIn(String name) {
        try {
            return RuleReader.builtInFile(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts files in force; those that are not given stay as they are.
     *
     * @param files by name
     * @param words what changed
     * @return what is wrong with them; then nothing is put in force
     */
    @Transactional
    public RuleDraft replace(Map<String, byte[]> files, String words, Person person) {
        requireOfficer(person);
        Map<String, byte[]> all = new HashMap<>();
        for (String name : RuleReader.NAMES) {
            all.put(name, files.containsKey(name) ? files.get(name) : file(name, person));
        }
        RuleDraft draft = RuleReader.read(all);
        if (draft.book() != null) {
            put(all, words, person);
        }
        return draft;
    }

    /** Puts an earlier edition in force again; 0 is the one that comes with the program. */
    @Transactional
    public void restore(long edition, String words, Person person) {
        requireOfficer(person);
        Map<String, byte[]> files = new HashMap<>();
        if (edition == 0) {
            RuleReader.NAMES.forEach(name -> files.put(name, builtIn(name)));
        } else {
            files.putAll(store.rules(edition).orElseThrow(() -> new Missing("edition " + edition + " of the rules")));
        }
        put(files, words, person);
    }

    private void put(Map<String, byte[]> files, String words, Person person) {
        long id = store.putRules(files, words.strip(), person.name());
        audit.record(person, "changed", "legal-rules", Long.toString(id), Map.of("words", words.strip()));
    }
}
