package org.knooppunt.planning;

import java.util.Locale;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.Floors;

/**
 * What a plan is made for: most of one aim, or the most money among plans that reach floors. Weights only count where
 * it is money and there are no floors.
 */
public record PlanGoal(Aim aim, Floors floors) {
    public static final PlanGoal MONEY = new PlanGoal(Aim.MONEY, Floors.NONE);

    public PlanGoal {
        if (aim != Aim.MONEY && !floors.isNone()) {
            throw new IllegalArgumentException("a plan for " + aim + " has " + floors + "; expected no floors");
        }
    }

    public boolean isMoney() {
        return equals(MONEY);
    }

    public static String code(Aim aim) {
        return aim.name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such aim */
    public static Aim aim(String code) {
        return Aim.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
