package org.knooppunt.expenditure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.internal.ExpenditureStore;
import org.knooppunt.expenditure.internal.ExpenditureStore.Cut;
import org.knooppunt.expenditure.internal.ExpenditureStore.Scope;
import org.knooppunt.expenditure.internal.FundStore;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.Tree;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every report is a question to the same expenditures: by goal of any framework (the progress report of the city fund, the view
 * of the Flemish BBC), by who pays, by place, by year, or one funder's claim over the days of a phase. Their totals are equal
 * to the cent.
 */
@Service
public class SpendingReports {
    private final ExpenditureStore store;
    private final FundStore funds;
    private final Goals goals;

    SpendingReports(ExpenditureStore store, FundStore funds, Goals goals) {
        this.store = store;
        this.funds = funds;
        this.goals = goals;
    }

    /**
     * What a report is about.
     *
     * @param from first day on which an expenditure may have ended
     * @param fund only what this fund pays; absent for all payers
     */
    public record About(
            LocalDate from, LocalDate until, @Nullable Long fund) {
        public About {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("until " + until + " lies before " + from);
            }
        }

        private Scope scope() {
            return new Scope(from, until, fund);
        }

        /** Budgets are given by year; beside days that are no whole years they would mislead. */
        boolean isWholeYears() {
            return from.getDayOfYear() == 1 && until.plusDays(1).getDayOfYear() == 1;
        }
    }

    /**
     * By the goals of a framework, as a tree: each goal with what is told of itself and all beneath it.
     *
     * @throws org.knooppunt.web.Missing when there is no such framework
     */
    @Transactional(readOnly = true)
    public SpendingReport byGoal(String framework, About about, @Nullable Person person) {
        Expenditures.requireReader(person);
        Tree tree = goals.tree(framework, person);
        Cut cut = store.byGoal(framework, about.scope());
        boolean budgeted = about.isWholeYears() && about.fund() == null;
        Map<UUID, Long> budgets =
                budgeted ? store.budgets(about.from().getYear(), about.until().getYear()) : Map.of();
        List<SpendingReport.Row> rows = new ArrayList<>();
        for (Tree.Node root : tree.roots()) {
            add(rows, root, 0, tree, cut, budgets);
        }
        // what earlier versions of the framework had and the one in force has not is shown all the same
        for (String key : cut.cents().keySet()) {
            if (tree.find(UUID.fromString(key)).isEmpty()) {
                SpendingReport.Amounts amounts = amounts(cut, key);
                rows.add(new SpendingReport.Row(
                        key, "", null, 0, false, amounts, amounts, null, expenditures(cut, Set.of(key))));
            }
        }
        Long budget = budgets.isEmpty()
                ? null
                : (Long) budgets.entrySet().stream()
                        .filter(each -> tree.find(each.getKey()).isPresent())
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return report(about, rows, amounts(store.withoutGoal(framework, about.scope()), ""), budget);
    }

    private static void add(
            List<SpendingReport.Row> rows, Tree.Node node, int depth, Tree tree, Cut cut, Map<UUID, Long> budgets) {
        Set<UUID> beneath = tree.withBeneath(node.goal().id());
        SpendingReport.Amounts whole = SpendingReport.Amounts.NONE;
        Set<String> keys = new TreeSet<>();
        Long budget = null;
        for (UUID goal : beneath) {
            whole = whole.plus(amounts(cut, goal.toString()));
            keys.add(goal.toString());
            Long given = budgets.get(goal);
            if (given != null) {
                budget = (budget == null ? 0 : budget) + given;
            }
        }
        rows.add(new SpendingReport.Row(
                node.goal().id().toString(),
                node.goal().code(),
                node.goal(),
                depth,
                node.again(),
                amounts(cut, node.goal().id().toString()),
                whole,
                budget,
                expenditures(cut, keys)));
        node.under().forEach(child -> add(rows, child, depth + 1, tree, cut, budgets));
    }

    /** By neighbourhood or place; what has none is for the whole city. */
    @Transactional(readOnly = true)
    public SpendingReport byPlace(About about, @Nullable Person person) {
        Expenditures.requireReader(person);
        Cut cut = store.byPlace(about.scope());
        return report(about, flat(cut, Comparator.naturalOrder()), amounts(cut, ""), null);
    }

    @Transactional(readOnly = true)
    public SpendingReport byYear(About about, @Nullable Person person) {
        Expenditures.requireReader(person);
        return report(
                about, flat(store.byYear(about.scope()), Comparator.naturalOrder()), SpendingReport.Amounts.NONE, null);
    }

    /** By who pays: a row for each fund, and one for the city itself. */
    @Transactional(readOnly = true)
    public SpendingReport byPayer(About about, @Nullable Person person) {
        Expenditures.requireReader(person);
        Cut whole = store.whole(about.scope());
        Map<Long, Long> cents = whole.cents().getOrDefault("", Map.of());
        List<SpendingReport.Row> rows = new ArrayList<>();
        for (SpendingReport.Payer payer : payers(cents)) {
            long fund = payer.fund() == null ? 0 : payer.fund();
            SpendingReport.Amounts amounts = new SpendingReport.Amounts(Map.of(fund, cents.getOrDefault(fund, 0L)));
            int count = expenditures(
                    payer.fund() == null ? whole : store.whole(new Scope(about.from(), about.until(), payer.fund())),
                    Set.of(""));
            rows.add(new SpendingReport.Row(
                    Long.toString(fund), payer.name(), null, 0, false, amounts, amounts, null, count));
        }
        return report(about, rows, SpendingReport.Amounts.NONE, null);
    }

    private static List<SpendingReport.Row> flat(Cut cut, Comparator<String> order) {
        return cut.cents().keySet().stream()
                .filter(key -> !key.isEmpty())
                .sorted(order)
                .map(key -> {
                    SpendingReport.Amounts amounts = amounts(cut, key);
                    return new SpendingReport.Row(
                            key, key, null, 0, false, amounts, amounts, null, expenditures(cut, Set.of(key)));
                })
                .toList();
    }

    private SpendingReport report(
            About about, List<SpendingReport.Row> rows, SpendingReport.Amounts untold, @Nullable Long budget) {
        Map<Long, Long> whole = store.whole(about.scope()).cents().getOrDefault("", Map.of());
        SpendingReport report = new SpendingReport(
                about.from(),
                about.until(),
                payers(whole),
                rows,
                untold,
                new SpendingReport.Amounts(whole),
                budget,
                rows.stream().anyMatch(SpendingReport.Row::again));
        if (!report.counted().equals(report.total())) {
            throw new IllegalStateException("the rows of a report add up to " + report.counted() + " and not to "
                    + report.total() + ", from " + about.from() + " to " + about.until());
        }
        return report;
    }

    /** Those who pay something, funds by name and the city itself last. */
    private List<SpendingReport.Payer> payers(Map<Long, Long> cents) {
        List<SpendingReport.Payer> payers = new ArrayList<>(cents.keySet().stream()
                .filter(fund -> fund != 0)
                .map(fund -> funds.named(fund))
                .sorted(Comparator.comparing(SpendingReport.Payer::name))
                .toList());
        if (cents.containsKey(0L)) {
            payers.add(new SpendingReport.Payer(null, "", false));
        }
        return payers;
    }

    private static SpendingReport.Amounts amounts(Cut cut, String key) {
        return new SpendingReport.Amounts(new TreeMap<>(cut.cents().getOrDefault(key, Map.of())));
    }

    private static int expenditures(Cut cut, Set<String> keys) {
        Set<Long> ids = new TreeSet<>();
        keys.forEach(key -> ids.addAll(cut.expenditures().getOrDefault(key, Set.of())));
        return ids.size();
    }

    /**
     * What a fund pays of an expenditure.
     *
     * @param whole cents of the expenditure
     * @param cents of it that the fund pays
     */
    public record Claim(
            long expenditure,
            String title,
            String payee,
            String reference,
            LocalDate firstDay,
            LocalDate lastDay,
            String place,
            long whole,
            long cents) {
        public BigDecimal wholeEuros() {
            return Cents.euros(whole);
        }

        public BigDecimal euros() {
            return Cents.euros(cents);
        }
    }

    /** One funder's claim: each expenditure it pays a part of in these days; together what {@link #byGoal} totals. */
    @Transactional(readOnly = true)
    public List<Claim> claims(About about, @Nullable Person person) {
        Expenditures.requireReader(person);
        if (about.fund() == null) {
            throw new IllegalArgumentException("no fund; a claim is that of one funder");
        }
        return store.claims(about.scope());
    }
}
