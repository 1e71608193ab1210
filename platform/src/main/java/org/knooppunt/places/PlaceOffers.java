package org.knooppunt.places;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Saved;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.places.internal.PlaceStore;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Places as offers of space in the inventory, so that the planner knows them. An offer follows its place: what the place is
 * called, how much of it no contract holds, what a square metre costs a year, and who sees it.
 */
@Service
public class PlaceOffers {
    /** A site within so many kilometres of a place is where the place lies. */
    private static final double NEAR_KM = 0.15;

    private static final int MOST = 200;

    private final PlaceStore store;
    private final Streams streams;
    private final Classes classes;
    private final Organisations organisations;
    private final Audit audit;

    PlaceOffers(PlaceStore store, Streams streams, Classes classes, Organisations organisations, Audit audit) {
        this.store = store;
        this.streams = streams;
        this.classes = classes;
        this.organisations = organisations;
        this.audit = audit;
    }

    /** Why a place cannot be an offer; the code is the end of a message key. */
    public enum Obstacle {
        NO_SIZE,
        NO_PRICE,
        NO_CLASS,
        NOT_THEIRS
    }

    /** The classes of space that the inventory knows. */
    @Transactional(readOnly = true)
    public List<Classes.Entry> classes() {
        return classes.list().stream()
                .filter(entry -> entry.kind() == Kind.SPACE)
                .toList();
    }

    /** The offer that a place is, as far as this person sees it. */
    @Transactional(readOnly = true)
    public Optional<Stream> find(long place, @Nullable Person person) {
        return store.offer(place).flatMap(key -> streams.find(Side.OFFER, key, person));
    }

    /** What stands in the way of being an offer; nothing when it can be one. */
    @Transactional(readOnly = true)
    public Optional<Obstacle> obstacle(Place place, @Nullable Person person) {
        if (!place.isManagedBy(person)) {
            return Optional.of(Obstacle.NOT_THEIRS);
        }
        if (place.spaceM2() == null) {
            return Optional.of(Obstacle.NO_SIZE);
        }
        if (yearlyPrice(place).isEmpty()) {
            return Optional.of(Obstacle.NO_PRICE);
        }
        return classes().isEmpty() ? Optional.of(Obstacle.NO_CLASS) : Optional.empty();
    }

    /** EUR for a square metre a year: what a lease costs, else temporary use. */
    public static Optional<BigDecimal> yearlyPrice(Place place) {
        Double m2 = place.spaceM2();
        if (m2 == null) {
            return Optional.empty();
        }
        for (Deal deal : List.of(Deal.LEASE, Deal.TEMPORARY)) {
            Optional<Price> price = place.price(deal);
            Optional<BigDecimal> perYear = price.flatMap(each -> each.period().perYear());
            if (price.isPresent() && perYear.isPresent()) {
                BigDecimal year = BigDecimal.valueOf(price.get().cents(), 2).multiply(perYear.get());
                Double size = place.size();
                BigDecimal whole =
                        price.get().perUnit() && size != null ? year.multiply(BigDecimal.valueOf(size)) : year;
                return Optional.of(whole.divide(BigDecimal.valueOf(m2), 4, RoundingMode.HALF_UP));
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a place an offer of this class; once it is one, brings that up to date.
     *
     * @throws IllegalArgumentException when the class is none of space, or something stands in the way
     */
    @Transactional
    public String offer(Person person, Place place, String resourceClass) {
        if (!place.isManagedBy(person)) {
            throw new AccessDeniedException("not a place of an organisation of this person");
        }
        Optional<Obstacle> obstacle = obstacle(place, person);
        if (obstacle.isPresent()
                || classes().stream().noneMatch(entry -> entry.key().equals(resourceClass))) {
            throw new IllegalArgumentException("place " + place.id() + " as an offer of '" + resourceClass
                    + "'; expected a size in m2, a price for a period, and a class of space");
        }
        store.hold(place.id());
        Optional<String> known = store.offer(place.id());
        if (known.isPresent() && streams.find(Side.OFFER, known.get(), person).isPresent()) {
            follow(person, place);
            return known.get();
        }
        Offer offer = make(streams.freeKey(Side.OFFER, person), site(person, place), resourceClass, place);
        if (streams.add(person, offer) != Saved.DONE) {
            // somebody took the same free key at the same moment
            throw new IllegalStateException("the key " + offer.id() + " was taken meanwhile");
        }
        store.link(place.id(), offer.id());
        audit.record(person, "changed", "place", Long.toString(place.id()), Map.of("offer", List.of("", offer.id())));
        return offer.id();
    }

    /** Brings the offer of a place, of its parts and of its wholes up to date. */
    @Transactional
    public void followAll(Person person, long place) {
        for (long each : store.offeredAround(place)) {
            store.find(each, person)
                    .filter(found -> found.isManagedBy(person))
                    .ifPresent(found -> follow(person, found));
        }
    }

    /** Brings the offer of a place up to date; an offer that was deleted in the inventory stays deleted. */
    @Transactional
    public void follow(Person person, Place place) {
        Optional<Stream> known = find(place.id(), person);
        if (known.isEmpty() || !Organisations.mayEdit(person, known.get().organisation())) {
            return;
        }
        Stream old = known.get();
        if (yearlyPrice(place).isEmpty()) {
            return;
        }
        if (!differs(place, person)) {
            return;
        }
        streams.change(person, make(old.key(), old.site(), old.resourceClass(), place), old.version());
    }

    /** Whether the offer says something else than the place by now. */
    @Transactional(readOnly = true)
    public boolean differs(Place place, Person person) {
        return find(place.id(), person)
                .filter(old -> yearlyPrice(place).isPresent())
                .map(old -> {
                    Offer now = make(old.key(), old.site(), old.resourceClass(), place);
                    return now.quantity() != old.quantity()
                            || now.price() != old.price()
                            || !now.description().equals(old.description())
                            || !now.visibility().code().equals(old.visibility());
                })
                .orElse(false);
    }

    /** Takes the offer of a place out of the inventory. */
    @Transactional
    public void withdraw(Person person, Place place) {
        find(place.id(), person)
                .filter(stream -> Organisations.mayEdit(person, stream.organisation()))
                .ifPresent(stream -> streams.delete(person, Side.OFFER, stream.key(), stream.version()));
        store.unlink(place.id());
    }

    /** Offers of space of the same owner that are no place yet: a place may have been one of them all along. */
    @Transactional(readOnly = true)
    public List<Stream> candidates(Place place, Person person) {
        StreamFilter theirs = new StreamFilter(
                null, Kind.SPACE.code(), null, null, place.organisation(), null, null, "description", 1, MOST);
        return streams.list(Side.OFFER, theirs, person).slice().rows().stream()
                .filter(stream -> !store.isLinked(stream.key()))
                .toList();
    }

    /** Says that a place is an offer that was in the inventory before it; from now on that follows the place. */
    @Transactional
    public void adopt(Person person, Place place, String offer) {
        if (!place.isManagedBy(person)) {
            throw new AccessDeniedException("not a place of an organisation of this person");
        }
        if (candidates(place, person).stream().noneMatch(stream -> stream.key().equals(offer))) {
            throw new Missing("offer " + offer + " of " + place.organisation());
        }
        store.link(place.id(), offer);
        audit.record(person, "changed", "place", Long.toString(place.id()), Map.of("offer", List.of("", offer)));
        follow(person, place);
    }

    private Offer make(String key, String site, String resourceClass, Place place) {
        return new Offer(
                key,
                site,
                resourceClass,
                store.freeM2(place.id(), Pipeline.today()),
                yearlyPrice(place).orElseThrow().doubleValue(),
                null,
                place.name(),
                0,
                MonthProfile.EVEN,
                Visibility.find(place.visibility()).orElse(Visibility.COORDINATOR),
                new TreeMap<>());
    }

    /** The site of its owner where a place lies; one is made when there is none. */
    private String site(Person person, Place place) {
        for (Partner.Place site : organisations.sites(place.organisation())) {
            if (km(site.lat(), site.lon(), place.lat(), place.lon()) <= NEAR_KM) {
                return site.key();
            }
        }
        String key = organisations.freeKey("site", place.name());
        organisations.add(
                person,
                new Site(key, place.organisation(), place.name(), "", place.lat(), place.lon(), java.util.Set.of()));
        return key;
    }

    private static double km(double lat, double lon, double otherLat, double otherLon) {
        double x = Math.toRadians(otherLon - lon) * Math.cos(Math.toRadians((lat + otherLat) / 2));
        return Math.hypot(x, Math.toRadians(otherLat - lat)) * 6371;
    }
}
