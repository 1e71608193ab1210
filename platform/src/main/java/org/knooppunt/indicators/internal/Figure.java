package org.knooppunt.indicators.internal;

import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Origin;

/**
 * A figure while it is worked out.
 *
 * @param value NaN when there is none or it is not told
 * @param there whether there is one, told or not
 */
record Figure(double value, ObservationStatus status, Origin origin, int source, boolean there) {
    static final Figure NONE = new Figure(Double.NaN, ObservationStatus.FINAL, Origin.OWN, 0, false);

    static Figure certain(double value) {
        return new Figure(value, ObservationStatus.FINAL, Origin.OWN, 0, true);
    }

    static Figure of(ObservationStore.Cell cell) {
        Double value = cell.value();
        return new Figure(
                value == null ? Double.NaN : value,
                ObservationStatus.values()[cell.status()],
                Origin.OWN,
                cell.source(),
                true);
    }

    Figure from(Origin where) {
        return new Figure(value, status, where, source, there);
    }

    /** Of two figures: not told when either is not told, and no surer or less broken than either. */
    Figure with(Figure other, double result) {
        if (!there || !other.there) {
            return NONE;
        }
        boolean hidden = status == ObservationStatus.SUPPRESSED || other.status == ObservationStatus.SUPPRESSED;
        ObservationStatus both = hidden
                ? ObservationStatus.SUPPRESSED
                : status == ObservationStatus.PROVISIONAL || other.status == ObservationStatus.PROVISIONAL
                        ? ObservationStatus.PROVISIONAL
                        : ObservationStatus.FINAL;
        Origin most = origin.ordinal() >= other.origin.ordinal() ? origin : other.origin;
        return new Figure(
                hidden ? Double.NaN : result,
                both,
                most,
                Math.max(source, other.source),
                hidden || !Double.isNaN(result));
    }
}
