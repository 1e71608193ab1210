package org.knooppunt.inventory;

/**
 * What a list adds up to for one kind.
 *
 * @param kind code; with it goes the unit
 */
public record Sum(String kind, long count, double quantity) {}
