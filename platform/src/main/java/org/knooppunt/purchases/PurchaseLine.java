package org.knooppunt.purchases;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A group purchase in a list.
 *
 * @param open whether this person can open its page
 * @param lowest the supplier's lowest price, EUR per unit; absent for who may not open it
 * @param price what was reached; absent while nothing was, and for who may not open it
 * @param volume pledged; absent for who may not see it
 * @param own whether an organisation of this person has a pledge in it
 */
public record PurchaseLine(
        long id,
        String product,
        String unit,
        String supplier,
        LocalDate closesOn,
        PurchaseStatus status,
        boolean open,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal price,
        @Nullable Integer buyers,
        @Nullable BigDecimal volume,
        boolean own) {}
