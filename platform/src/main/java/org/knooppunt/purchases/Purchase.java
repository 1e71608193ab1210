package org.knooppunt.purchases;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group purchase as one person may see it.
 *
 * @param price EUR per unit that all who are bound pay; absent before the threshold
 * @param reason why it was stopped; empty when it was not
 * @param businessCase the case it belongs to; absent for who may not see that
 * @param sight as what the person sees it
 * @param totals absent where they would tell what single buyers pledged
 * @param pledges all for a coordinator, the binding ones without their limits for the supplier, its own for a buyer
 * @param levels what the pledges make of each of the supplier's prices
 * @param guests names by key of those who may join, for a coordinator and where not everybody may
 * @param mayJoin organisations of this person that may pledge, by key
 */
public record Purchase(
        long id,
        int version,
        PurchaseTerms terms,
        PurchaseStatus status,
        @Nullable BigDecimal price,
        @Nullable Instant boundAt,
        String reason,
        @Nullable Long businessCase,
        Instant createdAt,
        String creator,
        Sight sight,
        @Nullable Totals totals,
        List<Pledge> pledges,
        List<Level> levels,
        Map<String, String> guests,
        Map<String, String> mayJoin) {
    /** As what somebody sees a purchase. */
    public enum Sight {
        COORDINATOR,
        SUPPLIER,
        BUYER
    }

    /**
     * What counts: all pledges before the threshold, the binding ones after it.
     *
     * @param volume in the unit
     */
    public record Totals(int buyers, BigDecimal volume) {}

    /**
     * What the pledges make of one of the supplier's prices. What is absent would tell too much of single buyers.
     *
     * @param required volume from which the price holds: its threshold or the supplier's minimum, whichever is more
     * @param buyers who accept the price
     * @param volume of these together
     * @param missing volume to what is required
     * @param total EUR that these pay at this price
     * @param saving EUR that these pay less than each by itself; absent too when nobody knows that price
     * @param ownTotal EUR that this person's organisations pay at this price; absent when none of them accepts it
     * @param ownSaving EUR that these pay less than by themselves
     */
    public record Level(
            BigDecimal required,
            BigDecimal price,
            @Nullable Boolean reached,
            @Nullable Integer buyers,
            @Nullable BigDecimal volume,
            @Nullable BigDecimal missing,
            @Nullable BigDecimal total,
            @Nullable BigDecimal saving,
            @Nullable BigDecimal ownTotal,
            @Nullable BigDecimal ownSaving) {}

    public boolean isFull() {
        return sight == Sight.COORDINATOR;
    }

    /** Whether one can pledge today, as far as the purchase goes. */
    public boolean isOpen(LocalDate today) {
        return !terms.closesOn().isBefore(today)
                && (status == PurchaseStatus.OPEN || status == PurchaseStatus.BOUND && terms.later() != Later.NOBODY);
    }

    /** Whether everything a picture of the levels needs may be seen. */
    public boolean isPictured() {
        return !levels.isEmpty() && levels.stream().allMatch(level -> level.volume() != null);
    }

    /** The pledge of an organisation of this person. */
    public @Nullable Pledge pledgeOf(String organisation) {
        return pledges.stream()
                .filter(pledge -> pledge.organisation().equals(organisation))
                .findFirst()
                .orElse(null);
    }
}
