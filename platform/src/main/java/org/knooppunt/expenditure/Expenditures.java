package org.knooppunt.expenditure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.internal.ExpenditureStore;
import org.knooppunt.expenditure.internal.FundStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was spent, told once. Policy officers and administrators write, coordinators read along. No expenditure is paid for
 * twice: funds together never pay more than the whole, which the database itself refuses.
 */
@Service
public class Expenditures {
    static final String THING = "expenditure";

    /** What the shares of the goals of one framework add up to: hundredths of a percent. */
    public static final int WHOLE = 10_000;

    private final ExpenditureStore store;
    private final FundStore funds;
    private final Audit audit;

    Expenditures(ExpenditureStore store, FundStore funds, Audit audit) {
        this.store = store;
        this.funds = funds;
        this.audit = audit;
    }

    public static boolean mayWrite(@Nullable Person person) {
        return person != null && (person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR));
    }

    public static boolean mayRead(@Nullable Person person) {
        return mayWrite(person) || person != null && person.is(Role.COORDINATOR);
    }

    static void requireReader(@Nullable Person person) {
        if (!mayRead(person)) {
            throw new AccessDeniedException("expenditures are for policy officers, administrators and coordinators");
        }
    }

    static void requireWriter(@Nullable Person person) {
        if (!mayWrite(person)) {
            throw new AccessDeniedException("expenditures are written by policy officers and administrators");
        }
    }

    /** Which expenditures. Nothing chosen means all. */
    public record Filter(
            String text,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long fund,
            Set<UUID> goals,
            String place,
            String sort) {
        public Filter {
            goals = Set.copyOf(goals);
        }
    }

    /** How many there are and what they cost, in cents. */
    public record Sum(long count, long cents, long fundedCents) {
        public BigDecimal euros() {
            return Cents.euros(cents);
        }

        public BigDecimal fundedEuros() {
            return Cents.euros(fundedCents);
        }
    }

    @Transactional(readOnly = true)
    public Slice<Expenditure.Line> list(Filter filter, int page, int size, @Nullable Person person) {
        requireReader(person);
        return store.list(filter, page, size);
    }

    @Transactional(readOnly = true)
    public Sum sum(Filter filter, @Nullable Person person) {
        requireReader(person);
        ExpenditureStore.Sum sum = store.sum(filter);
        return new Sum(sum.count(), sum.cents(), sum.fundedCents());
    }

    @Transactional(readOnly = true)
    public void each(Filter filter, @Nullable Person person, Consumer<Expenditure.Line> consumer) {
        requireReader(person);
        store.each(filter, consumer);
    }

    /** @throws Missing when there is none such */
    @Transactional(readOnly = true)
    public Expenditure get(long id, @Nullable Person person) {
        requireReader(person);
        return store.find(id).orElseThrow(() -> new Missing("expenditure " + id));
    }

    @Transactional(readOnly = true)
    public List<String> places(@Nullable Person person) {
        requireReader(person);
        return store.places();
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, @Nullable Person person) {
        requireReader(person);
        return audit.list(THING, Long.toString(id));
    }

    /** What came of saving. */
    public sealed interface Outcome {
        record Done(long id) implements Outcome {}

        /** Funds would pay more than the whole, by so many cents. */
        record PaidTwice(long tooMuch) implements Outcome {}

        /** The shares of the goals of a framework do not add up: to so many hundredths of a percent. */
        record WrongShares(String framework, long sum) implements Outcome {}

        /** Another expenditure has this number in the books. */
        record KnownReference(long id) implements Outcome {}

        record UnknownFund(String key) implements Outcome {}

        record UnknownGoal(String key) implements Outcome {}

        record ChangedMeanwhile() implements Outcome {}
    }

    @Transactional
    public Outcome create(Expenditure.Draft draft, Person person) {
        requireWriter(person);
        return save(null, draft, 0, person);
    }

    @Transactional
    public Outcome change(long id, Expenditure.Draft draft, int version, Person person) {
        requireWriter(person);
        return save(id, draft, version, person);
    }

    private Outcome save(@Nullable Long id, Expenditure.Draft draft, int version, Person person) {
        Map<UUID, Integer> shares = new LinkedHashMap<>();
        Optional<Outcome> refused = check(id, draft, shares);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (id == null) {
            long made = store.create(draft, shares, person);
            audit.record(person, "created", THING, Long.toString(made), Map.of("title", draft.title()));
            return new Outcome.Done(made);
        }
        Expenditure old = get(id, person);
        if (!store.change(id, draft, shares, version)) {
            return new Outcome.ChangedMeanwhile();
        }
        audit.record(person, "changed", THING, Long.toString(id), differences(old, get(id, person)));
        return new Outcome.Done(id);
    }

    /** What keeps this from being saved; fills in the shares of its goals. */
    private Optional<Outcome> check(@Nullable Long id, Expenditure.Draft draft, Map<UUID, Integer> shares) {
        for (Expenditure.Share payer : draft.payers()) {
            if (!payer.key().matches("\\d{1,18}")
                    || funds.find(Long.parseLong(payer.key())).isEmpty()) {
                return Optional.of(new Outcome.UnknownFund(payer.key()));
            }
        }
        if (draft.fundedCents() > draft.cents()) {
            return Optional.of(new Outcome.PaidTwice(draft.fundedCents() - draft.cents()));
        }
        if (!draft.reference().isEmpty()) {
            Optional<Long> known = store.withReference(draft.reference()).filter(other -> !other.equals(id));
            if (known.isPresent()) {
                return Optional.of(new Outcome.KnownReference(known.get()));
            }
        }
        return shares(draft.goals(), shares);
    }

    private Optional<Outcome> shares(List<Expenditure.Share> goals, Map<UUID, Integer> shares) {
        Map<UUID, Long> asked = new LinkedHashMap<>();
        for (Expenditure.Share goal : goals) {
            try {
                asked.put(UUID.fromString(goal.key()), goal.amount());
            } catch (IllegalArgumentException e) {
                return Optional.of(new Outcome.UnknownGoal(goal.key()));
            }
        }
        Map<UUID, String> frameworks = store.frameworks(asked.keySet());
        for (UUID goal : asked.keySet()) {
            if (!frameworks.containsKey(goal)) {
                return Optional.of(new Outcome.UnknownGoal(goal.toString()));
            }
        }
        Map<String, List<UUID>> together = new TreeMap<>();
        asked.keySet().forEach(goal -> together.computeIfAbsent(frameworks.get(goal), any -> new ArrayList<>())
                .add(goal));
        for (Map.Entry<String, List<UUID>> framework : together.entrySet()) {
            long given = framework.getValue().stream().mapToLong(asked::get).sum();
            List<UUID> open = framework.getValue().stream()
                    .filter(goal -> asked.get(goal) == 0)
                    .toList();
            if (given > WHOLE - open.size() || open.isEmpty() && given != WHOLE) {
                return Optional.of(new Outcome.WrongShares(framework.getKey(), given));
            }
            // what is left goes to those without a share in equal parts, to the last hundredth of a percent
            long left = WHOLE - given;
            for (int i = 0; i < open.size(); i++) {
                long part = left * (i + 1) / open.size() - left * i / open.size();
                shares.put(open.get(i), (int) part);
            }
            framework.getValue().stream()
                    .filter(goal -> asked.get(goal) > 0)
                    .forEach(goal -> shares.put(goal, asked.get(goal).intValue()));
        }
        return Optional.empty();
    }

    private static Map<String, Object> differences(Expenditure old, Expenditure now) {
        Map<String, Object> detail = new LinkedHashMap<>();
        put(detail, "title", old.title(), now.title());
        put(detail, "payee", old.payee(), now.payee());
        put(detail, "reference", old.reference(), now.reference());
        put(detail, "from", old.firstDay().toString(), now.firstDay().toString());
        put(detail, "until", old.lastDay().toString(), now.lastDay().toString());
        put(detail, "place", old.place(), now.place());
        put(detail, "euro", old.euros().toPlainString(), now.euros().toPlainString());
        put(detail, "payers", words(old), words(now));
        put(detail, "goals", old.tags().toString(), now.tags().toString());
        return detail;
    }

    private static String words(Expenditure one) {
        Set<String> words = new TreeSet<>();
        one.payers()
                .forEach(payer -> words.add(payer.name() + " " + payer.euros().toPlainString()));
        return String.join(", ", words);
    }

    private static void put(Map<String, Object> detail, String what, String old, String now) {
        if (!old.equals(now)) {
            detail.put(what, List.of(old, now));
        }
    }

    /** Takes an expenditure out of all reports, or back in; false when it cannot come back since its number is used again. */
    @Transactional
    public boolean remove(long id, boolean removed, Person person) {
        requireWriter(person);
        if (!removed) {
            if (store.isReferenceUsedAgain(id)) {
                return false;
            }
        }
        if (store.remove(id, removed)) {
            audit.record(person, removed ? "deleted" : "restored", THING, Long.toString(id), Map.of());
        }
        return true;
    }

    /** What is budgeted of a goal, in cents by year. */
    @Transactional(readOnly = true)
    public Map<Integer, Long> budgets(UUID goal, @Nullable Person person) {
        requireReader(person);
        return store.budgets(goal);
    }

    /** Sets the budget of a goal in a year; no amount removes it. */
    @Transactional
    public void budget(UUID goal, int year, @Nullable Long cents, String source, Person person) {
        requireWriter(person);
        if (!store.frameworks(Set.of(goal)).containsKey(goal)) {
            throw new Missing("goal " + goal);
        }
        if (cents == null) {
            store.removeBudget(goal, year);
        } else {
            store.setBudget(goal, year, cents, source.strip());
        }
        audit.record(
                person,
                "changed",
                "budget",
                goal + "/" + year,
                Map.of("euro", cents == null ? "" : Cents.euros(cents).toPlainString()));
    }
}
