package org.knooppunt.places;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.internal.PlaceStore;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Buildings, plots, rooms and equipment. The members of the organisation that owns a place run it, the coordinator all;
 * others see what its visibility shows them, and who is settled in one sees it too.
 */
@Service
public class Places {
    private final PlaceStore store;
    private final Audit audit;
    private final PlaceOffers offers;

    Places(PlaceStore store, Audit audit, PlaceOffers offers) {
        this.store = store;
        this.audit = audit;
        this.offers = offers;
    }

    @Transactional(readOnly = true)
    public Slice<Place> list(PlaceFilter filter, @Nullable Person person) {
        return store.list(filter, person);
    }

    @Transactional(readOnly = true)
    public void each(PlaceFilter filter, @Nullable Person person, Consumer<Place> consumer) {
        store.each(filter, person, consumer);
    }

    @Transactional(readOnly = true)
    public Optional<Place> find(long id, @Nullable Person person) {
        return store.find(id, person);
    }

    /** @throws Missing when there is no such place for this person */
    @Transactional(readOnly = true)
    public Place get(long id, @Nullable Person person) {
        return find(id, person).orElseThrow(() -> new Missing("place " + id));
    }

    /** One that this person runs: seen but another's is forbidden, not seen does not exist. */
    @Transactional(readOnly = true)
    public Place getManaged(long id, @Nullable Person person) {
        Place place = get(id, person);
        if (!place.isManagedBy(person)) {
            throw new AccessDeniedException("not a place of an organisation of this person");
        }
        return place;
    }

    /** A deleted one, for those who may bring it back. */
    @Transactional(readOnly = true)
    public Optional<Place> findDeleted(long id, @Nullable Person person) {
        return person == null ? Optional.empty() : store.findDeleted(id, person);
    }

    /** The places that are part of it. */
    @Transactional(readOnly = true)
    public List<Place> parts(long id, @Nullable Person person) {
        return store.parts(id, person);
    }

    /** Whether nobody has brought a place in yet. */
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return store.count() == 0;
    }

    @Transactional
    public long add(Person person, PlaceDraft draft) {
        check(person, draft);
        if (draft.parent() != null) {
            getManaged(draft.parent(), person);
        }
        long id = store.insert(draft);
        audit.record(person, "created", "place", Long.toString(id), Map.of("name", draft.name()));
        return id;
    }

    /** Changes a place that was read as this version; an offer in the inventory that it is follows. */
    @Transactional
    public Saved change(Person person, long id, PlaceDraft draft, int version) {
        Place old = getManaged(id, person);
        check(person, draft);
        if (!store.update(id, draft, version)) {
            return Saved.CHANGED_MEANWHILE;
        }
        Place now = get(id, person);
        Map<String, Object> difference = difference(old, now);
        if (!difference.isEmpty()) {
            audit.record(person, "changed", "place", Long.toString(id), difference);
        }
        offers.follow(person, now);
        return Saved.DONE;
    }

    @Transactional
    public Saved delete(Person person, long id, int version) {
        Place place = getManaged(id, person);
        store.hold(id);
        if (store.isNeeded(id)) {
            return Saved.IN_USE;
        }
        if (!store.delete(id, version)) {
            return Saved.CHANGED_MEANWHILE;
        }
        offers.withdraw(person, place);
        audit.record(person, "deleted", "place", Long.toString(id), Map.of());
        return Saved.DONE;
    }

    @Transactional
    public void restore(Person person, long id) {
        if (findDeleted(id, person).isEmpty() || !store.restore(id)) {
            throw new Missing("place " + id);
        }
        audit.record(person, "restored", "place", Long.toString(id), Map.of());
    }

    private static void check(Person person, PlaceDraft draft) {
        if (!Organisations.mayEdit(person, draft.organisation())) {
            throw new AccessDeniedException("not an organisation of this person");
        }
    }

    private static Map<String, Object> difference(Place old, Place now) {
        Map<String, Object> difference = new LinkedHashMap<>();
        Contracts.compare(difference, "name", old.name(), now.name());
        Contracts.compare(
                difference, "place_kind", old.kind().code(), now.kind().code());
        Contracts.compare(difference, "organisation", old.organisation(), now.organisation());
        Contracts.compare(difference, "address", old.address(), now.address());
        Contracts.compare(difference, "lat", old.lat(), now.lat());
        Contracts.compare(difference, "lon", old.lon(), now.lon());
        Contracts.compare(difference, "size", old.size(), now.size());
        Contracts.compare(
                difference, "size_unit", old.sizeUnit().code(), now.sizeUnit().code());
        Contracts.compare(difference, "description", old.description(), now.description());
        Contracts.compare(difference, "conditions", old.conditions(), now.conditions());
        Contracts.compare(difference, "traits", codes(old.traits()), codes(now.traits()));
        Contracts.compare(difference, "available_from", text(old.availableFrom()), text(now.availableFrom()));
        Contracts.compare(difference, "available_until", text(old.availableUntil()), text(now.availableUntil()));
        Contracts.compare(difference, "shortest_months", old.shortestMonths(), now.shortestMonths());
        Contracts.compare(difference, "longest_months", old.longestMonths(), now.longestMonths());
        Contracts.compare(difference, "visibility", old.visibility(), now.visibility());
        Contracts.compare(
                difference, "booking", old.booking().code(), now.booking().code());
        Contracts.compare(difference, "opens", old.opens(), now.opens());
        Contracts.compare(difference, "closes", old.closes(), now.closes());
        Contracts.compare(
                difference,
                "open_days",
                old.openDays().toString(),
                now.openDays().toString());
        for (Deal deal : Deal.values()) {
            Contracts.compare(difference, "price_" + deal.code(), price(old, deal), price(now, deal));
        }
        return difference;
    }

    private static String codes(List<? extends Coded> coded) {
        return String.join(", ", coded.stream().map(Coded::code).sorted().toList());
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static @Nullable String price(Place place, Deal deal) {
        return place.price(deal)
                .map(price -> price.euros() + " EUR"
                        + (price.perUnit() ? " per " + place.sizeUnit().code() : "") + " / "
                        + price.period().code())
                .orElse(null);
    }
}
