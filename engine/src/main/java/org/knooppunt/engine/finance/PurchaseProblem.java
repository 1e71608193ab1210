package org.knooppunt.engine.finance;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What partners would buy together. All volumes are in the unit of the stream (t, MWh, m³, m², fte), all prices in EUR per
 * that unit.
 *
 * @param tiers the supplier's prices, thresholds rising and prices falling, at least one
 * @param minimum least volume the supplier delivers at all, from 0
 * @param reference price the partners would pay each by itself, from 0
 * @param pledges one per partner
 */
public record PurchaseProblem(List<Tier> tiers, BigDecimal minimum, BigDecimal reference, List<Pledge> pledges) {
    public PurchaseProblem {
        tiers = List.copyOf(tiers);
        pledges = List.copyOf(pledges);
        Check.atLeastZero("minimum", minimum);
        Check.atLeastZero("reference price", reference);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("there are no tiers; expected at least one price");
        }
        for (int at = 1; at < tiers.size(); at++) {
            Tier before = tiers.get(at - 1);
            Tier tier = tiers.get(at);
            if (tier.threshold().compareTo(before.threshold()) <= 0) {
                throw new IllegalArgumentException("tier " + (at + 1) + ": threshold is " + tier.threshold()
                        + "; expected more than " + before.threshold() + ", that of the tier before");
            }
            if (tier.price().compareTo(before.price()) >= 0) {
                throw new IllegalArgumentException("tier " + (at + 1) + ": price is " + tier.price()
                        + "; expected less than " + before.price() + ", that of the tier before");
            }
        }
        Set<String> partners = new HashSet<>();
        for (Pledge pledge : pledges) {
            if (!partners.add(pledge.partner())) {
                throw new IllegalArgumentException(
                        "pledge of " + pledge.partner() + " is there twice; expected one per partner");
            }
        }
    }

    /**
     * A price of the supplier for the whole volume, not only for what lies above the threshold.
     *
     * @param threshold volume from which it holds, from 0
     * @param price EUR per unit, from 0
     */
    public record Tier(BigDecimal threshold, BigDecimal price) {
        public Tier {
            Check.atLeastZero("threshold", threshold);
            Check.atLeastZero("price", price);
        }
    }

    /**
     * What a partner says it will buy: all of it or nothing.
     *
     * @param partner id of the organisation
     * @param volume above 0
     * @param limit the highest price it accepts, EUR per unit, from 0
     */
    public record Pledge(String partner, BigDecimal volume, BigDecimal limit) {
        public Pledge {
            Check.name("pledge: partner", partner);
            Check.aboveZero("pledge of " + partner + ": volume", volume);
            Check.atLeastZero("pledge of " + partner + ": limit", limit);
        }
    }
}
