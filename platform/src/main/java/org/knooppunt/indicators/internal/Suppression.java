package org.knooppunt.indicators.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which figures of an indicator are not told, so that no small count can be read or computed. A small count hides its area
 * and category in every period. Then others are hidden with it, until none of the hidden small ones follows from what is
 * told and from what adds up: categories of a dimension to their total, parts to their whole, former areas to the merged
 * one. What is hidden together in one sum is never itself a small number.
 */
public final class Suppression {
    private static final double SURE = 1e-7;

    /** What is hidden or told as one, over all periods and sources. */
    public record Key(int area, int category) {}

    /**
     * One figure.
     *
     * @param value absent when the source keeps it to itself
     */
    public record Figure(
            Key key, int period, int source, @Nullable Double value) {}

    /** What adds up: the parts make the whole, wherever they are all there. */
    public record Sum(Key whole, List<Key> parts) {
        public Sum {
            parts = List.copyOf(parts);
        }
    }

    /** The figures of one period, of one source or of all, and the sums that hold among them: each a set of keys. */
    private record Table(Map<Key, Figure> figures, List<List<Key>> sums) {}

    private final int threshold;
    private final List<Table> tables = new ArrayList<>();
    private final Set<Key> small = new LinkedHashSet<>();
    private final Set<Key> hidden = new LinkedHashSet<>();
    /** The largest value of a key in any period: what is lost when it is hidden. */
    private final Map<Key, Double> weight = new HashMap<>();

    private Suppression(List<Figure> figures, List<Sum> sums, int threshold) {
        this.threshold = threshold;
        Map<List<Integer>, Map<Key, Figure>> groups = new TreeMap<>(
                Comparator.<List<Integer>>comparingInt(List::getFirst).thenComparingInt(List::getLast));
        for (Figure figure : figures) {
            groups.computeIfAbsent(List.of(figure.period(), figure.source()), group -> new LinkedHashMap<>())
                    .put(figure.key(), figure);
            // sources that say the same can be read together
            groups.computeIfAbsent(List.of(figure.period(), -1), group -> new LinkedHashMap<>())
                    .merge(figure.key(), figure, (one, other) -> one.value() == null ? other : one);
            Double value = figure.value();
            if (value == null || value > 0 && value < threshold) {
                small.add(figure.key());
            }
            weight.merge(figure.key(), value == null ? 0 : Math.abs(value), Math::max);
        }
        hidden.addAll(small);
        for (Map<Key, Figure> group : groups.values()) {
            List<List<Key>> holding = new ArrayList<>();
            for (Sum sum : sums) {
                holding(sum, group).ifPresent(holding::add);
            }
            tables.add(new Table(group, holding));
        }
    }

    /**
     * What must be hidden.
     *
     * @return the keys, and of each whether it is small itself
     */
    public static Map<Key, Boolean> hidden(List<Figure> figures, List<Sum> sums, int threshold) {
        Suppression suppression = new Suppression(figures, sums, threshold);
        suppression.complete();
        Map<Key, Boolean> hidden = new LinkedHashMap<>();
        suppression.hidden.forEach(key -> hidden.put(key, suppression.small.contains(key)));
        return hidden;
    }

    /**
     * The keys of a sum when it holds in a table. Parts that miss more than a small number of the whole say nothing of each
     * other: what is not there hides them well enough.
     */
    private Optional<List<Key>> holding(Sum sum, Map<Key, Figure> group) {
        Figure whole = group.get(sum.whole());
        if (whole == null) {
            return Optional.empty();
        }
        List<Key> keys = new ArrayList<>();
        keys.add(sum.whole());
        double parts = 0;
        boolean known = whole.value() != null;
        for (Key part : sum.parts()) {
            Figure figure = group.get(part);
            if (figure != null) {
                keys.add(part);
                parts += figure.value() == null ? 0 : figure.value();
                known &= figure.value() != null;
            }
        }
        Double value = whole.value();
        if (keys.size() == 1 || known && value != null && Math.abs(value - parts) >= threshold) {
            return Optional.empty();
        }
        return Optional.of(keys);
    }

    private void complete() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Table table : tables) {
                changed |= coverSums(table);
            }
            if (!changed) {
                for (Table table : tables) {
                    changed |= coverSystem(table);
                }
            }
        }
    }

    /** In a sum with something small, two at least are hidden, and together they are no small number. */
    private boolean coverSums(Table table) {
        boolean changed = false;
        for (List<Key> sum : table.sums()) {
            boolean again = true;
            while (again) {
                again = !isCovered(sum, table) && hideOne(sum);
                changed |= again;
            }
        }
        return changed;
    }

    private boolean isCovered(List<Key> sum, Table table) {
        int count = 0;
        boolean hasSmall = false;
        double together = 0;
        boolean known = true;
        for (Key key : sum) {
            if (hidden.contains(key)) {
                count++;
                hasSmall |= small.contains(key);
                Figure figure = table.figures().get(key);
                Double value = figure == null ? null : figure.value();
                known &= value != null;
                together += value == null ? 0 : Math.abs(value);
            }
        }
        return !hasSmall || count >= 2 && (!known || together == 0 || together >= threshold);
    }

    /** Hides what is lost least: a part rather than the whole, the smallest that is more than nothing. */
    private boolean hideOne(List<Key> sum) {
        Key best = null;
        for (Key key : sum) {
            if (!hidden.contains(key) && (best == null || cost(key, sum) < cost(best, sum))) {
                best = key;
            }
        }
        return best != null && hidden.add(best);
    }

    private double cost(Key key, List<Key> sum) {
        double lost = weight.getOrDefault(key, 0.0);
        double nothing = lost == 0 ? 1e9 : 0;
        return lost + nothing + (key.equals(sum.getFirst()) ? 1e12 : 0);
    }

    /** All sums together: when they settle something small, one more of theirs is hidden. */
    private boolean coverSystem(Table table) {
        boolean changed = false;
        Optional<Key> settled = settled(table);
        while (settled.isPresent()) {
            if (!hideNear(settled.get(), table)) {
                return changed;
            }
            changed = true;
            settled = settled(table);
        }
        return changed;
    }

    /** A hidden small one that the sums settle. */
    private Optional<Key> settled(Table table) {
        Map<Key, Integer> columns = new LinkedHashMap<>();
        List<Map<Integer, Double>> rows = new ArrayList<>();
        for (List<Key> sum : table.sums()) {
            Map<Integer, Double> row = new HashMap<>();
            for (Key key : sum) {
                if (hidden.contains(key)) {
                    row.put(
                            columns.computeIfAbsent(key, each -> columns.size()),
                            key.equals(sum.getFirst()) ? -1.0 : 1.0);
                }
            }
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        Set<Integer> known = settled(rows);
        return columns.entrySet().stream()
                .filter(entry -> small.contains(entry.getKey()) && known.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The columns that a system of equations settles, whatever its right sides are; by elimination. */
    static Set<Integer> settled(List<Map<Integer, Double>> rows) {
        Map<Integer, Map<Integer, Double>> pivots = new LinkedHashMap<>();
        for (Map<Integer, Double> given : rows) {
            Map<Integer, Double> row = new HashMap<>(given);
            for (Map.Entry<Integer, Map<Integer, Double>> pivot : pivots.entrySet()) {
                subtract(row, pivot.getValue(), row.getOrDefault(pivot.getKey(), 0.0));
            }
            Optional<Map.Entry<Integer, Double>> largest =
                    row.entrySet().stream().max(Comparator.comparingDouble(entry -> Math.abs(entry.getValue())));
            if (largest.isEmpty()) {
                continue;
            }
            int column = largest.get().getKey();
            double by = largest.get().getValue();
            row.replaceAll((each, value) -> value / by);
            pivots.values().forEach(other -> subtract(other, row, other.getOrDefault(column, 0.0)));
            pivots.put(column, row);
        }
        Set<Integer> settled = new HashSet<>();
        pivots.forEach((column, row) -> {
            if (row.size() == 1) {
                settled.add(column);
            }
        });
        return settled;
    }

    private static void subtract(Map<Integer, Double> row, Map<Integer, Double> other, double times) {
        if (times != 0) {
            other.forEach((column, value) -> {
                double left = row.getOrDefault(column, 0.0) - times * value;
                if (Math.abs(left) < SURE) {
                    row.remove(column);
                } else {
                    row.put(column, left);
                }
            });
        }
    }

    /** One more of a sum that holds it, or of one that is tied to it by what is hidden. */
    private boolean hideNear(Key key, Table table) {
        Set<Key> near = new LinkedHashSet<>(List.of(key));
        int before = 0;
        while (near.size() > before) {
            before = near.size();
            List<Key> candidates = new ArrayList<>();
            for (List<Key> sum : table.sums()) {
                if (sum.stream().anyMatch(near::contains)) {
                    candidates.addAll(sum);
                }
            }
            Optional<Key> best = candidates.stream()
                    .filter(each -> !hidden.contains(each))
                    .min(Comparator.comparingDouble(
                            each -> weight.getOrDefault(each, 0.0) == 0 ? 1e9 : weight.getOrDefault(each, 0.0)));
            if (best.isPresent()) {
                return hidden.add(best.get());
            }
            near.addAll(candidates);
        }
        return false;
    }
}
