package org.knooppunt.places;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Keys;

/**
 * Somebody who looks for space, and what became of it.
 *
 * @param need key of the need in the inventory
 * @param open whether the need is still in the inventory
 * @param fits how many places have the size and are free, as this reader sees them
 * @param price EUR that is paid for a square metre a year; nothing when the need is gone
 */
public record SpaceSeeker(
        String need,
        String title,
        String organisation,
        String organisationName,
        String className,
        double quantity,
        @Nullable Double price,
        boolean open,
        long fits,
        SeekerState state,
        @Nullable LocalDate movedOn,
        @Nullable Long place,
        String whereto,
        String note) {

    public String path() {
        return "/places/seekers/" + Keys.path(need);
    }

    public String needPath() {
        return "/needs/" + Keys.path(need);
    }

    public String tone() {
        return switch (state) {
            case LOOKING -> "wait";
            case MOVED_IN -> "good";
            case STOPPED -> "plain";
        };
    }

    public String icon() {
        return switch (state) {
            case LOOKING -> "search";
            case MOVED_IN -> "circle-check";
            case STOPPED -> "ban";
        };
    }
}
