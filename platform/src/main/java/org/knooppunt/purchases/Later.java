package org.knooppunt.purchases;

import org.knooppunt.web.Coded;

/** On what terms one joins after the threshold was reached. */
public enum Later implements Coded {
    NOBODY,
    /** At the price that was reached. */
    SAME_PRICE,
    /** At that price, which falls for all when what is bound reaches a further level. */
    FALLING_PRICE
}
