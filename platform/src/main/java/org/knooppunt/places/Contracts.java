package org.knooppunt.places;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.places.internal.ContractStore;
import org.knooppunt.places.internal.PlaceStore;
import org.knooppunt.places.internal.UseStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is settled where. Contracts are read by both sides and by the coordinator, and written by who runs the place. A signed
 * one of exclusive use holds the place: no other contract of exclusive use and no reservation can have a day of it.
 */
@Service
public class Contracts {
    /** Days before a date of notice, and before an end, on which both sides are reminded. */
    public static final int NOTICE_DAYS = 45;

    public static final int END_DAYS = 60;

    private final ContractStore store;
    private final PlaceStore placeStore;
    private final UseStore uses;
    private final Places places;
    private final PlaceOffers offers;
    private final Organisations organisations;
    private final BusinessCases cases;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Contracts(
            ContractStore store,
            PlaceStore placeStore,
            UseStore uses,
            Places places,
            PlaceOffers offers,
            Organisations organisations,
            BusinessCases cases,
            Audit audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.placeStore = placeStore;
        this.uses = uses;
        this.places = places;
        this.offers = offers;
        this.organisations = organisations;
        this.cases = cases;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Which contracts, in which order. */
    public record Filter(
            String text,
            @Nullable ContractState state,
            @Nullable Deal deal,
            @Nullable Long place,
            String sort,
            int page,
            int size) {
        public static Filter ofPlace(long place) {
            return new Filter("", null, null, place, "-from", 1, 100);
        }
    }

    /** What came of saving one. */
    public sealed interface Outcome {
        /** It is kept. */
        record Saved(long id) implements Outcome {}

        /** It is not: these contracts or reservations hold some of its days. */
        record InTheWay(List<Contract> contracts, List<Slot> reserved) implements Outcome {}

        /** Somebody else changed it first. */
        record ChangedMeanwhile() implements Outcome {}
    }

    @Transactional(readOnly = true)
    public Slice<Contract> list(Filter filter, Person person) {
        return store.list(filter, person);
    }

    @Transactional(readOnly = true)
    public void each(Filter filter, Person person, Consumer<Contract> consumer) {
        store.each(filter, person, consumer);
    }

    /** @throws Missing when there is no such contract for this person */
    @Transactional(readOnly = true)
    public Contract get(long id, Person person) {
        return store.find(id, person).orElseThrow(() -> new Missing("contract " + id));
    }

    /** The organisations that are settled in a place today, as far as this person sees organisations. */
    @Transactional(readOnly = true)
    public List<Partner> settled(long place, @Nullable Person person) {
        List<Partner> settled = new ArrayList<>();
        for (Contract contract : store.settled(place)) {
            if (contract.tenant() != null) {
                organisations.find(contract.tenant(), person).ifPresent(settled::add);
            }
        }
        return settled;
    }

    /** The dates of these contracts that are near: running, with a notice or an end that comes. */
    @Transactional(readOnly = true)
    public List<Contract> near(Person person) {
        LocalDate today = Pipeline.today();
        return store.near(today, NOTICE_DAYS, END_DAYS).stream()
                .filter(each -> Organisations.mayEdit(person, each.owner())
                        || each.tenant() != null && person.organisations().contains(each.tenant()))
                .toList();
    }

    public Outcome add(Person person, long place, ContractDraft draft) {
        return settled(place, draft, null, () -> {
            places.getManaged(place, person);
            check(draft, person);
            placeStore.hold(place);
            Optional<Outcome> inTheWay = inTheWay(place, draft, null);
            if (inTheWay.isPresent()) {
                return inTheWay.get();
            }
            long id = store.insert(place, draft);
            audit.record(person, "created", "contract", Long.toString(id), Map.of("place", place));
            offers.followAll(person, place);
            return new Outcome.Saved(id);
        });
    }

    public Outcome change(Person person, long id, ContractDraft draft, int version) {
        Contract old = get(id, person);
        return settled(old.place(), draft, id, () -> {
            places.getManaged(old.place(), person);
            check(draft, person);
            placeStore.hold(old.place());
            Optional<Outcome> inTheWay = inTheWay(old.place(), draft, id);
            if (inTheWay.isPresent()) {
                return inTheWay.get();
            }
            if (!store.update(id, draft, version)) {
                return new Outcome.ChangedMeanwhile();
            }
            Map<String, Object> difference = difference(old, get(id, person));
            if (!difference.isEmpty()) {
                audit.record(person, "changed", "contract", Long.toString(id), difference);
            }
            offers.followAll(person, old.place());
            return new Outcome.Saved(id);
        });
    }

    private void check(ContractDraft draft, Person person) {
        if (draft.tenant() != null && organisations.find(draft.tenant(), person).isEmpty()) {
            throw new Missing("organisation " + draft.tenant());
        }
        if (draft.businessCase() != null) {
            cases.requireSeen(draft.businessCase(), person);
        }
    }

    private Outcome settled(long place, ContractDraft draft, @Nullable Long except, Supplier<Outcome> work) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> work.get()));
        } catch (DataIntegrityViolationException beside) {
            // somebody came in beside the lock; the constraint held
            return transaction.execute(status -> inTheWay(place, draft, except)).orElseThrow(() -> beside);
        }
    }

    private Optional<Outcome> inTheWay(long place, ContractDraft draft, @Nullable Long except) {
        if (draft.state() != ContractState.SIGNED || !draft.exclusive()) {
            return Optional.empty();
        }
        LocalDate until = draft.untilDay();
        List<Contract> contracts = store.against(place, draft.fromDay(), until, except);
        // reservations lie at most so far ahead
        LocalDate last = Pipeline.today().plusDays(Reservations.FARTHEST_DAYS + 7);
        LocalDate end = until == null || until.isAfter(last) ? last : until;
        List<Slot> reserved = end.isBefore(draft.fromDay())
                ? List.of()
                : uses.held(place, Slot.ofDays(draft.fromDay(), end), null).stream()
                        .filter(held -> held.reservation() != null)
                        .map(UseStore.Held::slot)
                        .toList();
        return contracts.isEmpty() && reserved.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.InTheWay(contracts, reserved));
    }

    private static Map<String, Object> difference(Contract old, Contract now) {
        Map<String, Object> difference = new LinkedHashMap<>();
        compare(difference, "tenant", old.tenant(), now.tenant());
        compare(difference, "business_case", old.businessCase(), now.businessCase());
        compare(difference, "deal", old.deal().code(), now.deal().code());
        compare(difference, "exclusive", old.exclusive(), now.exclusive());
        compare(difference, "from_day", old.fromDay().toString(), now.fromDay().toString());
        compare(
                difference,
                "until_day",
                Objects.toString(old.untilDay(), null),
                Objects.toString(now.untilDay(), null));
        compare(
                difference,
                "price",
                old.cents() == null ? null : old.euros(),
                now.cents() == null ? null : now.euros());
        compare(difference, "period", old.period().code(), now.period().code());
        compare(
                difference,
                "deposit",
                old.depositCents() == null ? null : old.depositEuros(),
                now.depositCents() == null ? null : now.depositEuros());
        compare(
                difference,
                "notice_day",
                Objects.toString(old.noticeDay(), null),
                Objects.toString(now.noticeDay(), null));
        compare(difference, "contract_state", old.state().code(), now.state().code());
        compare(
                difference,
                "renovation",
                old.renovation().code(),
                now.renovation().code());
        compare(difference, "note", old.note(), now.note());
        return difference;
    }

    static void compare(Map<String, Object> difference, String field, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(was);
            pair.add(is);
            difference.put(field, pair);
        }
    }
}
