package org.knooppunt.introductions.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.knooppunt.introductions.State;
import org.knooppunt.introductions.Statement;
import org.knooppunt.inventory.Side;

/** An introduction as it is kept: all of it. What a reader may know of it is decided by who asks for it. */
public record Row(
        String id,
        Half offer,
        Half need,
        Side begunBy,
        State state,
        @Nullable String closedBecause,
        @Nullable String closedBy,
        String reason,
        String words,
        String note,
        @Nullable Long businessCase,
        Instant begunAt,
        Instant movedAt,
        int reminders,
        @Nullable Instant remindedAt) {

    /**
     * One side.
     *
     * @param stream absent while the desk looks for it
     * @param in whether it knows of the introduction
     * @param yes whether it agrees to names
     * @param price whether it agrees to prices
     * @param account who spoke for it
     * @param sees what it was told of the other
     */
    public record Half(
            @Nullable String stream,
            @Nullable String organisation,
            boolean in,
            boolean yes,
            boolean price,
            @Nullable Long account,
            @Nullable String visibility,
            @Nullable Statement sees) {}

    public Half half(Side side) {
        return side == Side.OFFER ? offer : need;
    }

    public static Side other(Side side) {
        return side == Side.OFFER ? Side.NEED : Side.OFFER;
    }

    /** The side that is still looked for. */
    public boolean lacksPartner() {
        return offer.stream() == null || need.stream() == null;
    }
}
