package org.knooppunt.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.places.Reservations.Outcome;
import org.knooppunt.places.internal.PlaceReminders;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;

class ReservationsTest extends PlacesTestData {
    @Autowired
    Reservations reservations;

    @Autowired
    PlaceReminders reminders;

    private Outcome reserve(long place, Wish wish, Person person) {
        return reservations.reserve(place, wish, null, "Test", person);
    }

    private long made(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Made.class);
        return ((Outcome.Made) outcome).ids().getFirst();
    }

    private static ZoneOffsetTransition nextChange(boolean gap) {
        ZoneOffsetTransition change =
                Formats.ZONE.getRules().nextTransition(Instant.now().plus(Duration.ofDays(10)));
        while (change.isGap() != gap) {
            change = Formats.ZONE.getRules().nextTransition(change.getInstant());
        }
        return change;
    }

    @Test
    void aBuildingAndWhatIsInItAreNeverTakenAtOnce() {
        long hall = add(null, PlaceKind.BUILDING, "Hal");
        long room = add(hall, PlaceKind.ROOM, "Zaal");
        long other = add(hall, PlaceKind.ROOM, "Andere zaal");
        long machine = add(room, PlaceKind.EQUIPMENT, "Machine");

        made(reserve(room, Wish.hours(monday, 9, 11), coordinator));
        assertThat(reserve(hall, Wish.days(monday, monday.plusDays(2)), coordinator))
                .as("the whole")
                .isInstanceOf(Outcome.Taken.class);
        assertThat(reserve(machine, Wish.hours(monday, 10, 12), coordinator))
                .as("a part")
                .isInstanceOf(Outcome.Taken.class);
        made(reserve(other, Wish.hours(monday, 9, 11), coordinator));
        made(reserve(machine, Wish.hours(monday, 11, 12), coordinator));

        made(reserve(hall, Wish.days(monday.plusDays(1), monday.plusDays(1)), coordinator));
        long later = add(hall, PlaceKind.ROOM, "Zaal die er later bij kwam");
        for (long part : new long[] {room, other, machine, later}) {
            assertThat(reserve(part, Wish.hours(monday.plusDays(1), 9, 10), coordinator))
                    .isInstanceOf(Outcome.Taken.class);
        }
        assertThat(doubles()).isZero();
    }

    @Test
    void theDatabaseHoldsItWhateverProgramWrites() throws Exception {
        long hall = add(null, PlaceKind.BUILDING, "Hal");
        long room = add(hall, PlaceKind.ROOM, "Zaal");
        Slot slot = Slot.ofHours(monday, 9, 10).orElseThrow();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long place = i % 2 == 0 ? hall : room;
            writers.add(() -> {
                try {
                    jdbc.sql("insert into place_reservation (place, starts_at, ends_at, state)"
                                    + " values (?, ?::timestamptz, ?::timestamptz, 'confirmed')")
                            .params(place, slot.from().toString(), slot.until().toString())
                            .update();
                    return true;
                } catch (DataAccessException refused) {
                    return false;
                }
            });
        }
        int written = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> future : threads.invokeAll(writers)) {
                written += future.get() ? 1 : 0;
            }
        }
        assertThat(written).isEqualTo(1);
        assertThat(doubles()).isZero();
        assertThatThrownBy(() -> jdbc.sql("update place set parent = null where id = ?")
                        .param(room)
                        .update())
                .as("a part stays in its whole")
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void partsMadeAtTheSameMomentLieBesideEachOther() throws Exception {
        long hall = add(null, PlaceKind.BUILDING, "Hal");
        List<Callable<Long>> makers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            makers.add(() -> add(hall, PlaceKind.ROOM, "Zaal"));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            for (Future<Long> made : threads.invokeAll(makers)) {
                made.get();
            }
        }
        assertThat(jdbc.sql("select count(*) from place a join place b on a.id < b.id and a.span && b.span"
                                + " where a.parent = :hall and b.parent = :hall")
                        .param("hall", hall)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from place a join place b on b.parent = a.id and not a.span @> b.span")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whoLosesHearsWhenItIsFreeNearest() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        made(reserve(room, Wish.hours(monday, 10, 12), coordinator));
        Outcome.Taken taken = (Outcome.Taken) reserve(room, Wish.hours(monday, 11, 13), coordinator);
        assertThat(taken.taken()).containsExactly(Slot.ofHours(monday, 11, 13).orElseThrow());
        assertThat(taken.nearest())
                .contains(
                        Slot.ofHours(monday, 12, 14).orElseThrow(),
                        Slot.ofHours(monday, 13, 15).orElseThrow());
        Slot first = taken.nearest().getFirst();
        made(reserve(room, Wish.hours(first.firstDay(), first.firstHour(), first.lastHour()), coordinator));
    }

    @Test
    void allWeeksAreReservedOrNone() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        made(reserve(room, Wish.hours(monday.plusWeeks(2), 10, 11), coordinator));
        Outcome.Taken taken =
                (Outcome.Taken) reserve(room, Wish.hours(monday, 10, 11).weekly(4), coordinator);
        assertThat(taken.taken())
                .containsExactly(Slot.ofHours(monday.plusWeeks(2), 10, 11).orElseThrow());
        assertThat(reservations
                        .week(room, monday, coordinator)
                        .days()
                        .getFirst()
                        .taken())
                .isEmpty();
        Outcome.Made made =
                (Outcome.Made) reserve(room, Wish.hours(monday, 14, 15).weekly(4), coordinator);
        assertThat(made.ids()).hasSize(4);
        assertThat(reserve(room, Wish.hours(monday, 14, 15).weekly(27), coordinator))
                .isEqualTo(new Outcome.Impossible(Wish.Fault.WEEKS, null));
    }

    @Test
    void anHourEveryWeekStaysThatHourWhenTheClockChanges() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        LocalDate change = nextChange(true).getDateTimeBefore().toLocalDate();
        Outcome.Made made = (Outcome.Made)
                reserve(room, Wish.hours(change.minusDays(3), 10, 11).weekly(2), coordinator);
        Reservation first = reservations.get(made.ids().get(0), coordinator);
        Reservation second = reservations.get(made.ids().get(1), coordinator);
        assertThat(Duration.between(first.from(), second.from())).isEqualTo(Duration.ofHours(7 * 24 - 1));
        assertThat(second.from().atZone(Formats.ZONE).getHour()).isEqualTo(10);

        assertThat(reserve(room, Wish.hours(change, 2, 3), coordinator))
                .as("the clock skips it")
                .isEqualTo(new Outcome.Impossible(Wish.Fault.NO_SUCH_HOUR, change));
        made(reserve(room, Wish.hours(change, 1, 2), coordinator));
        made(reserve(room, Wish.hours(change, 3, 4), coordinator));

        LocalDate back = nextChange(false).getDateTimeBefore().toLocalDate();
        long twice = made(reserve(room, Wish.hours(back, 2, 3), coordinator));
        Reservation both = reservations.get(twice, coordinator);
        assertThat(Duration.between(both.from(), both.until()))
                .as("that hour comes twice")
                .isEqualTo(Duration.ofHours(2));
        made(reserve(room, Wish.hours(back, 3, 4), coordinator));
        long plot = add(null, PlaceKind.PLOT, "Terrein");
        long day = made(reserve(plot, Wish.days(back, back), coordinator));
        Reservation whole = reservations.get(day, coordinator);
        assertThat(Duration.between(whole.from(), whole.until())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void whatIsClosedOverOrNonsenseIsRefusedWithTheReason() {
        PlaceDraft open = draft(null, PlaceKind.ROOM, "Zaal", Booking.AT_ONCE);
        long room = places.add(
                coordinator,
                new PlaceDraft(
                        null,
                        PlaceKind.ROOM,
                        "Zaal",
                        "rubberhof",
                        "",
                        open.lat(),
                        open.lon(),
                        null,
                        SizeUnit.M2,
                        "",
                        "",
                        List.of(),
                        null,
                        monday.plusWeeks(8),
                        null,
                        null,
                        "members",
                        Booking.AT_ONCE,
                        8,
                        18,
                        List.of(1, 2, 3, 4, 5),
                        List.of()));
        assertThat(fault(room, Wish.hours(monday, 7, 9))).isEqualTo(Wish.Fault.CLOSED_HOUR);
        assertThat(fault(room, Wish.hours(monday, 17, 19))).isEqualTo(Wish.Fault.CLOSED_HOUR);
        assertThat(fault(room, Wish.hours(monday.plusDays(5), 9, 10))).isEqualTo(Wish.Fault.CLOSED_DAY);
        assertThat(fault(room, Wish.hours(monday, 10, 10))).isEqualTo(Wish.Fault.ORDER);
        assertThat(fault(room, Wish.hours(monday.minusYears(1), 9, 10))).isEqualTo(Wish.Fault.PAST);
        assertThat(fault(room, Wish.hours(monday.plusYears(3), 9, 10))).isEqualTo(Wish.Fault.FAR);
        assertThat(fault(room, Wish.hours(monday.plusWeeks(9), 9, 10))).isEqualTo(Wish.Fault.NOT_AVAILABLE);
    }

    private Wish.Fault fault(long place, Wish wish) {
        return ((Outcome.Impossible) reserve(place, wish, coordinator)).fault();
    }

    @Test
    void aRequestHoldsThePlaceUntilItIsAnswered() {
        long room = places.add(coordinator, draft(null, PlaceKind.ROOM, "Zaal", Booking.REQUEST));
        Person asker = member("speelvloer");
        Person owner = member("rubberhof");
        Wish wish = Wish.hours(monday, 9, 10);
        Outcome.Made asked = (Outcome.Made) reservations.reserve(room, wish, "speelvloer", "Proef", asker);
        assertThat(asked.state()).isEqualTo(ReservationState.REQUESTED);
        assertThat(reserve(room, wish, member("graafwerk"))).isInstanceOf(Outcome.Taken.class);
        long id = asked.ids().getFirst();
        assertThat(reservations.asked(owner)).extracting(Reservation::id).contains(id);
        assertThat(letters("reservation/" + id + "/asked", owner)).isEqualTo(1);

        assertThatThrownBy(() -> reservations.answer(id, true, "", 0, asker)).isInstanceOf(AccessDeniedException.class);
        assertThat(reservations.answer(id, false, "Dan is er onderhoud.", 0, owner))
                .isTrue();
        assertThat(reservations.answer(id, true, "", 0, owner)).as("too late").isFalse();
        assertThat(letters("reservation/" + id + "/declined", asker)).isEqualTo(1);
        assertThat(reservations.get(id, asker).answer()).isEqualTo("Dan is er onderhoud.");

        long second = ((Outcome.Made) reservations.reserve(room, wish, null, "Proef", member("graafwerk")))
                .ids()
                .getFirst();
        assertThat(reservations.answer(second, true, "", 0, owner)).isTrue();
        assertThat(reserve(room, wish, asker)).isInstanceOf(Outcome.Taken.class);
    }

    private long letters(String key, Person reader) {
        return jdbc.sql("select count(*) from letter where key like ? and address = ?")
                .params("places/" + key + "%", reader.email())
                .query(Long.class)
                .single();
    }

    @Test
    void movingCountsAgainstOthersButNotAgainstItself() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        Person person = member("speelvloer");
        long mine = made(reserve(room, Wish.hours(monday, 9, 11), person));
        made(reserve(room, Wish.hours(monday, 12, 13), coordinator));
        assertThat(reservations.move(mine, Wish.hours(monday, 11, 13), 0, person))
                .isInstanceOf(Outcome.Taken.class);
        made(reservations.move(mine, Wish.hours(monday, 10, 12), 0, person));
        assertThat(reservations.move(mine, Wish.hours(monday, 8, 9), 0, person))
                .isEqualTo(new Outcome.ChangedMeanwhile());
        made(reserve(room, Wish.hours(monday, 9, 10), coordinator));
        assertThat(reservations.cancel(mine, 1, person)).isTrue();
        made(reserve(room, Wish.hours(monday, 10, 12), coordinator));
        assertThatThrownBy(() -> reservations.cancel(mine, 2, person)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whoHasItIsOnlyForThoseItConcerns() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        Person booker = member("speelvloer");
        Person stranger = member("graafwerk");
        long id = made(reservations.reserve(room, Wish.hours(monday, 9, 10), "speelvloer", "Geheim overleg", booker));
        assertThatThrownBy(() -> reservations.get(id, stranger)).isInstanceOf(Missing.class);
        assertThat(reservations.week(room, monday, stranger).days().getFirst().taken())
                .singleElement()
                .satisfies(block -> assertThat(block.reservation()).isNull());
        assertThat(reservations.get(id, member("rubberhof")).purpose()).isEqualTo("Geheim overleg");
        assertThat(reservations.calendar(room, stranger))
                .singleElement()
                .satisfies(block -> assertThat(block.reservation()).isNull());
        assertThatThrownBy(() -> reservations.reserve(room, Wish.hours(monday, 12, 13), "rubberhof", "", stranger))
                .as("for an organisation that is not theirs")
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aPersonTakesAlongTheirReservationsAndAYearAfterTheUseTheyAreForgotten() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        Person person = someone(Set.of(Role.RESIDENT), Set.of());
        places.change(coordinator, room, seen(draft(null, PlaceKind.ROOM, "Zaal", Booking.AT_ONCE), "public"), 0);
        long id = made(reservations.reserve(room, Wish.hours(monday, 9, 10), null, "Naaien", person));
        assertThat(reservations.of(person).toString()).contains("Naaien", "Zaal");

        jdbc.sql("update place_reservation set starts_at = starts_at - interval '2 years',"
                        + " ends_at = ends_at - interval '2 years' where id = ?")
                .param(id)
                .update();
        assertThat(reminders.forget()).isPositive();
        assertThat(reservations.of(person).toString()).doesNotContain("Naaien");
        Reservation forgotten = reservations.get(id, coordinator);
        assertThat(forgotten.booker()).isEmpty();
        assertThat(forgotten.account()).isNull();
    }

    @Test
    void aCalendarFileTellsWhenInUniversalTime() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        long id = made(reserve(room, Wish.hours(monday, 9, 10), coordinator));
        Reservation reservation = reservations.get(id, coordinator);
        String file = CalendarFile.of(List.of(CalendarFile.entry(reservation)));
        assertThat(file)
                .contains("BEGIN:VEVENT", "UID:reservation-" + id + "@knooppunt", "STATUS:CONFIRMED", "SUMMARY:Zaal")
                .contains("DTSTART:" + reservation.from().toString().replaceAll("[-:]", ""));
    }
}
