package org.knooppunt.engine.evaluation;

/**
 * How to evaluate.
 *
 * @param seed of the search for predictor weights; the same seed gives the same answer
 * @param threads that may work at the same time; the answer does not depend on it
 * @param poorest fit before the start from which a twin is refused: its error as a share of how far units lie from each
 *     other, above 0
 */
public record EvaluationOptions(long seed, int threads, double poorest) {
    public static final EvaluationOptions DEFAULT =
            new EvaluationOptions(1, Math.max(1, Runtime.getRuntime().availableProcessors()), 0.25);

    public EvaluationOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
        if (!(poorest > 0)) {
            throw new IllegalArgumentException("poorest is " + poorest + "; expected a share above 0, such as 0.25");
        }
    }

    public EvaluationOptions withThreads(int newThreads) {
        return new EvaluationOptions(seed, newThreads, poorest);
    }

    public EvaluationOptions withSeed(long newSeed) {
        return new EvaluationOptions(newSeed, threads, poorest);
    }
}
