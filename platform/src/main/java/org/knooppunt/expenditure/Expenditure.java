package org.knooppunt.expenditure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Money that was spent, told once for all reports.
 *
 * @param reference its number in the books; may be empty
 * @param lastDay reports take it into the year of this day
 * @param place the neighbourhood or place it was spent for; empty when it is for the whole city
 * @param cents the whole, in euro cents
 * @param payers the funds that pay of it; the city pays the rest
 */
public record Expenditure(
        long id,
        String title,
        String payee,
        String reference,
        LocalDate firstDay,
        LocalDate lastDay,
        String place,
        long cents,
        List<Payer> payers,
        List<Tag> tags,
        int version,
        String creator) {
    public Expenditure {
        payers = List.copyOf(payers);
        tags = List.copyOf(tags);
    }

    /** A fund and what it pays. */
    public record Payer(long fund, String name, long cents) {
        public BigDecimal euros() {
            return Cents.euros(cents);
        }
    }

    /**
     * A goal it serves.
     *
     * @param share of the goals of this framework, in hundredths of a percent
     */
    public record Tag(UUID goal, String framework, int share) {
        /** Between 0 and 1. */
        public double part() {
            return share / 10_000.0;
        }
    }

    /** What a person tells of it. */
    public record Draft(
            String title,
            String payee,
            String reference,
            LocalDate firstDay,
            LocalDate lastDay,
            String place,
            long cents,
            List<Share> payers,
            List<Share> goals) {
        public Draft {
            payers = List.copyOf(payers);
            goals = List.copyOf(goals);
        }

        long fundedCents() {
            return payers.stream().mapToLong(Share::amount).sum();
        }
    }

    /**
     * A part of it.
     *
     * @param key the id of a fund or of a goal
     * @param amount cents of a fund; hundredths of a percent of a goal, 0 for an equal part of what is left
     */
    public record Share(String key, long amount) {}

    /** One row of a list. */
    public record Line(
            long id,
            String title,
            String payee,
            LocalDate lastDay,
            String place,
            long cents,
            long fundedCents,
            int goals) {
        public BigDecimal euros() {
            return Cents.euros(cents);
        }

        public BigDecimal fundedEuros() {
            return Cents.euros(fundedCents);
        }
    }

    public BigDecimal euros() {
        return Cents.euros(cents);
    }

    public long fundedCents() {
        return payers.stream().mapToLong(Payer::cents).sum();
    }

    /** What the city pays itself. */
    public BigDecimal ownEuros() {
        return Cents.euros(cents - fundedCents());
    }
}
