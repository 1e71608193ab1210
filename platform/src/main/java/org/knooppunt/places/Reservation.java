package org.knooppunt.places;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation of a place.
 *
 * @param series shared by the repeats of one reservation
 * @param until the first moment that is free again
 * @param account who asked; absent once that is forgotten
 * @param owner key of the organisation that owns the place
 */
public record Reservation(
        long id,
        long place,
        String placeName,
        PlaceKind placeKind,
        String address,
        String owner,
        @Nullable UUID series,
        Instant from,
        Instant until,
        ReservationState state,
        @Nullable String organisation,
        String organisationName,
        @Nullable Long account,
        String booker,
        String purpose,
        String answer,
        int version,
        Instant changedAt) {

    public String path() {
        return "/places/reservations/" + id;
    }

    public String placePath() {
        return "/places/" + place;
    }

    public boolean isPast() {
        return until.isBefore(Instant.now());
    }
}
