package org.knooppunt.introductions;

import org.jspecify.annotations.Nullable;

/**
 * What one side is told of the other before both agree: never a name, a place or a price.
 *
 * @param kind code of the kind of resource, which both know
 * @param className name of a class that the stream is of, or that lies above its own; empty when none is told
 * @param kmFrom at least so many km as the crow flies; absent when no distance is told
 * @param kmTo at most so many; absent when there is no upper end
 * @param from at least so many units a year
 * @param to less than so many; absent when there is no upper end, and nothing is told when {@code from} is 0 too
 */
public record Statement(
        String kind,
        String className,
        @Nullable Integer kmFrom,
        @Nullable Integer kmTo,
        double from,
        @Nullable Double to) {

    /** The widest: somebody in the region. */
    public static Statement widest(String kind) {
        return new Statement(kind, "", null, null, 0, null);
    }

    public boolean tellsQuantity() {
        return from > 0 || to != null;
    }
}
