package org.knooppunt.voices;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.voices.internal.VoiceStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people who stand in the street every day see and hear, tied to goals and figures. Everybody who is signed in may tell;
 * others read it once an officer looked at it. Texts that lead to a person for certain are not kept.
 *
 * <p>Purpose: to understand what figures do not show. Of the writer the account is kept, so that it can be asked; officers see it.
 * When the account goes, the words stay without it.
 */
@Service
public class Voices implements PersonalData, GoalLinked {
    private static final String THING = "voice";

    private final VoiceStore store;
    private final Audit audit;

    Voices(VoiceStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Who reads all of it and releases it. */
    public static boolean isOfficer(@Nullable Person person) {
        return person != null
                && (person.is(Role.POLICY_OFFICER) || person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR));
    }

    private static void requireOfficer(@Nullable Person person) {
        if (!isOfficer(person)) {
            throw new AccessDeniedException("voices are released by policy officers and coordinators");
        }
    }

    /**
     * Which voices.
     *
     * @param waiting only those that wait until an officer looks at them
     */
    public record Filter(String text, String place, String theme, String indicator, boolean waiting) {
        public static final Filter ALL = new Filter("", "", "", "", false);
    }

    @Transactional(readOnly = true)
    public Slice<Voice> list(Filter filter, int page, int size, @Nullable Person person) {
        return store.list(filter, page, size, person);
    }

    @Transactional(readOnly = true)
    public void each(Filter filter, @Nullable Person person, Consumer<Voice> consumer) {
        store.each(filter, person, consumer);
    }

    /** @throws Missing when there is none such for this person */
    @Transactional(readOnly = true)
    public Voice get(long id, @Nullable Person person) {
        return store.find(id, person).orElseThrow(() -> new Missing("voice " + id));
    }

    @Transactional(readOnly = true)
    public List<String> places(@Nullable Person person) {
        return store.places(person);
    }

    @Transactional(readOnly = true)
    public List<String> themes(@Nullable Person person) {
        return store.themes(person);
    }

    @Transactional(readOnly = true)
    public long waiting(Person person) {
        return isOfficer(person) ? store.waiting() : 0;
    }

    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return store.isEmpty();
    }

    /** What in a text could lead to a person. */
    @Transactional(readOnly = true)
    public List<PersonalTraces.Trace> traces(String text) {
        return PersonalTraces.find(text, store.names());
    }

    /** What came of telling. */
    public sealed interface Outcome {
        record Done(long id) implements Outcome {}

        /**
         * Something in it may lead to a person.
         *
         * @param certain then it is not kept, whatever the writer says
         */
        record Traces(List<PersonalTraces.Trace> traces, boolean certain) implements Outcome {}

        record ChangedMeanwhile() implements Outcome {}
    }

    /** @param nobody whether the writer looked again and says that nobody can be recognised */
    @Transactional
    public Outcome tell(Voice.Draft draft, boolean nobody, Person person) {
        Outcome.@Nullable Traces traces = refusal(draft, nobody);
        if (traces != null) {
            return traces;
        }
        long id = store.create(draft, person);
        audit.record(
                person,
                "created",
                THING,
                Long.toString(id),
                Map.of("readers", draft.readers().code()));
        return new Outcome.Done(id);
    }

    private Outcome.@Nullable Traces refusal(Voice.Draft draft, boolean nobody) {
        List<PersonalTraces.Trace> traces = traces(String.join("\n", draft.words(), draft.place(), draft.theme()));
        boolean certain = traces.stream().anyMatch(trace -> trace.kind().isCertain());
        return certain || !traces.isEmpty() && !nobody ? new Outcome.Traces(traces, certain) : null;
    }

    /** The writer, or an officer, changes it; others read it again once it is released again. */
    @Transactional
    public Outcome change(long id, Voice.Draft draft, boolean nobody, int version, Person person) {
        requireToChange(id, person);
        Outcome.@Nullable Traces traces = refusal(draft, nobody);
        if (traces != null) {
            return traces;
        }
        if (!store.change(id, draft, version)) {
            return new Outcome.ChangedMeanwhile();
        }
        audit.record(
                person,
                "changed",
                THING,
                Long.toString(id),
                Map.of("readers", draft.readers().code()));
        return new Outcome.Done(id);
    }

    private void requireToChange(long id, Person person) {
        if (!get(id, person).own() && !isOfficer(person)) {
            throw new AccessDeniedException("a voice is changed by who told it and by officers");
        }
    }

    public boolean mayChange(Voice voice, @Nullable Person person) {
        return voice.own() || isOfficer(person);
    }

    /** Lets those read it whom the writer chose; false when it is another version by now. */
    @Transactional
    public boolean release(long id, int version, Person person) {
        requireOfficer(person);
        if (!store.release(id, version, person.name())) {
            return false;
        }
        audit.record(person, "released", THING, Long.toString(id), Map.of());
        return true;
    }

    @Transactional
    public void remove(long id, boolean removed, Person person) {
        if (removed) {
            requireToChange(id, person);
        } else {
            requireOfficer(person);
        }
        if (store.remove(id, removed)) {
            audit.record(person, removed ? "deleted" : "restored", THING, Long.toString(id), Map.of());
        }
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireOfficer(person);
        return audit.list(THING, Long.toString(id));
    }

    // ---- what a person can take along

    @Override
    public String room() {
        return "voices";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("told", store.of(person.id()));
        return kept;
    }

    // ---- beside goals

    @Override
    public String kind() {
        return THING;
    }

    private static LinkedThing thing(Voice voice) {
        return new LinkedThing(THING, Long.toString(voice.id()), voice.begin(), "/voices/" + voice.id());
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        return store.find(GoalLinked.ids(refs), reader).stream()
                .map(Voices::thing)
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return store.existing(GoalLinked.ids(refs)).stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> choices(Person person, int most) {
        return store.list(Filter.ALL, 1, most, person).rows().stream()
                .map(Voices::thing)
                .toList();
    }

    @Override
    public boolean mayLink(Person person) {
        return isOfficer(person);
    }
}
