package org.knooppunt.engine.inventory;

/** The unit in which a kind of resource is counted, per year unless said otherwise. */
public enum Unit {
    TONNE("t"),
    MEGAWATT_HOUR("MWh"),
    CUBIC_METRE("m3"),
    SQUARE_METRE("m2"),
    FULL_TIME_EQUIVALENT("fte");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** The symbol as written in files, for example {@code t} or {@code m3}. */
    public String symbol() {
        return symbol;
    }
}
