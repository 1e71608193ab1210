package org.knooppunt.places.web;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.places.Contract;
import org.knooppunt.places.ContractDraft;
import org.knooppunt.places.ContractState;
import org.knooppunt.places.Deal;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.Renovation;
import org.knooppunt.web.FormText;
import org.springframework.validation.BindingResult;

/** What a person typed about a contract, as it was typed. */
public record ContractForm(
        String version,
        String tenant,
        String businessCase,
        String deal,
        Boolean exclusive,
        String fromDay,
        String untilDay,
        String price,
        String period,
        String deposit,
        String noticeDay,
        String state,
        String renovation,
        String note) {
    private static final int LONGEST_NOTE = 4_000;

    public ContractForm {
        version = FormText.orEmpty(version);
        tenant = FormText.orEmpty(tenant);
        businessCase = FormText.orEmpty(businessCase);
        deal = FormText.orEmpty(deal);
        exclusive = Boolean.TRUE.equals(exclusive);
        fromDay = FormText.orEmpty(fromDay);
        untilDay = FormText.orEmpty(untilDay);
        price = FormText.orEmpty(price);
        period = FormText.orEmpty(period);
        deposit = FormText.orEmpty(deposit);
        noticeDay = FormText.orEmpty(noticeDay);
        state = FormText.orEmpty(state);
        renovation = FormText.orEmpty(renovation);
        note = FormText.orEmpty(note);
    }

    static ContractForm blank() {
        return new ContractForm("", "", "", "lease", true, "", "", "", "month", "", "", "draft", "none", "");
    }

    static ContractForm of(Contract contract, Locale locale) {
        return new ContractForm(
                String.valueOf(contract.version()),
                contract.tenant() == null ? "" : contract.tenant(),
                Reading.text(contract.businessCase()),
                contract.deal().code(),
                contract.exclusive(),
                contract.fromDay().toString(),
                Reading.text(contract.untilDay()),
                Reading.money(contract.cents(), locale),
                contract.period().code(),
                Reading.money(contract.depositCents(), locale),
                Reading.text(contract.noticeDay()),
                contract.state().code(),
                contract.renovation().code(),
                contract.note());
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** What it says, or nothing when there are errors. */
    @Nullable
    ContractDraft read(BindingResult errors, Locale locale) {
        Reading reading = new Reading(errors, locale);
        if (tenant.isBlank() && businessCase.isBlank()) {
            errors.rejectValue("tenant", "contract.error.nobody");
        }
        Deal plainDeal = reading.one("deal", Deal.class, deal, Deal.LEASE);
        LocalDate from = reading.day("fromDay", fromDay, true);
        LocalDate until = reading.day("untilDay", untilDay, false);
        reading.inOrder("untilDay", from, until);
        if (plainDeal == Deal.TEMPORARY && until == null && untilDay.isBlank()) {
            errors.rejectValue("untilDay", "contract.error.temporary");
        }
        Long cents = reading.text.cents("price", price, false, 0);
        PricePeriod plainPeriod = reading.one("period", PricePeriod.class, period, PricePeriod.MONTH);
        Long depositCents = reading.text.cents("deposit", deposit, false, 0);
        LocalDate notice = reading.day("noticeDay", noticeDay, false);
        if (notice != null && (from != null && notice.isBefore(from) || until != null && notice.isAfter(until))) {
            errors.rejectValue("noticeDay", "contract.error.notice");
        }
        ContractState plainState = reading.one("state", ContractState.class, state, ContractState.DRAFT);
        Renovation plainRenovation = reading.one("renovation", Renovation.class, renovation, Renovation.NONE);
        String plainNote = reading.text.text("note", note, LONGEST_NOTE);
        if (errors.hasErrors() || from == null) {
            return null;
        }
        return new ContractDraft(
                tenant.isBlank() ? null : tenant,
                businessCase.matches("\\d{1,18}") ? Long.valueOf(businessCase) : null,
                plainDeal,
                exclusive,
                from,
                until,
                cents,
                plainPeriod,
                depositCents,
                notice,
                plainState,
                plainRenovation,
                plainNote);
    }
}
