package org.knooppunt.engine.candidates;

/**
 * What a pair must meet beyond class, place, months and audience, such as quality limits. It is asked by several threads
 * at once, of pairs that would otherwise be among the best, and must always answer the same.
 */
@FunctionalInterface
public interface PairTest {
    boolean fits(int source, int taker);
}
