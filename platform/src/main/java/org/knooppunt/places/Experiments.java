package org.knooppunt.places;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.internal.ExperimentStore;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The legal frame of what is tried out in places: permit, conditions and who watches them, end, and what was learned. */
@Service
public class Experiments {
    /** Days before an end or an evaluation on which those who run the place are reminded. */
    public static final int REMIND_DAYS = 30;

    private static final int MOST = 200;

    private final ExperimentStore store;
    private final Places places;
    private final BusinessCases cases;
    private final Audit audit;

    Experiments(ExperimentStore store, Places places, BusinessCases cases, Audit audit) {
        this.store = store;
        this.places = places;
        this.cases = cases;
        this.audit = audit;
    }

    /** The latest that this person sees, of one place or of all. */
    @Transactional(readOnly = true)
    public List<Experiment> list(@Nullable Long place, @Nullable Person person) {
        return store.list(place, person, MOST);
    }

    /** @throws Missing when there is no such experiment for this person */
    @Transactional(readOnly = true)
    public Experiment get(long id, @Nullable Person person) {
        return store.find(id, person).orElseThrow(() -> new Missing("experiment " + id));
    }

    /** One in a place that this person runs. */
    @Transactional(readOnly = true)
    public Experiment getManaged(long id, Person person) {
        Experiment experiment = get(id, person);
        places.getManaged(experiment.place(), person);
        return experiment;
    }

    @Transactional
    public long add(Person person, long place, ExperimentDraft draft) {
        places.getManaged(place, person);
        check(draft, person);
        long id = store.insert(place, draft);
        audit.record(person, "created", "experiment", Long.toString(id), Map.of("place", place));
        return id;
    }

    @Transactional
    public Saved change(Person person, long id, ExperimentDraft draft, int version) {
        Experiment old = getManaged(id, person);
        check(draft, person);
        if (!store.update(id, draft, version)) {
            return Saved.CHANGED_MEANWHILE;
        }
        Map<String, Object> difference = new LinkedHashMap<>();
        Contracts.compare(difference, "title", old.title(), draft.title());
        Contracts.compare(difference, "business_case", old.businessCase(), draft.businessCase());
        Contracts.compare(difference, "authority", old.authority(), draft.authority());
        Contracts.compare(difference, "permit", old.permit(), draft.permit());
        Contracts.compare(difference, "permit_from", text(old.permitFrom()), text(draft.permitFrom()));
        Contracts.compare(difference, "permit_until", text(old.permitUntil()), text(draft.permitUntil()));
        Contracts.compare(difference, "from_day", text(old.fromDay()), text(draft.fromDay()));
        Contracts.compare(difference, "until_day", text(old.untilDay()), text(draft.untilDay()));
        Contracts.compare(difference, "evaluate_by", text(old.evaluateBy()), text(draft.evaluateBy()));
        if (!difference.isEmpty()) {
            audit.record(person, "changed", "experiment", Long.toString(id), difference);
        }
        return Saved.DONE;
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return Objects.toString(day, null);
    }

    private void check(ExperimentDraft draft, Person person) {
        if (draft.businessCase() != null) {
            cases.requireSeen(draft.businessCase(), person);
        }
    }

    @Transactional
    public void addCondition(Person person, long id, String words, String watcher) {
        getManaged(id, person);
        store.addCondition(id, words.strip(), watcher.strip());
        audit.record(
                person, "changed", "experiment", Long.toString(id), Map.of("condition", List.of("", words.strip())));
    }

    @Transactional
    public void removeCondition(Person person, long id, long condition) {
        Experiment experiment = getManaged(id, person);
        String words = words(experiment, condition);
        if (store.removeCondition(id, condition)) {
            audit.record(person, "changed", "experiment", Long.toString(id), Map.of("condition", List.of(words, "")));
        }
    }

    /** Writes down that a condition was seen to be kept. */
    @Transactional
    public void keep(Person person, long id, long condition) {
        Experiment experiment = getManaged(id, person);
        words(experiment, condition);
        store.keep(id, condition, person.name());
        audit.record(person, "changed", "experiment", Long.toString(id), Map.of("kept", words(experiment, condition)));
    }

    private static String words(Experiment experiment, long condition) {
        return experiment.conditions().stream()
                .filter(each -> each.id() == condition)
                .findFirst()
                .orElseThrow(() -> new Missing("condition " + condition))
                .words();
    }

    /** Writes down what was learned, and whether it may go on; false when somebody else changed it first. */
    @Transactional
    public boolean evaluate(Person person, long id, String learned, Continues continues, int version) {
        getManaged(id, person);
        if (!store.evaluate(id, learned.strip(), continues, person.name(), version)) {
            return false;
        }
        audit.record(
                person, "changed", "experiment", Long.toString(id), Map.of("continues", List.of("", continues.code())));
        return true;
    }

    /** Those that end soon or wait to be evaluated, in places that this person runs. */
    @Transactional(readOnly = true)
    public List<Experiment> near(Person person) {
        return store.near(Pipeline.today(), REMIND_DAYS).stream()
                .filter(each -> Organisations.mayEdit(person, each.owner()))
                .toList();
    }
}
