package org.knooppunt.places;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Keys;

/**
 * Who is settled in a place, on which terms.
 *
 * @param tenant key of the organisation; absent when it is a case
 * @param exclusive whether nobody else can use the place meanwhile
 * @param untilDay the last day; absent when it is open-ended
 * @param noticeDay by when it has to be renewed or given notice of
 */
public record Contract(
        long id,
        long place,
        String placeName,
        String owner,
        String ownerName,
        @Nullable String tenant,
        String tenantName,
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
        String note,
        int version) {

    public String path() {
        return "/places/contracts/" + id;
    }

    public String placePath() {
        return "/places/" + place;
    }

    public String tenantPath() {
        return tenant == null ? "" : "/organisations/" + Keys.path(tenant);
    }

    public double euros() {
        return cents == null ? 0 : cents / 100.0;
    }

    public double depositEuros() {
        return depositCents == null ? 0 : depositCents / 100.0;
    }

    /** Where it stands on a day; the code is the end of a message key. */
    public String standing(LocalDate day) {
        if (state != ContractState.SIGNED) {
            return state.code();
        }
        if (fromDay.isAfter(day)) {
            return "coming";
        }
        return untilDay != null && untilDay.isBefore(day) ? "over" : "running";
    }

    public String tone(LocalDate day) {
        return switch (standing(day)) {
            case "running" -> "good";
            case "coming", "draft" -> "wait";
            default -> "plain";
        };
    }

    public String icon(LocalDate day) {
        return switch (standing(day)) {
            case "running" -> "circle-check";
            case "coming" -> "clock";
            case "draft" -> "pencil";
            default -> "circle-dashed";
        };
    }
}
