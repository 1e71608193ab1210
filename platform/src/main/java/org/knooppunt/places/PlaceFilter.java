package org.knooppunt.places;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in a place; what is empty does not matter.
 *
 * @param minM2 at least so much space
 * @param area key of the area whose middle one looks around
 * @param point where one looks around instead, when one knows it to the metre
 * @param km at most so far from there
 * @param months the term one has in mind
 * @param free only what no contract holds today
 */
public record PlaceFilter(
        String text,
        @Nullable PlaceKind kind,
        @Nullable Deal deal,
        String organisation,
        @Nullable Double minM2,
        @Nullable Double maxM2,
        @Nullable Integer months,
        List<Trait> traits,
        String area,
        @Nullable Point point,
        @Nullable Double km,
        boolean bookable,
        boolean free,
        String sort,
        int page,
        int size) {
    /** A point on the map, in degrees. */
    public record Point(double lat, double lon) {}

    public static final PlaceFilter ALL = new PlaceFilter(
            "", null, null, "", null, null, null, List.of(), "", null, null, false, false, "name", 1, 50);

    public PlaceFilter {
        traits = List.copyOf(traits);
    }

    public PlaceFilter ofOrganisation(String key) {
        return new PlaceFilter(
                "", null, null, key, null, null, null, List.of(), "", null, null, false, false, "name", 1, size);
    }
}
