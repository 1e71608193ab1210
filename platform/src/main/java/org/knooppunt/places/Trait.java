package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** What a place allows or has. */
public enum Trait implements Coded {
    NOISE,
    ODOUR,
    WATER,
    HEAT,
    POWER,
    FLOOR,
    DOCK,
    INTERNET
}
