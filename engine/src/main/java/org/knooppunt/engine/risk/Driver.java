package org.knooppunt.engine.risk;

/**
 * A stream that makes a figure vary.
 *
 * @param stream id of an offer or a need
 * @param share the squared correlation, over the years, of the stream's yearly quantity with the figure: 0 to 1. Streams
 *     vary independently, so the shares of a figure that is linear in them add up to 1
 */
public record Driver(String stream, double share) {}
