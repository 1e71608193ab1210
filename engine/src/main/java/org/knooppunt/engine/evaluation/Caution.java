package org.knooppunt.engine.evaluation;

import java.util.List;

/**
 * What somebody who reads a result must know before believing it.
 *
 * @param values what the sentence of the kind needs, as plain text
 */
public record Caution(Kind kind, List<String> values) {
    public Caution {
        values = List.copyOf(values);
    }

    static Caution of(Kind kind, Object... values) {
        return new Caution(
                kind, java.util.Arrays.stream(values).map(Caution::plain).toList());
    }

    private static String plain(Object value) {
        return value instanceof Double number
                ? String.format(java.util.Locale.ROOT, "%.4g", number)
                : String.valueOf(value);
    }

    /** In English, on one line. */
    public String text() {
        return String.format(java.util.Locale.ROOT, kind.sentence, values.toArray());
    }

    /** What there is to be careful about. */
    public enum Kind {
        POOR_FIT(
                "refused: before the start the twin is off by %s, which is %s of how far units differ from each other (%s);"
                        + " at most %s is accepted. Choose units that are more alike, other predictors, or another method"),
        OVER_REJECTION(
                "a placebo test can find effects that are none more often than its p-value says, above all when units differ"
                        + " in size or in how much they vary"),
        SMALLEST_P("with %s units to compare with, p cannot be below %s, however large the effect"),
        OUTSIDE_RANGE("in %s of %s periods before the start the unit lies outside what any other unit had,"
                + " where no mix of them can follow it"),
        PERFECT_FIT("the twin fits the periods before the start exactly; with %s units and %s values to fit"
                + " that says little about later periods"),
        FEW_BEFORE("there are only %s periods before the start; a twin that fits few periods may do so by chance"),
        NOT_UNIQUE("other weights fit equally well, so which units make the twin says little"),
        INTERPOLATION("the units in the twin lie on average %s from the unit, no nearer than units in general (%s);"
                + " a mix of units that are unlike it assumes that everything in between is a straight line"),
        IN_TIME("a start at %s, when nothing was done yet, gives an effect of %s, as large as the one found"),
        LEANS_ON_ONE("without %s the effect is %s instead of %s"),
        ONE_TREATED(
                "one unit did it: the standard errors count on many and are too small; rather look at the rank among"
                        + " the units that did not"),
        PRE_TREND("before the start the unit already moved away from the others (rank %s of %s), so the rule that both"
                + " would have moved alike is in doubt"),
        FEW_PERIODS("there are %s periods before and %s from the start on; a line through fewer than 8 on either side"
                + " depends on single values"),
        NO_COMPARISON("nothing else is compared with: whatever else happened at the same time is in the effect too");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }
}
