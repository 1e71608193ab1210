package org.knooppunt.engine.candidates;

/**
 * How many pairs to keep.
 *
 * @param k pairs kept for each source and for each taker
 * @param reachKm farthest way, detour included, on top of the reach of the class; infinite for no limit
 * @param above only pairs worth more than this many EUR per unit; {@link Double#NEGATIVE_INFINITY} for all
 * @param threads they change the time it takes and nothing else
 */
public record CandidateOptions(int k, double reachKm, double above, int threads) {
    public CandidateOptions {
        if (k < 1 || threads < 1 || !(reachKm >= 0) || Double.isNaN(above)) {
            throw new IllegalArgumentException("options are k " + k + ", reach " + reachKm + " km, above " + above
                    + ", " + threads + " threads; expected k and threads from 1 and a reach from 0");
        }
    }
}
