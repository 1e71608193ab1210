package org.knooppunt.engine.legal;

/**
 * The giver or the taker.
 *
 * @param address of the site in question, empty when not known
 * @param number enterprise number, empty when not known
 */
public record Partner(String name, String address, String number, Place place) {}
