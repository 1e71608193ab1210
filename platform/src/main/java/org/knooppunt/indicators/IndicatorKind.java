package org.knooppunt.indicators;

import org.knooppunt.web.Coded;

/** Where figures come from: counted in a register, or asked of some. */
public enum IndicatorKind implements Coded {
    REGISTER,
    SURVEY
}
