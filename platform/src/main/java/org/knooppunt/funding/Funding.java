package org.knooppunt.funding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseReports;
import org.knooppunt.funding.internal.FundingStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The report to who pays: per phase what was promised, what was done, and what was reached. What the cases can tell is
 * counted when the report is read, so it is never typed over and never out of date; the rest a person fills in, with its
 * evidence. For coordinators and policy officers.
 */
@Service
public class Funding {
    private final FundingStore store;
    private final CaseReports reports;
    private final Audit audit;

    Funding(FundingStore store, CaseReports reports, Audit audit) {
        this.store = store;
        this.reports = reports;
        this.audit = audit;
    }

    private static void requireAllowed(@Nullable Person person) {
        if (person == null || !(person.is(Role.COORDINATOR) || person.is(Role.POLICY_OFFICER))) {
            throw new AccessDeniedException("funded projects are for coordinators and policy officers");
        }
    }

    @Transactional(readOnly = true)
    public List<FundingProject.Line> list(@Nullable Person person) {
        requireAllowed(person);
        return store.list();
    }

    /** @throws Missing when there is no such project */
    @Transactional(readOnly = true)
    public FundingProject get(long id, @Nullable Person person) {
        requireAllowed(person);
        FundingProject project = store.find(id).orElseThrow(() -> new Missing("project " + id));
        return new FundingProject(
                project.id(),
                project.title(),
                project.funder(),
                project.reference(),
                project.words(),
                project.version(),
                project.phases().stream().map(phase -> counted(phase, person)).toList());
    }

    private FundingProject.Phase counted(FundingProject.Phase phase, @Nullable Person person) {
        return new FundingProject.Phase(
                phase.id(),
                phase.title(),
                phase.firstDay(),
                phase.lastDay(),
                phase.done(),
                phase.promises().stream()
                        .map(promise -> counted(promise, phase, person))
                        .toList());
    }

    private FundingProject.Promise counted(
            FundingProject.Promise promise, FundingProject.Phase phase, @Nullable Person person) {
        if (promise.countedBy() == null) {
            return promise;
        }
        double reached = reports.count(promise.countedBy(), phase.firstDay(), phase.lastDay(), person);
        return new FundingProject.Promise(
                promise.id(),
                promise.title(),
                promise.unit(),
                promise.promised(),
                promise.countedBy(),
                BigDecimal.valueOf(reached).setScale(2, RoundingMode.HALF_UP),
                promise.evidence());
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireAllowed(person);
        return audit.list("funding", Long.toString(id));
    }

    @Transactional
    public long create(String title, String funder, String reference, String words, Person person) {
        requireAllowed(person);
        long id = store.create(title.strip(), funder.strip(), reference.strip(), words.strip(), person.name());
        audit.record(person, "created", "funding", Long.toString(id), Map.of("title", title.strip()));
        return id;
    }

    /** False when somebody else changed it first. */
    @Transactional
    public boolean change(
            long id, String title, String funder, String reference, String words, int version, Person person) {
        requireAllowed(person);
        if (!store.change(id, title.strip(), funder.strip(), reference.strip(), words.strip(), version)) {
            return false;
        }
        changed(id, person, "title", title.strip());
        return true;
    }

    /** Removes a project, or puts it back. */
    @Transactional
    public void remove(long id, boolean removed, Person person) {
        requireAllowed(person);
        if (store.remove(id, removed)) {
            audit.record(person, removed ? "deleted" : "restored", "funding", Long.toString(id), Map.of());
        }
    }

    @Transactional
    public void addPhase(long id, String title, LocalDate firstDay, LocalDate lastDay, Person person) {
        requireAllowed(person);
        if (!store.addPhase(id, title.strip(), firstDay, lastDay)) {
            throw new Missing("project " + id);
        }
        changed(id, person, "phase", title.strip());
    }

    /** What was done in a phase. */
    @Transactional
    public void tell(long id, long phase, String done, Person person) {
        requireAllowed(person);
        if (!store.tell(id, phase, done.strip())) {
            throw new Missing("phase " + phase + " of project " + id);
        }
        changed(id, person, "done", Long.toString(phase));
    }

    @Transactional
    public void removePhase(long id, long phase, Person person) {
        requireAllowed(person);
        if (store.removePhase(id, phase)) {
            changed(id, person, "phase-removed", Long.toString(phase));
        }
    }

    /** @param countedBy absent: a person fills in what was reached */
    @Transactional
    public void promise(
            long id,
            long phase,
            String title,
            String unit,
            BigDecimal promised,
            CaseReports.@Nullable Count countedBy,
            Person person) {
        requireAllowed(person);
        if (!store.addPromise(id, phase, title.strip(), unit.strip(), promised, countedBy)) {
            throw new Missing("phase " + phase + " of project " + id);
        }
        changed(id, person, "promise", title.strip());
    }

    /** Fills in what was reached; false for a promise that is counted. */
    @Transactional
    public boolean reach(long id, long promise, BigDecimal reached, String evidence, Person person) {
        requireAllowed(person);
        if (!store.reach(id, promise, reached, evidence.strip())) {
            return false;
        }
        changed(id, person, "reached", promise + ": " + reached.toPlainString());
        return true;
    }

    @Transactional
    public void removePromise(long id, long promise, Person person) {
        requireAllowed(person);
        if (store.removePromise(id, promise)) {
            changed(id, person, "promise-removed", Long.toString(promise));
        }
    }

    private void changed(long id, Person person, String what, String value) {
        audit.record(person, "changed", "funding", Long.toString(id), Map.of(what, value));
    }
}
