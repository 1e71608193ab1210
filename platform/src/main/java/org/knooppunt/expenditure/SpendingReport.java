package org.knooppunt.expenditure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.strategy.Goal;

/**
 * What was spent in a time, cut in one way. Every cut is of the same expenditures, so {@link #total} is the same for each,
 * and the rows that stand by themselves with what is left over add up to it to the cent.
 *
 * @param payers the payers of the columns, in order; the city's own part has no fund
 * @param rows in the order in which they are shown
 * @param untold what carries no goal of this framework, or no place
 */
public record SpendingReport(
        LocalDate from,
        LocalDate until,
        List<Payer> payers,
        List<Row> rows,
        Amounts untold,
        Amounts total,
        @Nullable Long budget,
        boolean overlaps) {
    public SpendingReport {
        payers = List.copyOf(payers);
        rows = List.copyOf(rows);
    }

    /** A column. */
    public record Payer(@Nullable Long fund, String name, boolean external) {}

    /**
     * A row.
     *
     * @param goal absent in cuts by place or payer
     * @param depth how deep it hangs in the tree, from 0
     * @param again whether it stood higher up already, since it hangs under several
     * @param own what is told of itself; what hangs under it is in {@code whole} too
     * @param budget cents; absent where nobody gave one
     */
    public record Row(
            String key,
            String title,
            @Nullable Goal goal,
            int depth,
            boolean again,
            Amounts own,
            Amounts whole,
            @Nullable Long budget,
            int expenditures) {
        public @Nullable BigDecimal budgetEuros() {
            return budget == null ? null : Cents.euros(budget);
        }
    }

    /** Cents by payer: the id of a fund, or 0 for the city itself. */
    public record Amounts(Map<Long, Long> cents) {
        public static final Amounts NONE = new Amounts(Map.of());

        public Amounts {
            cents = Map.copyOf(cents);
        }

        public long sum() {
            return cents.values().stream().mapToLong(Long::longValue).sum();
        }

        public long of(@Nullable Long fund) {
            return cents.getOrDefault(fund == null ? 0L : fund, 0L);
        }

        public BigDecimal euros() {
            return Cents.euros(sum());
        }

        public BigDecimal euros(@Nullable Long fund) {
            return Cents.euros(of(fund));
        }

        Amounts plus(Amounts other) {
            Map<Long, Long> sum = new TreeMap<>(cents);
            other.cents.forEach((payer, more) -> sum.merge(payer, more, Long::sum));
            return new Amounts(sum);
        }
    }

    /** The rows by themselves and what is left over, together; equal to the total. */
    public Amounts counted() {
        Set<String> seen = new HashSet<>();
        Amounts sum = untold;
        for (Row row : rows) {
            if (seen.add(row.key())) {
                sum = sum.plus(row.own());
            }
        }
        return sum;
    }
}
