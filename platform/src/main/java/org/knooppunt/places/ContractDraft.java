package org.knooppunt.places;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a person says of a contract; see {@link Contract}. */
public record ContractDraft(
        @Nullable String tenant,
        @Nullable Long businessCase,
        Deal deal,
        boolean exclusive,
        LocalDate fromDay,
        @Nullable LocalDate untilDay,
        @Nullable Long cents,
        PricePeriod period,
        @Nullable Long depositCents,
        @Nullable LocalDate noticeDay,
        ContractState state,
        Renovation renovation,
        String note) {}
