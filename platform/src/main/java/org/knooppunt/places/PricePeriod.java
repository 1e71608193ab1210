package org.knooppunt.places;

import java.math.BigDecimal;
import java.util.Optional;
import org.knooppunt.web.Coded;

/** For how long a price pays. */
public enum PricePeriod implements Coded {
    ONCE,
    HOUR,
    DAY,
    MONTH,
    YEAR;

    /** How many there are in a year, for who thinks in years; an hour is no measure of a year. */
    public Optional<BigDecimal> perYear() {
        return switch (this) {
            case ONCE, HOUR -> Optional.empty();
            case DAY -> Optional.of(BigDecimal.valueOf(365));
            case MONTH -> Optional.of(BigDecimal.valueOf(12));
            case YEAR -> Optional.of(BigDecimal.ONE);
        };
    }
}
