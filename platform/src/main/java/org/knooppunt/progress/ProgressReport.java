package org.knooppunt.progress;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.SpendingReport;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.Point;
import org.knooppunt.indicators.Series;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.LinkedThing;

/**
 * A progress report as it stands: part I, how effects evolved; part II, what was realised of each objective.
 *
 * @param texts what the officer wrote, by place
 * @param effects part I: the goals at the top with the figures that show them
 * @param objectives part II: the goals below, in the order of the tree
 * @param money of all goals together
 */
public record ProgressReport(
        long id,
        String title,
        String framework,
        LocalDate firstDay,
        LocalDate lastDay,
        int version,
        Map<String, Text> texts,
        List<Effect> effects,
        List<Objective> objectives,
        SpendingReport money) {
    public ProgressReport {
        texts = Map.copyOf(texts);
        effects = List.copyOf(effects);
        objectives = List.copyOf(objectives);
    }

    /** Parts of a report that an officer writes. */
    public static final List<String> PARTS = List.of("intro", "effects", "realisation", "end");

    /** A report in a list, with its newest edition. */
    public record Line(
            long id,
            String title,
            String framework,
            LocalDate firstDay,
            LocalDate lastDay,
            int editions,
            @Nullable Instant latest) {}

    /** What an officer wrote. */
    public record Text(String words, int version, String writer, Instant writtenAt) {}

    /** An effect and the figures that show it. */
    public record Effect(Goal goal, List<Shown> figures) {
        public Effect {
            figures = List.copyOf(figures);
        }
    }

    /** A figure over time in the area this hub serves. */
    public record Shown(Indicator indicator, Series series) {
        public @Nullable Point first() {
            return series.points().stream()
                    .filter(point -> point.value() != null)
                    .findFirst()
                    .orElse(null);
        }

        public @Nullable Point last() {
            return series.latest().orElse(null);
        }

        /** Whether it moved as was meant: 1 for better, -1 for worse, 0 where nobody can tell. */
        public int moved() {
            Point first = first();
            Point last = last();
            if (first == null || last == null || first.value() == null || last.value() == null) {
                return 0;
            }
            int up = Double.compare(last.value(), first.value());
            return switch (indicator.card().direction()) {
                case UP -> Integer.signum(up);
                case DOWN -> -Integer.signum(up);
                case NEUTRAL -> 0;
            };
        }
    }

    /**
     * An objective and what became of it.
     *
     * @param text what the officer wrote; empty when nothing yet
     * @param things what serves it: cases, sessions, voices that everybody may see
     */
    public record Objective(
            Goal goal,
            int depth,
            String text,
            List<LinkedThing> things,
            BigDecimal spent,
            @Nullable BigDecimal budget) {
        public Objective {
            things = List.copyOf(things);
        }

        public boolean isTold() {
            return !text.isEmpty() || !things.isEmpty() || spent.signum() > 0;
        }
    }

    /** One that went out. */
    public record Edition(long report, int number, Instant madeAt, String maker, String note, boolean shown) {}

    public String text(String place) {
        Text text = texts.get(place);
        return text == null ? "" : text.words();
    }

    public int textVersion(String place) {
        Text text = texts.get(place);
        return text == null ? 0 : text.version();
    }
}
