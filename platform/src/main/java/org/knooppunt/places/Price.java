package org.knooppunt.places;

/**
 * What is asked for a place.
 *
 * @param perUnit for each unit of its size; else for all of it
 */
public record Price(Deal deal, long cents, boolean perUnit, PricePeriod period) {
    public double euros() {
        return cents / 100.0;
    }
}
