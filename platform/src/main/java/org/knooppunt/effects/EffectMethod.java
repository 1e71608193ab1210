package org.knooppunt.effects;

import java.util.Locale;

/** How an effect is looked for. */
public enum EffectMethod {
    SYNTHETIC_CONTROL,
    DIFFERENCE_IN_DIFFERENCES,
    INTERRUPTED_TIME_SERIES;

    /** As the command line and the messages write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return code();
    }
}
