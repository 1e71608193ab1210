package org.knooppunt.strategy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.internal.StrategyStore;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Frameworks of goals and their versions. Everybody reads what is published; policy officers and administrators write a
 * draft, which becomes the next version by being published and is never changed after that.
 */
@Service
public class Goals {
    private static final String THING = "framework";
    /** Words that have an address of their own beside the frameworks. */
    private static final Set<String> TAKEN =
            Set.of("import", "matrix", "plan", "links", "load", "search", "tags", "initiatives");

    private final StrategyStore store;
    private final Audit audit;

    Goals(StrategyStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Whether this person writes frameworks. */
    public static boolean mayWrite(@Nullable Person person) {
        return person != null && (person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR));
    }

    static void requireWriter(@Nullable Person person) {
        if (!mayWrite(person)) {
            throw new AccessDeniedException("frameworks are written by policy officers and administrators");
        }
    }

    // ---- read

    @Transactional(readOnly = true)
    public List<Framework> frameworks(@Nullable Person reader) {
        return store.list(mayWrite(reader));
    }

    /** @throws Missing when there is no such framework, or nothing of it was published and this is no officer */
    @Transactional(readOnly = true)
    public Framework framework(String code, @Nullable Person reader) {
        return store.find(code, mayWrite(reader)).orElseThrow(() -> new Missing("framework " + code));
    }

    /** The version in force; for an officer the draft when nothing was published yet. */
    @Transactional(readOnly = true)
    public Tree tree(String code, @Nullable Person reader) {
        Framework framework = framework(code, reader);
        Integer draft = framework.draft();
        int number = framework.latest() > 0 || draft == null ? framework.latest() : draft;
        return tree(code, number, reader);
    }

    /** @throws Missing when there is no such version, or it is a draft and this is no officer */
    @Transactional(readOnly = true)
    public Tree tree(String code, int version, @Nullable Person reader) {
        Framework framework = framework(code, reader);
        return store.versions(framework.id(), mayWrite(reader)).stream()
                .filter(line -> line.number() == version)
                .findFirst()
                .map(line -> store.tree(framework, line))
                .orElseThrow(() -> new Missing("version " + version + " of framework " + code));
    }

    /** One version of a framework. */
    public record VersionLine(
            int number,
            String note,
            java.time.@Nullable Instant publishedAt,
            @Nullable String publisher) {}

    /** Newest first; drafts for officers only. */
    @Transactional(readOnly = true)
    public List<VersionLine> versions(String code, @Nullable Person reader) {
        return store.versions(framework(code, reader).id(), mayWrite(reader)).stream()
                .map(line -> new VersionLine(line.number(), line.note(), line.publishedAt(), line.publisher()))
                .toList();
    }

    /** What a version says otherwise than one before it. */
    @Transactional(readOnly = true)
    public List<GoalDifference> differences(String code, int before, int after, @Nullable Person reader) {
        return GoalDifference.between(tree(code, before, reader), tree(code, after, reader));
    }

    /** A goal as the version in force words it; nothing when no version in force has it. */
    @Transactional(readOnly = true)
    public Optional<Goal> goal(UUID id) {
        return store.goal(id);
    }

    @Transactional(readOnly = true)
    public Optional<Goal> goal(GoalKey key) {
        return store.goal(key);
    }

    /** The goals in force to choose from, all of them or those of one framework. */
    @Transactional(readOnly = true)
    public List<GoalChoice> choices(@Nullable String framework) {
        return store.choices(framework);
    }

    /** Goals in force in which every one of these words is found. */
    @Transactional(readOnly = true)
    public List<Goal> search(String words, int most) {
        return words.isBlank() ? List.of() : store.search(words, most);
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(String code, Person person) {
        requireWriter(person);
        return audit.list(THING, code);
    }

    // ---- write

    /** Whether a code can be that of a new framework. */
    public boolean isFree(String code) {
        return code.matches("[a-z0-9][a-z0-9-]{0,39}")
                && !TAKEN.contains(code)
                && store.find(code, true).isEmpty();
    }

    /** What is told of a new framework. */
    public record Facts(String code, Words name, String source, boolean priorityRises) {}

    /**
     * What a file says becomes the draft of a framework, in place of the draft there may have been.
     *
     * @param facts used when there is no framework of this code yet
     * @return the number of the draft
     */
    @Transactional
    public int replaceDraft(Facts facts, FrameworkDraft draft, Person person) {
        requireWriter(person);
        return fill(facts, draft, person);
    }

    private int fill(Facts facts, FrameworkDraft draft, @Nullable Person person) {
        String name = person == null ? "Knooppunt" : person.name();
        long id = store.create(facts.code(), facts.name(), facts.source(), facts.priorityRises(), name);
        store.lock(id);
        store.dropDraft(id);
        int number = next(facts.code());
        store.addVersion(id, number);
        store.fill(id, number, draft);
        audit.record(
                person,
                "imported",
                THING,
                facts.code(),
                Map.of("version", number, "goals", draft.goals().size()));
        return number;
    }

    private int next(String code) {
        return store.find(code, true)
                        .orElseThrow(() -> new Missing("framework " + code))
                        .latest()
                + 1;
    }

    /** Begins a draft that says what the version in force says; the draft there is stays. */
    @Transactional
    public int begin(String code, Person person) {
        requireWriter(person);
        Framework framework = framework(code, person);
        store.lock(framework.id());
        framework = framework(code, person);
        Integer draft = framework.draft();
        if (draft != null) {
            return draft;
        }
        Tree tree = tree(code, framework.latest(), person);
        int number = framework.latest() + 1;
        store.addVersion(framework.id(), number);
        store.fill(framework.id(), number, copy(tree));
        audit.record(person, "begun", THING, code, Map.of("version", number));
        return number;
    }

    private static FrameworkDraft copy(Tree tree) {
        return new FrameworkDraft(
                tree.levels(),
                tree.goals().stream()
                        .map(goal -> new GoalDraft(
                                goal.code(),
                                goal.level(),
                                tree.above(goal).stream().map(Goal::code).toList(),
                                goal.title(),
                                goal.words(),
                                goal.ownPriority(),
                                goal.named(),
                                goal.source()))
                        .toList(),
                tree.remarks().stream()
                        .map(remark -> new FrameworkDraft.Remark(
                                tree.find(remark.goal()).orElseThrow().code(),
                                remark.kind(),
                                remark.words(),
                                remark.source()))
                        .toList());
    }

    /** Why a goal cannot be saved. */
    public enum Refusal {
        WRONG_PARENT,
        CIRCLE,
        CODE_TAKEN,
        CHANGED_MEANWHILE
    }

    /**
     * Writes a goal of the draft.
     *
     * @param was code of the goal that is changed; absent for a new one
     * @param edits of the draft the form was read with
     * @return why not; nothing when it was written
     */
    @Transactional
    public Optional<Refusal> save(String code, @Nullable String was, GoalDraft goal, int edits, Person person) {
        requireWriter(person);
        Framework framework = framework(code, person);
        store.lock(framework.id());
        Tree draft = draft(code, person);
        Level level = draft.level(goal.level()).orElse(null);
        if (was == null ? draft.find(goal.code()).isPresent() : !was.equals(goal.code())) {
            return Optional.of(Refusal.CODE_TAKEN);
        }
        List<UUID> parents = new ArrayList<>();
        for (String parent : goal.parents()) {
            Goal above = draft.find(parent).orElse(null);
            if (above == null || level == null || !level.parents().contains(above.level())) {
                return Optional.of(Refusal.WRONG_PARENT);
            }
            parents.add(above.id());
        }
        Goal old = was == null ? null : draft.find(was).orElseThrow(() -> new Missing("goal " + was));
        if (old != null) {
            // another level must not leave what hangs under it, or a circle
            boolean fits = draft.under(old).stream()
                    .allMatch(child ->
                            draft.level(child.level()).orElseThrow().parents().contains(goal.level()));
            if (!fits) {
                return Optional.of(Refusal.WRONG_PARENT);
            }
            Set<UUID> beneath = draft.withBeneath(old.id());
            if (parents.stream().anyMatch(beneath::contains)) {
                return Optional.of(Refusal.CIRCLE);
            }
        }
        if (!store.edited(framework.id(), draft.version(), edits)) {
            return Optional.of(Refusal.CHANGED_MEANWHILE);
        }
        UUID id = store.identity(framework.id(), goal.code());
        store.save(framework.id(), draft.version(), id, goal, parents);
        audit.record(
                person,
                old == null ? "created" : "changed",
                "goal",
                id.toString(),
                Map.of("title", goal.title().nl()));
        return Optional.empty();
    }

    /** @throws Missing when nobody is writing one */
    private Tree draft(String code, Person person) {
        Framework framework = framework(code, person);
        Integer draft = framework.draft();
        if (draft == null) {
            throw new Missing("draft of framework " + code);
        }
        return tree(code, draft, person);
    }

    /** Takes a goal out of the draft; it stays in earlier versions. What hangs under it stays, without it. */
    @Transactional
    public Saved remove(String code, String goal, int edits, Person person) {
        requireWriter(person);
        Framework framework = framework(code, person);
        store.lock(framework.id());
        Tree draft = draft(code, person);
        Goal gone = draft.find(goal).orElseThrow(() -> new Missing("goal " + goal));
        if (!store.edited(framework.id(), draft.version(), edits)) {
            return Saved.CHANGED_MEANWHILE;
        }
        store.removeGoal(framework.id(), draft.version(), gone.id());
        audit.record(person, "deleted", "goal", gone.id().toString(), Map.of("version", draft.version()));
        return Saved.DONE;
    }

    /** The draft becomes the version in force; false when there is none (any more). */
    @Transactional
    public boolean publish(String code, String note, Person person) {
        requireWriter(person);
        return publish(code, note, person, person.name());
    }

    private boolean publish(String code, String note, @Nullable Person person, String name) {
        Framework framework = store.find(code, true).orElseThrow(() -> new Missing("framework " + code));
        store.lock(framework.id());
        int number = next(code);
        if (!store.publish(framework.id(), note.strip(), name)) {
            return false;
        }
        audit.record(person, "published", THING, code, Map.of("version", number, "note", note.strip()));
        return true;
    }

    /** Throws the draft away. */
    @Transactional
    public boolean discard(String code, Person person) {
        requireWriter(person);
        Framework framework = framework(code, person);
        store.lock(framework.id());
        boolean dropped = store.dropDraft(framework.id());
        if (dropped) {
            audit.record(person, "discarded", THING, code, Map.of());
        }
        return dropped;
    }

    // ---- what comes along

    private static final List<Facts> BUNDLED = List.of(
            new Facts(
                    "study",
                    new Words(
                            "Visie 2030 circulaire economie",
                            "Vision 2030 circular economy",
                            "Vision 2030 économie circulaire"),
                    "Prospectieve studie Circulaire Economie Poort Genk",
                    false),
            new Facts(
                    "agreement",
                    new Words(
                            "Beleidsovereenkomst Stedenfonds 2008–2013",
                            "Policy agreement Urban Fund 2008–2013",
                            "Accord politique Fonds des villes 2008–2013"),
                    "Visitatierapport Genk 2011",
                    false),
            new Facts(
                    "bbc",
                    new Words(
                            "Meerjarenplan (BBC), voorbeeld",
                            "Multi-year plan (BBC), example",
                            "Plan pluriannuel (BBC), exemple"),
                    "Verzonnen voorbeeld volgens de Vlaamse beleids- en beheerscyclus",
                    true),
            new Facts(
                    "sdg",
                    new Words(
                            "Duurzame ontwikkelingsdoelen (SDG's)",
                            "Sustainable Development Goals (SDGs)",
                            "Objectifs de développement durable (ODD)"),
                    "Verenigde Naties, Agenda 2030",
                    false));

    /** Loads the frameworks that come along and are not here yet; tells how many. */
    @Transactional
    public int load(Person person) {
        requireWriter(person);
        return loadBundled(person);
    }

    /** The same at the first start of the demonstration. */
    @Transactional
    public int loadBundled(@Nullable Person person) {
        int loaded = 0;
        for (Facts facts : BUNDLED) {
            if (store.find(facts.code(), true).isEmpty()) {
                FrameworkFile.Read read = FrameworkFile.read(bundled(facts.code()));
                FrameworkDraft draft = read.draft();
                if (draft == null) {
                    throw new IllegalStateException("framework " + facts.code() + ": " + read.faults());
                }
                fill(facts, draft, person);
                publish(facts.code(), "", person, person == null ? "Knooppunt" : person.name());
                loaded++;
            }
        }
        return loaded;
    }

    private static byte[] bundled(String code) {
        try (InputStream in = Goals.class.getResourceAsStream("/strategy/" + code + ".csv")) {
            return Objects.requireNonNull(in, code).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
