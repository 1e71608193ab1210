package org.knooppunt.purchases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.finance.PurchaseProblem;

/**
 * What is bought together, and on what terms. Volumes in the unit, prices in EUR per unit.
 *
 * @param supplierOrganisation key of the supplier when it is an organisation here
 * @param minimum the least the supplier delivers at all
 * @param reference what a buyer would pay by itself; absent when nobody knows
 * @param tiers the supplier's prices, thresholds rising and prices falling
 * @param closesOn the last day on which one can pledge
 * @param terms in words, what else holds for who joins later
 */
public record PurchaseTerms(
        String product,
        String description,
        String unit,
        String supplier,
        @Nullable String supplierOrganisation,
        BigDecimal minimum,
        @Nullable BigDecimal reference,
        List<PurchaseProblem.Tier> tiers,
        LocalDate closesOn,
        Joining joining,
        Later later,
        String terms) {
    public PurchaseTerms {
        tiers = List.copyOf(tiers);
    }
}
