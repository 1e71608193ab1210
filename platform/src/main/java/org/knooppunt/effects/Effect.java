package org.knooppunt.effects;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done, the figure that should have changed, and how sure it is that it did.
 *
 * @param fileName of the table that was brought in; absent while there is none
 * @param choice what was chosen out of it; absent until then
 * @param indicator whose figures the table holds; absent where it was brought in as a file
 * @param predictors on what a twin should agree besides, as it was chosen last; none for the figure itself
 * @param run what was worked out last; absent until then
 * @param judgements newest first; the first counts
 */
public record Effect(
        long id,
        int version,
        EffectText text,
        FigureText figure,
        @Nullable String fileName,
        @Nullable Choice choice,
        @Nullable String indicator,
        List<ChosenPredictor> predictors,
        @Nullable Run run,
        List<Judgement> judgements,
        @Nullable Instant publishedAt,
        String creator,
        Instant createdAt) {
    public Effect {
        predictors = List.copyOf(predictors);
        judgements = List.copyOf(judgements);
    }

    /**
     * Places and years out of a table.
     *
     * @param treated the place where it was done, as the table names it
     * @param compared places to compare with
     */
    public record Choice(String treated, int from, int to, List<String> compared) {
        public Choice {
            compared = List.copyOf(compared);
        }
    }

    /**
     * What was worked out, with its data.
     *
     * @param data CSV with unit, period and value; absent where something is only said
     * @param predictors on what the twin agrees, as the command line reads it; absent where it is the figure itself
     * @param document absent where nothing is calculated
     */
    public record Run(
            long id,
            Approach approach,
            String treated,
            int started,
            String figure,
            String unit,
            String source,
            @Nullable String data,
            @Nullable String predictors,
            @Nullable EffectDocument document,
            boolean refused,
            Instant at,
            String person) {

        public Grade most() {
            return approach.most(refused);
        }
    }

    /** How sure it is, and who said so. */
    public record Judgement(long run, Grade grade, String reason, Instant at, String person) {}

    /** The last judgement, if it is of what was worked out last. */
    public @Nullable Judgement judgement() {
        return judgements.isEmpty() || run == null || judgements.getFirst().run() != run.id()
                ? null
                : judgements.getFirst();
    }

    public boolean isPublished() {
        return publishedAt != null;
    }
}
