package org.knooppunt.engine.transport;

import org.knooppunt.engine.inventory.Mode;

/**
 * Moving one unit between two sites.
 *
 * @param cost EUR per unit
 * @param km distance travelled
 * @param co2 kg CO2e per unit
 */
public record Haul(double cost, double km, double co2, Mode mode) {}
