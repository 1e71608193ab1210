package org.knooppunt.purchases;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer says it will buy.
 *
 * @param maxPrice EUR per unit, the highest it accepts; absent for who may not see it
 * @param account of who pledged
 * @param person who pledged, by name
 * @param boundAt since when it is binding; absent while it is not
 * @param late whether it joined after the threshold was reached
 */
public record Pledge(
        String organisation,
        String name,
        BigDecimal volume,
        @Nullable BigDecimal maxPrice,
        long account,
        String person,
        Instant changedAt,
        @Nullable Instant boundAt,
        boolean late) {
    public boolean isBound() {
        return boundAt != null;
    }

    /** For who has to deliver it: not up to which price the buyer would have gone. */
    Pledge withoutLimit() {
        return new Pledge(organisation, name, volume, null, account, person, changedAt, boundAt, late);
    }
}
