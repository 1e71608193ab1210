package org.knooppunt.engine.inventory;

/**
 * A given connection between two sites, one way. When an inventory has links, only the pairs they list are connected
 * (and a site with itself, at no cost).
 *
 * @param cost EUR per unit
 * @param co2 kg CO2e per unit
 */
public record Link(String from, String to, double cost, double km, double co2, Mode mode) {
    public Link {
        Check.id("link from", from);
        Check.id("link to", to);
        Check.finite("link " + from + " to " + to + ": cost", cost);
        Check.atLeastZero("link " + from + " to " + to + ": km", km);
        Check.finite("link " + from + " to " + to + ": co2", co2);
    }
}
