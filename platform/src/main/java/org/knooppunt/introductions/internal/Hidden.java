package org.knooppunt.introductions.internal;

import java.util.List;

/**
 * A stream that only its owner and the coordinator may see.
 *
 * @param classes its class and those above it, nearest first, without the root of the tree, for that says next to nothing;
 *     a root that has streams of its own stays
 * @param since number of the night on which it came under its veil, or under the one that this was cut from
 */
public record Hidden(
        String side,
        String stream,
        String organisation,
        List<String> classes,
        double lat,
        double lon,
        double quantity,
        int since) {
    public Hidden {
        classes = List.copyOf(classes);
    }

    /** The same, come under a veil on this night. */
    Hidden on(int night) {
        return new Hidden(side, stream, organisation, classes, lat, lon, quantity, night);
    }

    /** The widest class under which it is told. */
    String top() {
        return classes.getLast();
    }
}
