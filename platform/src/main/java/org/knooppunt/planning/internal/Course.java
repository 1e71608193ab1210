package org.knooppunt.planning.internal;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.planning.PlanSummary;

/** How a search went: best plan and bound over time, in so few points that a row of the database holds them. */
final class Course {
    static final int MOST = 120;

    private final List<PlanSummary.Progress> points = new ArrayList<>();
    private double apart;

    /** Later points come later; what is too near to the one before takes its place. */
    synchronized void add(PlanSummary.Progress point) {
        int last = points.size() - 1;
        boolean near = last > 0 && point.seconds() - points.get(last - 1).seconds() < apart;
        boolean same = last >= 0 && point.seconds() <= points.get(last).seconds();
        if (near || same) {
            points.set(last, point);
        } else {
            points.add(point);
        }
        if (points.size() > MOST) {
            thin();
        }
    }

    /** Every other point goes, the first and the last stay; from here on points lie twice as far apart. */
    private void thin() {
        List<PlanSummary.Progress> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % 2 == 0 || i == points.size() - 1) {
                kept.add(points.get(i));
            }
        }
        points.clear();
        points.addAll(kept);
        apart = 2 * (points.getLast().seconds() - points.getFirst().seconds()) / MOST;
    }

    synchronized List<PlanSummary.Progress> points() {
        return List.copyOf(points);
    }
}
