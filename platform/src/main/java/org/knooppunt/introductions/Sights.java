package org.knooppunt.introductions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.introductions.internal.Row;
import org.knooppunt.inventory.Side;

/** What one side may know of the steps and the end of an introduction. */
final class Sights {
    private Sights() {}

    /**
     * Its own steps and those of the desk; of the other side what happened after the desk brought the two together, and the
     * wish the desk asked about. Who acted for the other side is told while names are.
     */
    static List<Step> steps(List<Step> all, Row row, Side side) {
        List<Step> shown = new ArrayList<>();
        boolean together = false;
        for (Step step : all) {
            switch (step.by()) {
                case "desk" -> {
                    boolean meant = step.to() == null || step.to().equals(side.code());
                    together |= step.kind().equals("asked");
                    if (meant) {
                        shown.add(step.withoutPerson());
                    }
                }
                case "system" -> {
                    together |= step.kind().equals("named");
                    shown.add(step);
                }
                default -> {
                    if (step.by().equals(side.code())) {
                        shown.add(step);
                    } else if (together || asksAbout(step, row, side)) {
                        shown.add(softened(step, row));
                    }
                }
            }
        }
        return shown;
    }

    /** The wish of the other side, for a side that was asked because of it. */
    private static boolean asksAbout(Step step, Row row, Side side) {
        boolean wish = step.kind().equals("interested") || step.kind().equals("sought");
        boolean asked = row.state() != State.WISHED && row.begunBy() != side;
        return wish && asked;
    }

    /** Why the other side ends it, and through what, is its own business. */
    private static Step softened(Step step, Row row) {
        Step named = row.state().isNamed() ? step : step.withoutPerson();
        return switch (step.kind()) {
            case "declined", "withdrawn", "gone", "tightened" -> named.asKind("ended");
            case "sought" -> named.asKind("interested");
            default -> named;
        };
    }

    /** Why it is closed, as a side may know it. */
    static @Nullable String ended(Row row, Side side) {
        String because = row.closedBecause();
        String by = row.closedBy();
        if (because == null || by == null) {
            return null;
        }
        if (by.equals(side.code())) {
            return "self." + because;
        }
        return by.equals("desk") ? "desk" : by.equals("system") ? "expired" : "other";
    }
}
