package org.knooppunt.places;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.places.internal.PlaceLetters;
import org.knooppunt.places.internal.PlaceStore;
import org.knooppunt.places.internal.UseStore;
import org.knooppunt.places.internal.UseStore.Held;
import org.knooppunt.web.Missing;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reserving places. Of all who want a place, a part of it or its whole at one moment, one gets it: the database holds that,
 * see V0101. The others hear at once that it is taken and when it is free nearest to what they asked.
 */
@Service
public class Reservations implements PersonalData {
    static final int MOST_WEEKS = 26;
    static final int FARTHEST_DAYS = 400;
    private static final int ALTERNATIVES = 3;
    private static final int LOOK_DAYS = 14;
    private static final int MOST = 200;
    private static final int TRIES = 3;

    private final UseStore store;
    private final PlaceStore places;
    private final Places all;
    private final PlaceLetters letters;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Reservations(
            UseStore store,
            PlaceStore places,
            Places all,
            PlaceLetters letters,
            Audit audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.places = places;
        this.all = all;
        this.letters = letters;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What came of asking. */
    public sealed interface Outcome {
        /** It is reserved, or asked for: all repeats of it. */
        record Made(List<Long> ids, ReservationState state) implements Outcome {}

        /** It cannot be, whoever else comes; {@code on} is the day it fails on, where it is one. */
        record Impossible(Wish.Fault fault, @Nullable LocalDate on) implements Outcome {}

        /** Somebody else has it: these of the wished stretches are taken. Nothing was reserved. */
        record Taken(List<Slot> taken, List<Slot> nearest) implements Outcome {}

        /** Somebody else changed the reservation first. */
        record ChangedMeanwhile() implements Outcome {}
    }

    /** Whether this person may ask for this place. */
    public static boolean mayReserve(Place place, @Nullable Person person) {
        return person != null && (place.booking() != Booking.NONE || place.isManagedBy(person));
    }

    /**
     * Reserves a place, all wished weeks or none. Who runs the place, or everyone where it says so, has it at once; else
     * the owner or a coordinator confirms, and until then it is held.
     *
     * @param organisation for whom; must be one the person acts for, or any for a coordinator
     */
    public Outcome reserve(long id, Wish wish, @Nullable String organisation, String purpose, Person person) {
        return settled(id, wish, null, person, () -> {
            Place place = all.get(id, person);
            if (!mayReserve(place, person)
                    || organisation != null
                            && !person.is(Role.COORDINATOR)
                            && !person.organisations().contains(organisation)) {
                throw new AccessDeniedException("not a place this person may reserve, or not for that organisation");
            }
            Wish.Read read = wish.read(place, Pipeline.today());
            if (read.fault() != null) {
                return new Outcome.Impossible(read.fault(), read.on());
            }
            places.hold(id);
            Optional<Outcome> taken = taken(place, read.slots(), null);
            if (taken.isPresent()) {
                return taken.get();
            }
            ReservationState state = place.booking() == Booking.AT_ONCE || place.isManagedBy(person)
                    ? ReservationState.CONFIRMED
                    : ReservationState.REQUESTED;
            UUID series = read.slots().size() > 1 ? UUID.randomUUID() : null;
            List<Long> ids = new ArrayList<>();
            for (Slot slot : read.slots()) {
                ids.add(store.insert(id, series, slot, state, organisation, person, purpose.strip()));
            }
            audit.record(
                    person,
                    "created",
                    "reservation",
                    Long.toString(ids.getFirst()),
                    Map.of("place", id, "from", read.slots().getFirst().from().toString(), "weeks", ids.size()));
            Reservation first = get(ids.getFirst(), person);
            if (state == ReservationState.REQUESTED) {
                letters.asked(first, ids.size());
            } else {
                letters.answered(first);
            }
            return new Outcome.Made(ids, state);
        });
    }

    /** Moves one reservation to another time; where the place asks so, it waits for a yes again. */
    public Outcome move(long id, Wish wish, int version, Person person) {
        Reservation old = get(id, person);
        return settled(old.place(), wish, id, person, () -> {
            Reservation reservation = get(id, person);
            Place place = all.get(reservation.place(), person);
            if (!mayChange(reservation, place, person)) {
                throw new AccessDeniedException("not a reservation of this person");
            }
            Wish.Read read = wish.weekly(1).read(place, Pipeline.today());
            if (read.fault() != null) {
                return new Outcome.Impossible(read.fault(), read.on());
            }
            places.hold(place.id());
            Optional<Outcome> taken = taken(place, read.slots(), id);
            if (taken.isPresent()) {
                return taken.get();
            }
            ReservationState state = place.booking() == Booking.AT_ONCE || place.isManagedBy(person)
                    ? ReservationState.CONFIRMED
                    : ReservationState.REQUESTED;
            Slot slot = read.slots().getFirst();
            if (!store.move(id, slot, state, version)) {
                return new Outcome.ChangedMeanwhile();
            }
            audit.record(
                    person,
                    "changed",
                    "reservation",
                    Long.toString(id),
                    Map.of(
                            "starts_at",
                            List.of(reservation.from().toString(), slot.from().toString())));
            Reservation moved = get(id, person);
            if (state == ReservationState.REQUESTED) {
                letters.asked(moved, 1);
            } else {
                letters.answered(moved);
            }
            return new Outcome.Made(List.of(id), state);
        });
    }

    /** Does it in one transaction; who loses against somebody who came in beside the lock is told so, like others. */
    private Outcome settled(long id, Wish wish, @Nullable Long except, Person person, Supplier<Outcome> work) {
        for (int tried = 1; ; tried++) {
            try {
                return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
            } catch (DataIntegrityViolationException taken) {
                Optional<Outcome> why = java.util.Objects.requireNonNull(transaction.execute(status -> {
                    Place place = all.get(id, person);
                    return taken(place, wish.read(place, Pipeline.today()).slots(), except);
                }));
                if (why.isPresent()) {
                    return why.get();
                }
                if (tried == TRIES) {
                    throw taken;
                }
            } catch (PessimisticLockingFailureException deadlock) {
                if (tried == TRIES) {
                    throw deadlock;
                }
            }
        }
    }

    private Optional<Outcome> taken(Place place, List<Slot> wished, @Nullable Long except) {
        List<Slot> taken = wished.stream()
                .filter(slot -> !store.held(place.id(), slot, except).isEmpty())
                .toList();
        return taken.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Taken(taken, nearest(place, taken.getFirst(), except)));
    }

    /** The free stretches of the same length nearest to one that is taken. */
    private List<Slot> nearest(Place place, Slot wished, @Nullable Long except) {
        LocalDate today = Pipeline.today();
        LocalDate first = wished.firstDay().minusDays(LOOK_DAYS);
        LocalDate from = first.isBefore(today) ? today : first;
        LocalDate until = wished.lastDay().plusDays(LOOK_DAYS);
        List<Slot> held = store.held(place.id(), Slot.ofDays(from, until.plusDays(LOOK_DAYS)), except).stream()
                .map(Held::slot)
                .toList();
        long days = wished.firstDay().until(wished.lastDay(), java.time.temporal.ChronoUnit.DAYS);
        int hours = wished.lastHour() - wished.firstHour();
        List<Slot> free = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
            List<Wish> wishes = new ArrayList<>();
            if (place.kind().byHour()) {
                for (int hour = place.opens(); hour + hours <= place.closes(); hour++) {
                    wishes.add(Wish.hours(day, hour, hour + hours));
                }
            } else {
                wishes.add(Wish.days(day, day.plusDays(days)));
            }
            for (Wish wish : wishes) {
                for (Slot slot : wish.read(place, today).slots()) {
                    if (slot.from().isAfter(Instant.now()) && held.stream().noneMatch(slot::overlaps)) {
                        free.add(slot);
                    }
                }
            }
        }
        return free.stream()
                .sorted(Comparator.comparing(
                        slot -> Duration.between(wished.from(), slot.from()).abs()))
                .limit(ALTERNATIVES)
                .sorted(Comparator.comparing(Slot::from))
                .toList();
    }

    /** Who may move or cancel it: who asked, who runs the place, and a coordinator. */
    public static boolean mayChange(Reservation reservation, Place place, Person person) {
        return reservation.state().holds()
                && !reservation.isPast()
                && (place.isManagedBy(person) || reservation.account() != null && reservation.account() == person.id());
    }

    @Transactional(readOnly = true)
    public Optional<Reservation> find(long id, Person person) {
        return store.find(id, person);
    }

    /** @throws Missing when there is no such reservation for this person */
    @Transactional(readOnly = true)
    public Reservation get(long id, Person person) {
        return find(id, person).orElseThrow(() -> new Missing("reservation " + id));
    }

    /** Says yes or no to one that was asked for; false when somebody did something with it first. */
    @Transactional
    public boolean answer(long id, boolean yes, String answer, int version, Person person) {
        Reservation reservation = get(id, person);
        all.getManaged(reservation.place(), person);
        ReservationState to = yes ? ReservationState.CONFIRMED : ReservationState.DECLINED;
        if (!store.setState(id, ReservationState.REQUESTED, to, answer.strip(), version)) {
            return false;
        }
        audit.record(
                person,
                "changed",
                "reservation",
                Long.toString(id),
                Map.of("state", List.of(reservation.state().code(), to.code())));
        letters.answered(get(id, person));
        return true;
    }

    /** Gives a place free again; false when somebody did something with the reservation first. */
    @Transactional
    public boolean cancel(long id, int version, Person person) {
        Reservation reservation = get(id, person);
        Place place = all.get(reservation.place(), person);
        if (!mayChange(reservation, place, person)) {
            throw new AccessDeniedException("not a reservation of this person, or over");
        }
        if (!store.setState(id, reservation.state(), ReservationState.CANCELLED, reservation.answer(), version)) {
            return false;
        }
        audit.record(
                person,
                "changed",
                "reservation",
                Long.toString(id),
                Map.of("state", List.of(reservation.state().code(), ReservationState.CANCELLED.code())));
        letters.cancelled(get(id, person), person);
        return true;
    }

    /** What this person asked for or decides on, from today; only those of a state when one is given. */
    @Transactional(readOnly = true)
    public List<Reservation> list(Person person, @Nullable ReservationState state) {
        return store.list(
                person, state, Slot.ofDays(Pipeline.today(), Pipeline.today()).from(), MOST);
    }

    /** What waits for a yes of this person. */
    @Transactional(readOnly = true)
    public List<Reservation> asked(Person person) {
        return list(person, ReservationState.REQUESTED).stream()
                .filter(each -> org.knooppunt.organisation.Organisations.mayEdit(person, each.owner()))
                .toList();
    }

    // ---- calendar

    /**
     * A week of a place: Monday to Sunday, each with what is taken and what is free.
     */
    public record Week(LocalDate monday, List<Day> days) {
        public LocalDate before() {
            return monday.minusWeeks(1);
        }

        public LocalDate after() {
            return monday.plusWeeks(1);
        }
    }

    /**
     * One day.
     *
     * @param open whether the place is open that day
     * @param free stretches within its hours that nobody has; whole days of a place that goes by the day
     */
    public record Day(LocalDate date, boolean open, boolean past, List<Block> taken, List<Slot> free) {}

    /**
     * What is taken.
     *
     * @param slot cut off at the ends of the day
     * @param reservation absent when it is a contract, or not for this reader
     * @param of name of the part or whole it is of, when it is not the place itself
     */
    public record Block(Slot slot, @Nullable Reservation reservation, boolean contract, String of) {}

    @Transactional(readOnly = true)
    public Week week(long id, LocalDate in, @Nullable Person person) {
        Place place = all.get(id, person);
        LocalDate monday = in.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Slot whole = Slot.ofDays(monday, monday.plusDays(6));
        List<Held> held = store.held(id, whole, null);
        Map<Long, Reservation> readable = new java.util.HashMap<>();
        if (person != null) {
            store.around(id, whole, person).forEach(each -> readable.put(each.id(), each));
        }
        LocalDate today = Pipeline.today();
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            LocalDate date = monday.plusDays(i);
            Slot day = Slot.ofDays(date, date);
            List<Block> taken = new ArrayList<>();
            for (Held each : held) {
                if (each.slot().overlaps(day)) {
                    taken.add(new Block(
                            cut(each.slot(), day),
                            each.reservation() == null ? null : readable.get(each.reservation()),
                            each.reservation() == null,
                            each.place() != id && all.find(each.place(), person).isPresent() ? each.placeName() : ""));
                }
            }
            boolean open = place.openDays().contains(date.getDayOfWeek().getValue());
            days.add(new Day(date, open, date.isBefore(today), taken, open ? free(place, date, held) : List.of()));
        }
        return new Week(monday, days);
    }

    private static Slot cut(Slot slot, Slot day) {
        return new Slot(
                slot.from().isBefore(day.from()) ? day.from() : slot.from(),
                slot.until().isAfter(day.until()) ? day.until() : slot.until());
    }

    private static List<Slot> free(Place place, LocalDate date, List<Held> held) {
        LocalDate today = Pipeline.today();
        List<Slot> free = new ArrayList<>();
        if (!place.kind().byHour()) {
            Slot day = Slot.ofDays(date, date);
            if (Wish.days(date, date).read(place, today).fault() == null
                    && held.stream().noneMatch(each -> each.slot().overlaps(day))) {
                free.add(day);
            }
            return free;
        }
        for (int hour = place.opens(); hour < place.closes(); hour++) {
            for (Slot slot : Wish.hours(date, hour, hour + 1).read(place, today).slots()) {
                if (held.stream().noneMatch(each -> each.slot().overlaps(slot))) {
                    if (!free.isEmpty() && free.getLast().until().equals(slot.from())) {
                        free.set(free.size() - 1, new Slot(free.getLast().from(), slot.until()));
                    } else {
                        free.add(slot);
                    }
                }
            }
        }
        return free;
    }

    /** All that holds a place from a month ago on, for a calendar file; without what is not for this reader. */
    @Transactional(readOnly = true)
    public List<Block> calendar(long id, @Nullable Person person) {
        all.get(id, person);
        LocalDate today = Pipeline.today();
        Slot span = Slot.ofDays(today.minusMonths(1), today.plusDays(FARTHEST_DAYS));
        Map<Long, Reservation> readable = new java.util.HashMap<>();
        if (person != null) {
            store.around(id, span, person).forEach(each -> readable.put(each.id(), each));
        }
        return store.held(id, span, null).stream()
                .map(each -> new Block(
                        each.slot(),
                        each.reservation() == null ? null : readable.get(each.reservation()),
                        each.reservation() == null,
                        ""))
                .toList();
    }

    // ---- personal data

    @Override
    public String room() {
        return "places";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of("reservations", store.kept(person.id()));
    }
}
