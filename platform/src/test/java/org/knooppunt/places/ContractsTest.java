package org.knooppunt.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.Streams;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.Contracts.Outcome;
import org.knooppunt.places.internal.PlaceReminders;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class ContractsTest extends PlacesTestData {
    @Autowired
    Contracts contracts;

    @Autowired
    Reservations reservations;

    @Autowired
    Experiments experiments;

    @Autowired
    PlaceOffers offers;

    @Autowired
    SpaceSeekers seekers;

    @Autowired
    Streams streams;

    @Autowired
    Organisations organisations;

    @Autowired
    PlaceReminders reminders;

    private final LocalDate today = Pipeline.today();

    private long signed(long place, String tenant, LocalDate from, LocalDate until) {
        Outcome outcome = contracts.add(coordinator, place, contract(tenant, from, until, ContractState.SIGNED));
        assertThat(outcome).isInstanceOf(Outcome.Saved.class);
        return ((Outcome.Saved) outcome).id();
    }

    private Outcome.InTheWay refused(long place, ContractDraft draft) {
        Outcome outcome = contracts.add(coordinator, place, draft);
        assertThat(outcome).isInstanceOf(Outcome.InTheWay.class);
        return (Outcome.InTheWay) outcome;
    }

    @Test
    void noDayOfAPlaceOrAPartOfItIsGivenToTwo() {
        long hall = add(null, PlaceKind.BUILDING, "Hal");
        long room = add(hall, PlaceKind.ROOM, "Zaal");
        long id = signed(room, "bankenmaker", monday, monday.plusMonths(6));
        Outcome.InTheWay whole =
                refused(hall, contract("speelvloer", monday.plusMonths(1), null, ContractState.SIGNED));
        assertThat(whole.contracts()).extracting(Contract::id).containsExactly(id);
        refused(room, contract("speelvloer", monday.plusMonths(6), monday.plusMonths(9), ContractState.SIGNED));
        signed(room, "speelvloer", monday.plusMonths(6).plusDays(1), monday.plusMonths(9));

        assertThat(contracts.add(coordinator, hall, contract("speelvloer", monday, null, ContractState.DRAFT)))
                .as("only prepared")
                .isInstanceOf(Outcome.Saved.class);
        ContractDraft shared = contract("speelvloer", monday, null, ContractState.SIGNED);
        assertThat(contracts.add(
                        coordinator,
                        hall,
                        new ContractDraft(
                                shared.tenant(),
                                null,
                                shared.deal(),
                                false,
                                shared.fromDay(),
                                null,
                                null,
                                shared.period(),
                                null,
                                null,
                                shared.state(),
                                shared.renovation(),
                                "")))
                .as("with others")
                .isInstanceOf(Outcome.Saved.class);
        assertThat(doubles()).isZero();
    }

    @Test
    void contractsAndReservationsKeepOutOfEachOthersWay() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        Reservations.Outcome made = reservations.reserve(room, Wish.hours(monday, 9, 10), null, "", coordinator);
        Outcome.InTheWay inTheWay = refused(room, contract("bankenmaker", today, null, ContractState.SIGNED));
        assertThat(inTheWay.reserved())
                .containsExactly(Slot.ofHours(monday, 9, 10).orElseThrow());
        long id = ((Reservations.Outcome.Made) made).ids().getFirst();
        reservations.cancel(id, 0, coordinator);
        long contract = signed(room, "bankenmaker", today, monday);
        assertThat(reservations.reserve(room, Wish.hours(monday, 23, 24), null, "", coordinator))
                .isInstanceOf(Reservations.Outcome.Taken.class);
        assertThat(reservations.reserve(room, Wish.hours(monday.plusDays(1), 0, 1), null, "", coordinator))
                .as("the contract ends at midnight")
                .isInstanceOf(Reservations.Outcome.Made.class);
        assertThat(contracts.change(
                        coordinator,
                        contract,
                        contract("bankenmaker", today, monday.minusDays(1), ContractState.SIGNED),
                        0))
                .isInstanceOf(Outcome.Saved.class);
        assertThat(reservations.reserve(room, Wish.hours(monday, 23, 24), null, "", coordinator))
                .as("it ends a day sooner")
                .isInstanceOf(Reservations.Outcome.Made.class);
    }

    @Test
    void ofManyWhoSignAtOnceOneGetsIt() throws Exception {
        long hall = add(null, PlaceKind.BUILDING, "Hal");
        long room = add(hall, PlaceKind.ROOM, "Zaal");
        List<Callable<Outcome>> signers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long place = i % 2 == 0 ? hall : room;
            signers.add(() -> contracts.add(
                    coordinator, place, contract("bankenmaker", monday, monday.plusYears(1), ContractState.SIGNED)));
        }
        int saved = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (Future<Outcome> each : threads.invokeAll(signers)) {
                saved += each.get() instanceof Outcome.Saved ? 1 : 0;
            }
        }
        assertThat(saved).isEqualTo(1);
        assertThat(doubles()).isZero();
    }

    @Test
    void bothSidesReadAContractAndNobodyElse() {
        long room = places.add(coordinator, seen(draft(null, PlaceKind.ROOM, "Zaal", Booking.NONE), "coordinator"));
        long id = signed(room, "bankenmaker", today, today.plusYears(1));
        Person tenant = member("bankenmaker");
        assertThat(contracts.get(id, tenant).euros()).isEqualTo(1000);
        assertThat(places.get(room, tenant).name())
                .as("who is settled there sees it")
                .isEqualTo("Zaal");
        assertThat(contracts.get(id, member("rubberhof")).id()).isEqualTo(id);
        assertThatThrownBy(() -> contracts.get(id, member("graafwerk"))).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> places.get(room, member("graafwerk"))).isInstanceOf(Missing.class);
        assertThatThrownBy(() ->
                        contracts.change(tenant, id, contract("bankenmaker", today, null, ContractState.SIGNED), 0))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(contracts.settled(room, tenant)).extracting("key").containsExactly("bankenmaker");
        assertThat(places.delete(coordinator, room, 0)).isEqualTo(Saved.IN_USE);
    }

    @Test
    void bothSidesAreRemindedOnceOfADateThatComesAndAgainWhenItMoves() {
        long room = add(null, PlaceKind.ROOM, "Zaal");
        Person tenant = member("bankenmaker");
        Person owner = member("rubberhof");
        ContractDraft near = contract("bankenmaker", today.minusYears(1), today.plusYears(1), ContractState.SIGNED);
        long id = ((Outcome.Saved) contracts.add(coordinator, room, noticed(near, today.plusDays(20)))).id();
        assertThat(contracts.near(tenant)).extracting(Contract::id).contains(id);
        reminders.remind();
        reminders.remind();
        assertThat(letters("contract/" + id + "/notice/", tenant)).isEqualTo(1);
        assertThat(letters("contract/" + id + "/notice/", owner)).isEqualTo(1);
        contracts.change(coordinator, id, noticed(near, today.plusDays(25)), 0);
        reminders.remind();
        assertThat(letters("contract/" + id + "/notice/", tenant)).isEqualTo(2);
        assertThat(jdbc.sql("select text from letter where key like ? limit 1")
                        .param("places/contract/" + id + "/%")
                        .query(String.class)
                        .single())
                .contains("Zaal", "Bankenmaker", "/places/contracts/" + id)
                .doesNotContain("{0}");
    }

    private static ContractDraft noticed(ContractDraft draft, LocalDate notice) {
        return new ContractDraft(
                draft.tenant(),
                null,
                draft.deal(),
                true,
                draft.fromDay(),
                draft.untilDay(),
                draft.cents(),
                draft.period(),
                null,
                notice,
                draft.state(),
                draft.renovation(),
                "");
    }

    private long letters(String key, Person reader) {
        return jdbc.sql("select count(*) from letter where key like ? and address = ?")
                .params("places/" + key + "%", reader.email())
                .query(Long.class)
                .single();
    }

    @Test
    void anExperimentHasItsPermitConditionsAndEvaluation() {
        long plot = add(null, PlaceKind.PLOT, "Strook");
        Person owner = member("rubberhof");
        Person other = member("graafwerk");
        ExperimentDraft draft = new ExperimentDraft(
                null,
                "Proef met granulaat",
                "Stad Genk",
                "V/1",
                today.minusMonths(3),
                today.minusDays(5),
                today.minusMonths(3),
                today.minusDays(2),
                today.plusDays(10));
        long id = experiments.add(owner, plot, draft);
        assertThatThrownBy(() -> experiments.add(other, plot, draft)).isInstanceOf(AccessDeniedException.class);
        experiments.addCondition(owner, id, "Elke maand een staal", "Karel");
        Experiment.Condition condition = experiments.get(id, other).conditions().getFirst();
        assertThat(condition.watcher()).isEqualTo("Karel");
        experiments.keep(owner, id, condition.id());
        assertThat(experiments.get(id, owner).conditions().getFirst().keeper()).isEqualTo(owner.name());
        assertThat(experiments.get(id, owner).isBeyondPermit(today.minusDays(3)))
                .isTrue();
        assertThat(experiments.get(id, owner).standing(today)).isEqualTo("over");
        assertThat(experiments.near(owner)).extracting(Experiment::id).contains(id);
        reminders.remind();
        assertThat(letters("experiment/" + id + "/evaluate/", owner)).isEqualTo(1);

        assertThat(experiments.evaluate(owner, id, "Het zakt niet in.", Continues.CHANGED, 0))
                .isTrue();
        assertThat(experiments.evaluate(owner, id, "Toch wel.", Continues.NO, 0))
                .isFalse();
        assertThat(experiments.get(id, other).continues()).isEqualTo(Continues.CHANGED);
        assertThat(experiments.near(owner)).extracting(Experiment::id).doesNotContain(id);
    }

    @Test
    void aPlaceIsAnOfferOfSpaceThatFollowsIt() {
        Price price = new Price(Deal.LEASE, 200, true, PricePeriod.MONTH);
        long hall = places.add(
                coordinator, priced(draft(null, PlaceKind.BUILDING, "Hal in stap", Booking.NONE), "1000", price));
        assertThat(offers.obstacle(places.get(hall, coordinator), coordinator)).isEmpty();
        String key = offers.offer(coordinator, places.get(hall, coordinator), "space.hall.open");
        Stream offer = offer(key);
        assertThat(offer.kind()).isEqualTo("space");
        assertThat(offer.quantity()).isEqualTo(1000);
        assertThat(offer.price()).as("EUR for a square metre a year").isEqualTo(24);
        assertThat(offer.organisation()).isEqualTo("rubberhof");
        assertThat(offer.site()).as("the site that is there already").isEqualTo("rubberhof");
        assertThat(offers.offer(coordinator, places.get(hall, coordinator), "space.hall.open"))
                .as("again")
                .isEqualTo(key);

        places.change(
                coordinator,
                hall,
                seen(priced(draft(null, PlaceKind.BUILDING, "Hal met naam", Booking.NONE), "1200.50", price), "public"),
                0);
        assertThat(offer(key).description()).isEqualTo("Hal met naam");
        assertThat(offer(key).quantity()).isEqualTo(1200.5);
        assertThat(offer(key).visibility()).isEqualTo("public");

        long room = places.add(coordinator, priced(draft(hall, PlaceKind.ROOM, "Vak", Booking.NONE), "200"));
        signed(room, "bankenmaker", today, today.plusYears(1));
        assertThat(offer(key).quantity()).as("what is left").isEqualTo(1000.5);

        offers.withdraw(coordinator, places.get(hall, coordinator));
        assertThat(streams.find(Side.OFFER, key, coordinator)).isEmpty();
        assertThat(offers.find(hall, coordinator)).isEmpty();
    }

    private Stream offer(String key) {
        return streams.find(Side.OFFER, key, coordinator).orElseThrow();
    }

    @Test
    void whatStandsInTheWayOfAnOfferIsSaid() {
        long machine = places.add(coordinator, draft(null, PlaceKind.EQUIPMENT, "Machine", Booking.NONE));
        assertThat(offers.obstacle(places.get(machine, coordinator), coordinator))
                .contains(PlaceOffers.Obstacle.NO_PRICE);
        assertThat(offers.obstacle(places.get(machine, coordinator), member("graafwerk")))
                .contains(PlaceOffers.Obstacle.NOT_THEIRS);
        long hourly = places.add(
                coordinator,
                priced(
                        draft(null, PlaceKind.ROOM, "Zaal", Booking.NONE),
                        "20",
                        new Price(Deal.TEMPORARY, 1000, false, PricePeriod.HOUR)));
        assertThat(offers.obstacle(places.get(hourly, coordinator), coordinator))
                .as("an hour is no measure of a year")
                .contains(PlaceOffers.Obstacle.NO_PRICE);
    }

    @Test
    void whoLooksForSpaceIsANeedUntilItMovesIn() {
        Person startUp = member("bankenmaker");
        String key = seekers.add(
                startUp,
                "bankenmaker",
                "space.hall.open",
                77,
                40,
                "Hal voor banken",
                org.knooppunt.engine.inventory.Visibility.MEMBERS);
        Stream need = streams.find(Side.NEED, key, startUp).orElseThrow();
        assertThat(need.kind()).isEqualTo("space");
        assertThat(need.quantity()).isEqualTo(77);
        assertThat(seekers.get(key, coordinator).state()).isEqualTo(SeekerState.LOOKING);
        long room = add(null, PlaceKind.ROOM, "Zaal");
        assertThatThrownBy(() -> seekers.follow(member("graafwerk"), key, SeekerState.STOPPED, null, null, "", ""))
                .isInstanceOf(AccessDeniedException.class);
        seekers.follow(coordinator, key, SeekerState.MOVED_IN, today, room, "", "Tevreden");
        assertThat(streams.find(Side.NEED, key, coordinator)).isEmpty();
        SpaceSeeker moved = seekers.get(key, startUp);
        assertThat(moved.movedOn()).isEqualTo(today);
        assertThat(moved.place()).isEqualTo(room);
        assertThat(moved.title()).isEqualTo("Hal voor banken");
        seekers.follow(coordinator, key, SeekerState.LOOKING, null, null, "", "Te klein");
        assertThat(streams.find(Side.NEED, key, coordinator)).isPresent();
        seekers.follow(startUp, key, SeekerState.STOPPED, null, null, "", "");
        assertThat(streams.find(Side.NEED, key, coordinator)).isEmpty();
    }

    @Test
    void aPlaceIsFoundByWhatOneNeeds() {
        PlaceDraft plain = draft(null, PlaceKind.BUILDING, "Vindbaar " + monday.toEpochDay(), Booking.REQUEST);
        long id = places.add(
                coordinator,
                new PlaceDraft(
                        null,
                        plain.kind(),
                        "Zandkasteel " + System.nanoTime(),
                        "rubberhof",
                        "",
                        50.98,
                        5.50,
                        new java.math.BigDecimal("2"),
                        SizeUnit.HA,
                        "",
                        "",
                        List.of(Trait.NOISE, Trait.WATER),
                        null,
                        null,
                        3,
                        24,
                        "members",
                        Booking.REQUEST,
                        8,
                        18,
                        EVERY_DAY,
                        List.of(new Price(Deal.LEASE, 100, true, PricePeriod.YEAR))));
        String name = places.get(id, coordinator).name();
        assertThat(found(name, 20_000.0, 6, List.of(Trait.WATER), 15.0)).isTrue();
        assertThat(found(name, 20_001.0, 6, List.of(Trait.WATER), 15.0))
                .as("too small")
                .isFalse();
        assertThat(found(name, 10.0, 2, List.of(), 15.0)).as("too short").isFalse();
        assertThat(found(name, 10.0, 25, List.of(), 15.0)).as("too long").isFalse();
        assertThat(found(name, 10.0, 6, List.of(Trait.HEAT), 15.0))
                .as("no heat")
                .isFalse();
        assertThat(found(name, 10.0, 6, List.of(), 0.1)).as("too far").isFalse();
        signed(id, "bankenmaker", today, null);
        assertThat(found(name, 10.0, 6, List.of(), 15.0)).as("taken").isFalse();
    }

    private boolean found(String name, Double m2, int months, List<Trait> traits, Double km) {
        return places.list(
                                new PlaceFilter(
                                        name,
                                        null,
                                        Deal.LEASE,
                                        "",
                                        m2,
                                        null,
                                        months,
                                        traits,
                                        "",
                                        new PlaceFilter.Point(50.965, 5.50),
                                        km,
                                        true,
                                        true,
                                        "km",
                                        1,
                                        10),
                                member("graafwerk"))
                        .total()
                == 1;
    }

    @Test
    void aPlaceGoesAndComesBack() {
        long hall = add(null, PlaceKind.BUILDING, "Hal");
        long room = add(hall, PlaceKind.ROOM, "Zaal");
        assertThat(places.delete(coordinator, hall, 0)).as("it has a part").isEqualTo(Saved.IN_USE);
        int version = places.get(room, coordinator).version();
        assertThat(places.delete(coordinator, room, version)).isEqualTo(Saved.DONE);
        assertThat(places.find(room, coordinator)).isEmpty();
        places.restore(coordinator, room);
        assertThat(places.find(room, coordinator)).isPresent();
        Person other = someone(Set.of(org.knooppunt.identity.Role.MEMBER), Set.of("graafwerk"));
        assertThatThrownBy(() -> places.delete(other, room, 0)).isInstanceOf(AccessDeniedException.class);
        assertThat(places.change(coordinator, room, draft(hall, PlaceKind.ROOM, "Anders", Booking.NONE), 99))
                .isEqualTo(Saved.CHANGED_MEANWHILE);
    }
}
