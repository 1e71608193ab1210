package org.knooppunt.engine.coalition;

import java.math.BigDecimal;
import java.util.List;

/**
 * Who gets what of the worth of a case. Shares add up to it, and nobody gets less than it reaches alone. EUR per year.
 *
 * @param kind whether no group would do better by itself, or shares with that property do not exist
 * @param epsilon most that a group comes short; 0 in the core
 * @param proven whether it was proven that no group is further short; if not, a limit cut the proof off
 * @param worstOff the group, other than all, for which staying is worth least: the proof
 * @param worstExcess what it would gain by leaving; at most epsilon, below 0 when it would lose
 * @param shares per partner, in the order of the game
 * @param common what everybody gets beside the fair share, mostly below 0, to pay for the claims
 * @param claims groups that hold the shares away from what the rule alone would give: a partner's share is its fair
 *     share + common + the hold of every claim it has a part in
 */
public record Split(
        Kind kind,
        double epsilon,
        boolean proven,
        List<String> worstOff,
        double worstExcess,
        List<Share> shares,
        double common,
        List<Claim> claims) {
    public Split {
        worstOff = List.copyOf(worstOff);
        shares = List.copyOf(shares);
        claims = List.copyOf(claims);
    }

    /** The same, of worths that are not proven. */
    Split unproven() {
        return new Split(kind, epsilon, false, worstOff, worstExcess, shares, common, claims);
    }

    /** What kind of stability the shares have. */
    public enum Kind {
        /** No group of partners can do better by itself. */
        CORE,
        /** Some group always can; these shares make the most that one can gain as small as possible. */
        LEAST_CORE
    }

    /**
     * What a partner gets.
     *
     * @param amount EUR per year
     * @param rounded to the cent; the rounded shares add up to the rounded worth
     * @param byRule what the fairness rule alone would give
     */
    public record Share(String partner, double amount, BigDecimal rounded, double byRule) {}

    /**
     * A group that would leave if the rule alone were followed.
     *
     * @param worth what it reaches by itself
     * @param hold what each of its partners gets more for it
     */
    public record Claim(List<String> partners, double worth, double hold) {
        public Claim {
            partners = List.copyOf(partners);
        }
    }
}
