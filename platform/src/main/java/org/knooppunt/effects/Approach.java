package org.knooppunt.effects;

import java.util.Optional;
import org.knooppunt.web.Coded;

/** How an officer has an effect looked for, strongest first, and the grade it can bear at most. */
public enum Approach implements Coded {
    SYNTHETIC_CONTROL(Grade.COUNTERFACTUAL),
    DIFFERENCE(Grade.COMPARED),
    /** The line of the place before and after; nothing is compared with. */
    SERIES(Grade.TREND),
    TREND(Grade.TREND),
    ASSERTED(Grade.ASSERTED);

    private final Grade most;

    Approach(Grade most) {
        this.most = most;
    }

    /** The highest grade; what is refused shows a trend at most. */
    public Grade most(boolean refused) {
        return refused && most.compareTo(Grade.TREND) > 0 ? Grade.TREND : most;
    }

    /** Whether other places are needed. */
    public boolean compares() {
        return this == SYNTHETIC_CONTROL || this == DIFFERENCE;
    }

    /** How it is calculated; nothing where it is only shown or said. */
    public Optional<EffectMethod> method() {
        return switch (this) {
            case SYNTHETIC_CONTROL -> Optional.of(EffectMethod.SYNTHETIC_CONTROL);
            case DIFFERENCE -> Optional.of(EffectMethod.DIFFERENCE_IN_DIFFERENCES);
            case SERIES -> Optional.of(EffectMethod.INTERRUPTED_TIME_SERIES);
            case TREND, ASSERTED -> Optional.empty();
        };
    }
}
