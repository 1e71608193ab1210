package org.knooppunt.places;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Keys;

/**
 * A building, a plot, a room or a piece of equipment.
 *
 * @param parent the place that this one is part of
 * @param size in units of {@code sizeUnit}
 * @param spaceM2 the same in square metres, where it is space
 * @param km how far it is from where one looks, when one said where
 * @param taken whether a contract of exclusive use holds all of it today
 * @param partly whether such a contract holds a part of it
 */
public record Place(
        long id,
        @Nullable Long parent,
        String parentName,
        PlaceKind kind,
        String name,
        String organisation,
        String organisationName,
        String address,
        double lat,
        double lon,
        @Nullable Double size,
        SizeUnit sizeUnit,
        @Nullable Double spaceM2,
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
        List<Price> prices,
        int version,
        Instant updatedAt,
        @Nullable Double km,
        boolean taken,
        boolean partly) {
    public Place {
        traits = List.copyOf(traits);
        openDays = List.copyOf(openDays);
        prices = List.copyOf(prices);
    }

    /** How much of it is in use today; the code is the end of a message key. */
    public String use() {
        return taken ? "taken" : partly ? "partly" : "free";
    }

    public String tone() {
        return taken || partly ? "wait" : "good";
    }

    public String icon() {
        return taken ? "lock" : partly ? "chart-pie" : "circle-check";
    }

    public String path() {
        return "/places/" + id;
    }

    public String ownerPath() {
        return "/organisations/" + Keys.path(organisation);
    }

    public Optional<Price> price(Deal deal) {
        return prices.stream().filter(price -> price.deal() == deal).findFirst();
    }

    /** Whether this person runs it: a coordinator, or a member of the organisation that owns it. */
    public boolean isManagedBy(@Nullable Person person) {
        return Organisations.mayEdit(person, organisation);
    }
}
