package org.knooppunt.challenges;

import java.util.List;

/**
 * What one juror thinks of one solution.
 *
 * @param name of the juror
 * @param scores from 1 to 5, one for each criterion in their order
 */
public record Sheet(long solution, long juror, String name, List<Integer> scores, String remark) {
    public static final int LOWEST = 1;
    public static final int HIGHEST = 5;

    public Sheet {
        scores = List.copyOf(scores);
    }
}
