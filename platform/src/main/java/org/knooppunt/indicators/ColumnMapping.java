package org.knooppunt.indicators;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file which thing stands: the name of its column, or empty when it is the same for all rows and given here.
 *
 * @param wide whether each period has a column of its own, named as the period
 * @param decimalComma whether numbers have a comma before their decimals
 */
public record ColumnMapping(
        boolean wide,
        String indicator,
        String area,
        String period,
        String category,
        String value,
        String status,
        String source,
        String fixedIndicator,
        String fixedCategory,
        String fixedSource,
        String fixedStatus,
        boolean decimalComma) {

    private static @Nullable String among(List<String> header, String... names) {
        for (String name : names) {
            for (String column : header) {
                if (column.strip().toLowerCase(Locale.ROOT).equals(name)) {
                    return column;
                }
            }
        }
        return null;
    }

    private static String orNone(@Nullable String column) {
        return column == null ? "" : column;
    }

    /** What the names of the columns suggest. */
    public static ColumnMapping of(List<String> header, boolean decimalComma) {
        String period = among(header, "period", "periode", "year", "jaar", "time_period", "période", "année");
        boolean wide = period == null
                && header.stream()
                                .filter(column -> Period.find(column).isPresent())
                                .count()
                        > 0;
        return new ColumnMapping(
                wide,
                orNone(among(header, "indicator", "indicateur", "indicator_code")),
                orNone(among(
                        header, "area", "gebied", "nis", "niscode", "nis_code", "ref_area", "gemeente", "commune")),
                orNone(period),
                orNone(among(header, "category", "categorie", "groep", "catégorie")),
                orNone(among(header, "value", "waarde", "obs_value", "valeur")),
                orNone(among(header, "status", "obs_status", "statut")),
                orNone(among(header, "source", "bron")),
                "",
                Category.TOTAL,
                "",
                ObservationStatus.FINAL.code(),
                decimalComma);
    }

    /** Whether all that must be known is. */
    public boolean isComplete() {
        return !area.isEmpty()
                && !(indicator.isEmpty() && fixedIndicator.isEmpty())
                && !(source.isEmpty() && fixedSource.isEmpty())
                && (wide || !period.isEmpty() && !value.isEmpty());
    }

    /** Whether a file with these columns can be read so. */
    public boolean fits(List<String> header) {
        return isComplete()
                && java.util.stream.Stream.of(indicator, area, period, category, value, status, source)
                        .allMatch(column -> column.isEmpty() || header.contains(column));
    }
}
