package org.knooppunt.cases.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Two lines of euros over the years, for the picture. */
final class YearsPicture {
    private YearsPicture() {}

    static Map<String, Object> of(
            List<Integer> years, String mainName, List<Double> main, String otherName, List<Double> other) {
        return Map.of(
                "type",
                "line",
                "unit",
                "€",
                "x",
                years.stream().map(year -> Integer.toString(year)).toList(),
                "series",
                List.of(
                        Map.of("name", mainName, "main", true, "values", cents(main)),
                        Map.of("name", otherName, "values", cents(other))));
    }

    private static List<BigDecimal> cents(List<Double> euros) {
        return euros.stream().map(YearsPicture::cents).toList();
    }

    static BigDecimal cents(double euros) {
        return BigDecimal.valueOf(euros).setScale(2, RoundingMode.HALF_UP);
    }
}
