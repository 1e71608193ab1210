package org.knooppunt.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.CaseStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.TakenUpCases;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cases of the hub. A coordinator sees all of every case. A member sees the cases its organisation is a partner of:
 * who takes part, its own flows and what it reaches alone; not the money, which tells what others ask. Everybody else
 * sees how many there are.
 */
@Service
public class BusinessCases implements TakenUpCases {
    private final CaseStore store;
    private final Plans plans;
    private final PlanContents contents;
    private final Audit audit;

    BusinessCases(CaseStore store, Plans plans, PlanContents contents, Audit audit) {
        this.store = store;
        this.plans = plans;
        this.contents = contents;
        this.audit = audit;
    }

    public static boolean maySeeAll(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    /** The organisations through which a person sees cases; nothing means none. */
    static Set<String> own(@Nullable Person person) {
        return person != null && person.is(Role.MEMBER) ? person.organisations() : Set.of();
    }

    static void requireCoordinator(@Nullable Person person) {
        if (!maySeeAll(person)) {
            throw new AccessDeniedException("cases are taken up and changed by coordinators");
        }
    }

    /** How many cases there are; for everybody. */
    @Transactional(readOnly = true)
    public long count() {
        return store.count();
    }

    /** The cases a person may see. */
    @Transactional(readOnly = true)
    public Slice<CaseLine> list(
            String text, @Nullable CaseStatus status, String sort, int page, int size, @Nullable Person person) {
        return list(text, status, null, sort, page, size, person);
    }

    /**
     * The cases a person may see.
     *
     * @param stillDays only those under way in which nothing happened for so many days
     */
    @Transactional(readOnly = true)
    public Slice<CaseLine> list(
            String text,
            @Nullable CaseStatus status,
            @Nullable Integer stillDays,
            String sort,
            int page,
            int size,
            @Nullable Person person) {
        boolean all = maySeeAll(person);
        Set<String> own = own(person);
        if (!all && own.isEmpty()) {
            return new Slice<>(List.of(), 1, size, 0);
        }
        return store.list(text, status, stillDays, sort, page, size, all ? null : own);
    }

    /** One case as this person may see it; nothing when there is none such or not for this person. */
    @Transactional(readOnly = true)
    public Optional<BusinessCase> find(long id, @Nullable Person person) {
        boolean all = maySeeAll(person);
        Set<String> own = own(person);
        if (!all && own.isEmpty()) {
            return Optional.empty();
        }
        return store.find(id, all ? null : own);
    }

    /** @throws Missing when there is no such case for this person */
    @Transactional(readOnly = true)
    public BusinessCase get(long id, @Nullable Person person) {
        return find(id, person).orElseThrow(() -> new Missing("case " + id));
    }

    /** @throws Missing when there is no such case for this person */
    @Transactional(readOnly = true)
    public void requireSeen(long id, @Nullable Person person) {
        boolean all = maySeeAll(person);
        Set<String> own = own(person);
        if ((!all && own.isEmpty()) || !store.sees(id, all ? null : own)) {
            throw new Missing("case " + id);
        }
    }

    /**
     * What other rooms of a case ask before they change it.
     *
     * @throws AccessDeniedException when this person may not change cases
     * @throws Missing when there is no such case
     */
    @Transactional(readOnly = true)
    public void requireToChange(long id, @Nullable Person person) {
        requireCoordinator(person);
        requireSeen(id, person);
    }

    /** Writes down in the history of a case that a person changed it. */
    @Transactional
    public void changed(long id, Person person, Map<String, ?> detail) {
        audit.record(person, "changed", "case", Long.toString(id), detail);
    }

    /**
     * Takes a case of a plan up: it joins the list with status potential and keeps its link. Doing it again gives the
     * case that was taken up before. Its partners find it at once, unless one of its streams is for coordinators only: then
     * once they agreed, see {@link #share}.
     *
     * @return its id
     */
    @Transactional
    public long takeUp(long plan, String planCase, Person person) {
        requireCoordinator(person);
        PlanSummary summary = plans.get(plan, person);
        CaseDocument found = contents.findWhole(plan, planCase, person)
                .orElseThrow(() -> new Missing("case " + planCase + " of plan " + plan));
        List<CaseFlow> flows = new ArrayList<>();
        Set<String> offers = new TreeSet<>();
        Set<String> needs = new TreeSet<>();
        for (PlanReport.FlowLine line : contents.flowsOf(plan, planCase, person)) {
            offers.add(line.from());
            needs.add(line.to());
            flows.add(new CaseFlow(
                    line.fromSite().organisation(),
                    line.fromName(),
                    line.fromPlace(),
                    line.toSite().organisation(),
                    line.toName(),
                    line.toPlace(),
                    line.className(),
                    line.kind().code(),
                    line.quantity(),
                    line.km(),
                    line.cost()));
        }
        boolean shared = !store.isAnyHidden(offers, needs);
        Optional<Long> made = store.create(found, flows, shared, plan, planCase, summary.name(), person);
        if (made.isPresent()) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("plan", plan);
            detail.put("case", planCase);
            audit.record(person, "created", "case", Long.toString(made.get()), detail);
            return made.get();
        }
        Long known = takenUp(plan).get(planCase);
        if (known == null) {
            throw new IllegalStateException("case " + planCase + " of plan " + plan + " was neither made nor found");
        }
        return known;
    }

    /** Shows a case, with the names of all who take part, to its partners; a coordinator does so once they agreed. */
    @Transactional
    public void share(long id, Person person) {
        requireToChange(id, person);
        if (store.share(id)) {
            changed(id, person, Map.of("shared", true));
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Long> takenUp(long plan) {
        return store.takenUp(plan);
    }

    /** Changes title and note; false when somebody else changed the case first. */
    @Transactional
    public boolean change(long id, String title, String note, int version, Person person) {
        requireCoordinator(person);
        BusinessCase old = get(id, person);
        if (!store.change(id, title.strip(), note.strip(), version)) {
            return false;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        if (!old.title().equals(title.strip())) {
            detail.put("title", List.of(old.title(), title.strip()));
        }
        if (!old.note().equals(note.strip())) {
            detail.put("note", List.of(old.note(), note.strip()));
        }
        changed(id, person, detail);
        return true;
    }

    /** The history of a case; only for who sees all of it. */
    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireCoordinator(person);
        return audit.list("case", Long.toString(id));
    }
}
