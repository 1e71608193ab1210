package org.knooppunt.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.PipelineStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way of a case from a seed to a business that runs. A case enters a stage only with what that stage and those before
 * it demand; a coordinator can let it pass with a reason that stays to be seen. Putting aside asks why.
 */
@Service
public class Pipeline {
    /** A case in which nothing happened for so many days stands still. */
    public static final int STILL_DAYS = 60;

    /** Days before a date on which somebody is reminded of it. */
    static final int REMIND_DAYS = 7;

    private final PipelineStore store;
    private final BusinessCases cases;
    private final Organisations organisations;
    private final Audit audit;

    Pipeline(PipelineStore store, BusinessCases cases, Organisations organisations, Audit audit) {
        this.store = store;
        this.cases = cases;
        this.organisations = organisations;
        this.audit = audit;
    }

    /** The day it is where the hub is. */
    public static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    /** When a day begins where the hub is. */
    static Instant begin(LocalDate day) {
        return day.atStartOfDay(Formats.ZONE).toInstant();
    }

    /** What came of asking for a move. */
    public sealed interface Outcome {
        /** The case moved. */
        record Moved(CaseStatus from, CaseStatus to) implements Outcome {}

        /** It stays where it is: this is demanded and not there, and no reason to let it pass was given. */
        record Lacking(List<Demand> missing) implements Outcome {}

        /** It stays where it is: putting aside needs a reason. */
        record NoReason() implements Outcome {}

        /** Somebody else changed the case first. */
        record ChangedMeanwhile() implements Outcome {}
    }

    // ---- read

    /** The board of what a person may see. */
    @Transactional(readOnly = true)
    public Board board(@Nullable Person person, int cardsPerColumn) {
        boolean all = BusinessCases.maySeeAll(person);
        Set<String> own = BusinessCases.own(person);
        List<Board.Column> columns = new ArrayList<>();
        Map<CaseStatus, Long> totals = all || !own.isEmpty() ? store.totals(all ? null : own) : Map.of();
        Map<CaseStatus, List<Board.Card>> cards = new EnumMap<>(CaseStatus.class);
        if (!totals.isEmpty()) {
            store.cards(all ? null : own, cardsPerColumn, today())
                    .forEach(card -> cards.computeIfAbsent(card.status(), status -> new ArrayList<>())
                            .add(card));
        }
        for (CaseStatus status : CaseStatus.values()) {
            columns.add(
                    new Board.Column(status, totals.getOrDefault(status, 0L), cards.getOrDefault(status, List.of())));
        }
        return new Board(columns);
    }

    /**
     * What a case holds. A partner sees steps, moves and results; what was said and decided is for the coordinator.
     *
     * @throws Missing when there is no such case for this person
     */
    @Transactional(readOnly = true)
    public Dossier dossier(long id, @Nullable Person person) {
        cases.requireSeen(id, person);
        boolean full = BusinessCases.maySeeAll(person);
        return new Dossier(store.steps(id), full ? store.entries(id) : List.of(), store.moves(id), store.results(id));
    }

    /** Steps with a date that has come or is near, of the cases a person may see, the most pressing first. */
    @Transactional(readOnly = true)
    public List<DueStep> due(@Nullable Person person, int most) {
        boolean all = BusinessCases.maySeeAll(person);
        Set<String> own = BusinessCases.own(person);
        return all || !own.isEmpty() ? store.due(all ? null : own, today().plusDays(REMIND_DAYS), most) : List.of();
    }

    /** A step that is due. */
    public record DueStep(long businessCase, String caseTitle, String title, String owner, LocalDate due) {}

    /** What each stage demands. */
    @Transactional(readOnly = true)
    public Map<CaseStatus, Set<Demand>> gates() {
        return store.gates();
    }

    /** What a move to this status demands and is not there yet. */
    @Transactional(readOnly = true)
    public List<Demand> missing(long id, CaseStatus to, Person person) {
        cases.requireToChange(id, person);
        return missing(id, store.stage(id), to);
    }

    /** All that a move to this status demands, and whether it is there. */
    @Transactional(readOnly = true)
    public Map<Demand, Boolean> demanded(long id, CaseStatus to, Person person) {
        cases.requireToChange(id, person);
        Set<Demand> met = store.met(id);
        Map<Demand, Boolean> demanded = new EnumMap<>(Demand.class);
        demandedBetween(store.stage(id), to).forEach(demand -> demanded.put(demand, met.contains(demand)));
        return demanded;
    }

    private List<Demand> missing(long id, CaseStatus stage, CaseStatus to) {
        Set<Demand> missing = demandedBetween(stage, to);
        missing.removeAll(store.met(id));
        return List.copyOf(missing);
    }

    /** What is demanded by the stages after the one to the other; nothing when it goes back or aside. */
    private Set<Demand> demandedBetween(CaseStatus stage, CaseStatus to) {
        Set<Demand> demanded = EnumSet.noneOf(Demand.class);
        if (!to.isAside()) {
            Map<CaseStatus, Set<Demand>> gates = store.gates();
            for (CaseStatus each : CaseStatus.STAGES) {
                if (each.compareTo(stage) > 0 && each.compareTo(to) <= 0) {
                    demanded.addAll(gates.getOrDefault(each, Set.of()));
                }
            }
        }
        return demanded;
    }

    // ---- change

    /** A seed: an idea that did not come out of a plan. */
    @Transactional
    public long plant(String title, String note, Origin origin, Person person) {
        BusinessCases.requireCoordinator(person);
        if (origin == Origin.PLAN) {
            throw new IllegalArgumentException("origin plan; a case of a plan is taken up from its page");
        }
        long id = store.plant(title.strip(), note.strip(), origin, person);
        audit.record(person, "created", "case", Long.toString(id), Map.of("origin", origin.code()));
        return id;
    }

    /**
     * Moves a case.
     *
     * @param reason why it is put aside; only for that
     * @param words why it may pass although something is missing, or more about why it is put aside
     * @param version as it was when the person looked
     */
    @Transactional
    public Outcome move(
            long id, CaseStatus to, @Nullable AsideReason reason, String words, int version, Person person) {
        cases.requireToChange(id, person);
        Optional<CaseStatus> held = store.hold(id, version);
        if (held.isEmpty() || held.get() == to) {
            return new Outcome.ChangedMeanwhile();
        }
        CaseStatus from = held.get();
        if (to.isAside() && reason == null) {
            return new Outcome.NoReason();
        }
        List<Demand> missing = missing(id, store.stage(id), to);
        if (!missing.isEmpty() && words.isBlank()) {
            return new Outcome.Lacking(missing);
        }
        record(id, from, to, to.isAside() && reason != null ? reason.code() : "", words.strip(), missing, person);
        return new Outcome.Moved(from, to);
    }

    /** Takes the latest move back; false when somebody else changed the case first or it never moved. */
    @Transactional
    public boolean takeBack(long id, int version, Person person) {
        cases.requireToChange(id, person);
        Optional<CaseStatus> held = store.hold(id, version);
        Optional<Dossier.Move> latest = store.moves(id).stream().findFirst();
        if (held.isEmpty() || latest.isEmpty() || held.get() != latest.get().to()) {
            return false;
        }
        record(id, held.get(), latest.get().from(), "undone", "", List.of(), person);
        return true;
    }

    private void record(
            long id, CaseStatus from, CaseStatus to, String reason, String words, List<Demand> missing, Person person) {
        List<String> lacking = missing.stream().map(Demand::code).toList();
        store.move(id, from, to, reason, words, lacking, person);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("status", List.of(from.code(), to.code()));
        if (!reason.isEmpty()) {
            detail.put("reason", reason);
        }
        if (!words.isEmpty()) {
            detail.put("words", words);
        }
        if (!lacking.isEmpty()) {
            detail.put("missing", lacking);
        }
        audit.record(person, "moved", "case", Long.toString(id), detail);
    }

    /** Sets what the stages demand. */
    @Transactional
    public void setGates(Map<CaseStatus, Set<Demand>> gates, Person person) {
        BusinessCases.requireCoordinator(person);
        store.setGates(gates);
        Map<String, Object> detail = new LinkedHashMap<>();
        gates.forEach((stage, demands) -> detail.put(
                stage.code(), demands.stream().map(Demand::code).sorted().toList()));
        audit.record(person, "changed", "gates", "cases", detail);
    }

    /** How it earns its money, and which of the 17 goals it serves. */
    @Transactional
    public void describe(long id, @Nullable EarningModel model, Set<Integer> sdgs, Person person) {
        cases.requireToChange(id, person);
        store.describe(id, model, sdgs);
        changed(id, person, "model", model == null ? "" : model.code());
    }

    /** What a case should bring per year: EUR, t CO2e avoided, jobs. False for a case of a plan, which has its figures. */
    @Transactional
    public boolean expect(long id, double surplus, double co2eAvoided, double jobs, Person person) {
        cases.requireToChange(id, person);
        if (!store.expect(id, surplus, co2eAvoided, jobs)) {
            return false;
        }
        cases.changed(id, person, Map.of("surplus", surplus, "co2eAvoided", co2eAvoided, "jobs", jobs));
        return true;
    }

    @Transactional
    public void addPartner(long id, String organisation, String role, Person person) {
        cases.requireToChange(id, person);
        String name = organisations
                .find(organisation, person)
                .orElseThrow(() -> new Missing("organisation " + organisation))
                .name();
        store.addPartner(id, organisation, name, role.strip());
        changed(id, person, "partner", organisation);
    }

    /** False when the partner came out of the plan: then the plan's figures count on it. */
    @Transactional
    public boolean removePartner(long id, String organisation, Person person) {
        cases.requireToChange(id, person);
        if (!store.removePartner(id, organisation)) {
            return false;
        }
        changed(id, person, "partner-removed", organisation);
        return true;
    }

    @Transactional
    public void plan(long id, String title, String owner, LocalDate due, Person person) {
        cases.requireToChange(id, person);
        store.addStep(id, title.strip(), owner.strip(), due);
        changed(id, person, "step", title.strip());
    }

    /** A step is done, or not after all. */
    @Transactional
    public void finish(long id, long step, boolean done, Person person) {
        cases.requireToChange(id, person);
        if (store.finish(id, step, done, person.name())) {
            changed(id, person, done ? "step-done" : "step-open", Long.toString(step));
        }
    }

    @Transactional
    public void removeStep(long id, long step, Person person) {
        cases.requireToChange(id, person);
        if (store.removeStep(id, step)) {
            changed(id, person, "step-removed", Long.toString(step));
        }
    }

    @Transactional
    public void write(long id, Dossier.Entry.Kind kind, LocalDate happenedOn, String words, Person person) {
        cases.requireToChange(id, person);
        store.addEntry(id, kind, happenedOn, words.strip(), person.name());
        changed(id, person, "entry", kind.code());
    }

    @Transactional
    public void verify(
            long id,
            Dossier.Result.Measure measure,
            double quantity,
            String forWhom,
            LocalDate firstDay,
            LocalDate lastDay,
            String evidence,
            Person person) {
        cases.requireToChange(id, person);
        if (!Double.isFinite(quantity) || lastDay.isBefore(firstDay) || evidence.isBlank()) {
            throw new IllegalArgumentException("a verified result of " + quantity + " from " + firstDay + " to "
                    + lastDay + "; expected a number, days in order and evidence");
        }
        store.addResult(id, measure, quantity, forWhom.strip(), firstDay, lastDay, evidence.strip(), person.name());
        changed(id, person, "result", measure.code());
    }

    private void changed(long id, Person person, String what, String value) {
        cases.changed(id, person, Map.of(what, value));
    }
}
