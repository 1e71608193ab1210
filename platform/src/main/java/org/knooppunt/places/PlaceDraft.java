package org.knooppunt.places;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person says of a place. */
public record PlaceDraft(
        @Nullable Long parent,
        PlaceKind kind,
        String name,
        String organisation,
        String address,
        double lat,
        double lon,
        @Nullable BigDecimal size,
        SizeUnit sizeUnit,
        String description,
        String conditions,
        List<Trait> traits,
        @Nullable LocalDate availableFrom,
        @Nullable LocalDate availableUntil,
        @Nullable Integer shortestMonths,
        @Nullable Integer longestMonths,
        String visibility,
        Booking booking,
        int opens,
        int closes,
        List<Integer> openDays,
        List<Price> prices) {
    public PlaceDraft {
        traits = List.copyOf(traits);
        openDays = List.copyOf(openDays);
        prices = List.copyOf(prices);
    }
}
