package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Room for words on a drawing: beside their point where that is free, else further off, to be tied to it with a line.
 * Words never lie over words. The same questions in the same order get the same answers.
 */
final class LabelPlaces {
    /** From a point to the words beside it. */
    private static final double GAP = 9;

    private static final double FARTHEST = 192;
    private static final double RING = 12;
    private static final int WAYS = 16;

    /** What is taken on the drawing. */
    record Box(double left, double top, double right, double bottom) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /**
     * Where words go.
     *
     * @param far whether they need a line to their point
     */
    record Place(Box box, boolean far) {
        /** Where the line to a point ends: the nearest of the edge. */
        double nearestX(double x) {
            return Math.clamp(x, box.left, box.right);
        }

        double nearestY(double y) {
            return Math.clamp(y, box.top, box.bottom);
        }
    }

    private final double width;
    private final double height;
    private final List<Box> words = new ArrayList<>();
    private final List<Box> marks = new ArrayList<>();

    LabelPlaces(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** Keeps words off a mark where that can be. */
    void mark(Box box) {
        marks.add(box);
    }

    /** Keeps all words off this. */
    void take(Box box) {
        words.add(box);
    }

    /**
     * Takes room for words of this size at a point.
     *
     * @param must whether they may go further off, and over a mark, before they are left out
     * @return nothing where there is no room
     */
    @Nullable
    Place find(double x, double y, double wide, double high, boolean must) {
        Place place = free(near(x, y, wide, high), false, true);
        if (place == null && must) {
            place = free(far(x, y, wide, high), true, true);
        }
        if (place == null && must) {
            place = free(near(x, y, wide, high), false, false);
        }
        if (place == null && must) {
            place = free(far(x, y, wide, high), true, false);
        }
        if (place != null) {
            words.add(place.box());
        }
        return place;
    }

    private @Nullable Place free(List<Box> candidates, boolean far, boolean offMarks) {
        for (Box box : candidates) {
            boolean inside = box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2;
            if (inside
                    && words.stream().noneMatch(box::overlaps)
                    && !(offMarks && marks.stream().anyMatch(box::overlaps))) {
                return new Place(box, far);
            }
        }
        return null;
    }

    private static List<Box> near(double x, double y, double wide, double high) {
        List<Box> boxes = new ArrayList<>();
        boxes.add(at(x + GAP, y - high / 2, wide, high));
        boxes.add(at(x - GAP - wide, y - high / 2, wide, high));
        boxes.add(at(x - wide / 2, y - GAP - high, wide, high));
        boxes.add(at(x - wide / 2, y + GAP, wide, high));
        for (double up : new double[] {y - high, y}) {
            boxes.add(at(x + GAP, up, wide, high));
            boxes.add(at(x - GAP - wide, up, wide, high));
        }
        return boxes;
    }

    private static List<Box> far(double x, double y, double wide, double high) {
        List<Box> boxes = new ArrayList<>();
        for (double distance = 2 * RING; distance <= FARTHEST; distance += RING) {
            for (int way = 0; way < WAYS; way++) {
                double angle = 2 * Math.PI * way / WAYS;
                double middleX = x + Math.cos(angle) * (distance + wide / 2);
                double middleY = y + Math.sin(angle) * distance;
                boxes.add(at(middleX - wide / 2, middleY - high / 2, wide, high));
            }
        }
        return boxes;
    }

    private static Box at(double left, double top, double wide, double high) {
        return new Box(left, top, left + wide, top + high);
    }
}
