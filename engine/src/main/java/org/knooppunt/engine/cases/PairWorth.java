package org.knooppunt.engine.cases;

/**
 * What two partners reach together without anybody else.
 *
 * @param surplus EUR per year
 */
public record PairWorth(String first, String second, double surplus) {}
