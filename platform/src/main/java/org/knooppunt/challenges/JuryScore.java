package org.knooppunt.challenges;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the jury as a whole thinks of one solution. Per criterion the mean over the jurors who scored it; in total the mean of
 * these, each counted as often as its criterion weighs: with weights 2 and 1 and means 4 and 1, the total is (2·4 + 1·1) / 3 =
 * 3. Totals are compared as the fractions they are, so what is equal is told as equal and what is not is not rounded to it.
 *
 * @param sheets how many jurors scored it
 * @param means per criterion, in their order
 * @param total from 1 to 5
 * @param rank 1 is best; those of the same total have the same rank, and the next rank counts all of them
 * @param tied whether another one has the same total
 */
public record JuryScore(long solution, int sheets, List<Double> means, double total, int rank, boolean tied) {
    public JuryScore {
        means = List.copyOf(means);
    }

    /** What the scores of one solution add up to: {@code weighted} over {@code sheets} times all weights. */
    private record Sum(long solution, int sheets, long[] perCriterion, long weighted) {
        static Sum of(long solution, List<Challenge.Criterion> criteria, List<Sheet> sheets) {
            long[] sums = new long[criteria.size()];
            long weighted = 0;
            for (Sheet sheet : sheets) {
                if (sheet.scores().size() != criteria.size()) {
                    throw new IllegalArgumentException(
                            "a sheet of " + sheet.scores().size() + " scores; expected " + criteria.size()
                                    + ", one for each criterion");
                }
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += sheet.scores().get(i);
                    weighted += (long) criteria.get(i).weight() * sheet.scores().get(i);
                }
            }
            return new Sum(solution, sheets.size(), sums, weighted);
        }

        /** Negative when this one is better. */
        int compareTo(Sum other) {
            return Long.compare(other.weighted * sheets, weighted * other.sheets);
        }
    }

    /** The solutions that were scored, the best first. */
    public static List<JuryScore> of(List<Challenge.Criterion> criteria, List<Sheet> sheets) {
        Map<Long, List<Sheet>> bySolution = new LinkedHashMap<>();
        sheets.forEach(sheet -> bySolution
                .computeIfAbsent(sheet.solution(), any -> new ArrayList<>())
                .add(sheet));
        List<Sum> sums = new ArrayList<>();
        bySolution.forEach((solution, own) -> sums.add(Sum.of(solution, criteria, own)));
        sums.sort(Sum::compareTo);
        double weights = criteria.stream().mapToInt(Challenge.Criterion::weight).sum();
        List<JuryScore> scores = new ArrayList<>();
        for (Sum sum : sums) {
            List<Double> means = new ArrayList<>();
            for (long each : sum.perCriterion()) {
                means.add((double) each / sum.sheets());
            }
            long better =
                    sums.stream().filter(other -> other.compareTo(sum) < 0).count();
            long equal =
                    sums.stream().filter(other -> other.compareTo(sum) == 0).count();
            scores.add(new JuryScore(
                    sum.solution(),
                    sum.sheets(),
                    means,
                    sum.weighted() / (sum.sheets() * weights),
                    (int) better + 1,
                    equal > 1));
        }
        return scores;
    }
}
