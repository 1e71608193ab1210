package org.knooppunt.planning;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Aim;

/**
 * A trade-off between two aims, and the plans it found.
 *
 * @param plan the plan it was asked beside
 * @param asked number of points
 * @param done points done so far
 * @param supportedOnly whether only plans that are best for some weight were sought; absent until it is known
 * @param complete whether nothing cut the search off; absent until it is known
 * @param error code of what went wrong; absent when nothing did
 * @param points by the second aim from least to most
 */
public record Trade(
        long id,
        long plan,
        Aim first,
        Aim second,
        int asked,
        PlanStatus status,
        int done,
        boolean cancelRequested,
        @Nullable Boolean supportedOnly,
        @Nullable Boolean complete,
        @Nullable String error,
        List<Point> points) {
    public Trade {
        points = points.stream()
                .sorted(Comparator.comparingDouble(point -> point.of(second)))
                .toList();
    }

    /** One of its plans: EUR per year, t CO2e avoided per year, full-time jobs. */
    public record Point(long plan, double money, double co2e, double jobs) {
        public double of(Aim aim) {
            return switch (aim) {
                case MONEY -> money;
                case CO2E -> co2e;
                case JOBS -> jobs;
            };
        }
    }

    /** What the point at this place of the curve, from 0, is called: A to Z, then A1 and on. */
    public static String letter(int at) {
        return (char) ('A' + at % 26) + (at < 26 ? "" : Integer.toString(at / 26));
    }

    public String firstCode() {
        return PlanGoal.code(first);
    }

    public String secondCode() {
        return PlanGoal.code(second);
    }

    public boolean running() {
        return !status.isFinal();
    }

    /** The point that is the same as these figures, if one is. */
    public @Nullable Point find(PlanSummary.Answer answer) {
        Point same = new Point(0, answer.money(), answer.co2eAvoided(), answer.jobs());
        return points.stream()
                .filter(point -> near(point.of(first), same.of(first)) && near(point.of(second), same.of(second)))
                .findFirst()
                .orElse(null);
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= 1e-3 * Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
    }
}
