package org.knooppunt.introductions;

/**
 * A possible partner for a stream of one's own, as its owner may know it.
 *
 * @param token names the pair towards this stream alone; the same partner has another one towards another stream
 * @param aside whether the reader put it aside itself and may come back to it
 */
public record Match(String token, Statement statement, boolean aside) {}
