package org.knooppunt.expenditure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Money that somebody gives for a purpose.
 *
 * @param external whether it comes from outside the city
 */
public record Fund(long id, String name, String funder, boolean external, String words, int version) {

    /** A fund in a list, with what was spent of it and on how many expenditures. */
    public record Line(long id, String name, String funder, boolean external, long spentCents, int expenditures) {
        public BigDecimal spentEuros() {
            return Cents.euros(spentCents);
        }
    }

    /**
     * What an area may draw.
     *
     * @param spentCents what the expenditures here took of the fund in these years; told only of the city this hub serves
     */
    public record Right(
            long id,
            String area,
            int firstYear,
            int lastYear,
            long cents,
            String source,
            @Nullable Long spentCents) {
        public BigDecimal euros() {
            return Cents.euros(cents);
        }

        public @Nullable BigDecimal leftEuros() {
            return spentCents == null ? null : Cents.euros(cents - spentCents);
        }

        public @Nullable BigDecimal spentEuros() {
            return spentCents == null ? null : Cents.euros(spentCents);
        }

        public boolean isOverdrawn() {
            return spentCents != null && spentCents > cents;
        }
    }

    /**
     * Money of others that came along with a fund: on the expenditures of which it pays a part.
     *
     * @param cents what the fund paid
     * @param others what other funds from outside the city paid
     * @param own what the city paid itself
     */
    public record Leverage(long cents, long others, long own, int expenditures) {
        /** Euro of others from outside for each euro of the fund; nothing when it paid nothing. */
        public @Nullable Double perEuro() {
            return cents == 0 ? null : (Double) (others / (double) cents);
        }

        public @Nullable Double ownPerEuro() {
            return cents == 0 ? null : (Double) (own / (double) cents);
        }

        public BigDecimal euros() {
            return Cents.euros(cents);
        }

        public BigDecimal othersEuros() {
            return Cents.euros(others);
        }

        public BigDecimal ownEuros() {
            return Cents.euros(own);
        }
    }

    /**
     * The share of a fund in what areas spend, each figure beside what the source prints of it.
     *
     * @param firstYear of the years over which rights are added up
     */
    public record Shares(int year, int firstYear, int lastYear, List<ShareLine> lines, ShareLine total, String source) {
        public Shares {
            lines = List.copyOf(lines);
        }

        /** Whether nothing that is worked out here differs from what the source prints. */
        public boolean agrees() {
            return total.agrees() && lines.stream().allMatch(ShareLine::agrees);
        }
    }

    /**
     * One area.
     *
     * @param area empty for all together
     * @param rightsCents over the years
     * @param rightCents in the year
     * @param ordinaryCents what the area spent in the year
     * @param printed what the source prints, by measure
     */
    public record ShareLine(
            String area,
            long inhabitants,
            long rightsCents,
            long rightCents,
            long ordinaryCents,
            Map<String, BigDecimal> printed) {
        public ShareLine {
            printed = Map.copyOf(printed);
        }

        public BigDecimal rightsEuros() {
            return Cents.euros(rightsCents);
        }

        public BigDecimal rightEuros() {
            return Cents.euros(rightCents);
        }

        public BigDecimal ordinaryEuros() {
            return Cents.euros(ordinaryCents);
        }

        /** The right as a percentage of what was spent, exact to six digits. */
        public BigDecimal share() {
            return BigDecimal.valueOf(rightCents)
                    .multiply(BigDecimal.valueOf(100))
                    .divide(BigDecimal.valueOf(ordinaryCents), 6, RoundingMode.HALF_UP);
        }

        /** The right per inhabitant, in euro. */
        public BigDecimal perInhabitant() {
            return Cents.euros(rightCents).divide(BigDecimal.valueOf(inhabitants), 2, RoundingMode.HALF_UP);
        }

        private BigDecimal worked(String measure) {
            return switch (measure) {
                case "inhabitants" -> BigDecimal.valueOf(inhabitants);
                case "rights" -> rightsEuros();
                case "right" -> rightEuros();
                case "ordinary" -> ordinaryEuros();
                case "share" -> share();
                default -> throw new IllegalArgumentException("measure " + measure);
            };
        }

        /** What the source prints less what is worked out, rounded as the source rounds; nothing when they agree. */
        public @Nullable BigDecimal difference(String measure) {
            BigDecimal said = printed.get(measure);
            if (said == null) {
                return null;
            }
            BigDecimal difference = said.subtract(worked(measure).setScale(said.scale(), RoundingMode.HALF_UP));
            return difference.signum() == 0 ? null : difference;
        }

        public boolean agrees() {
            return printed.keySet().stream().allMatch(measure -> difference(measure) == null);
        }
    }
}
