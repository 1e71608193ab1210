package org.knooppunt.places.internal;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.Booking;
import org.knooppunt.places.ContractDraft;
import org.knooppunt.places.ContractState;
import org.knooppunt.places.Contracts;
import org.knooppunt.places.Deal;
import org.knooppunt.places.ExperimentDraft;
import org.knooppunt.places.Experiments;
import org.knooppunt.places.PlaceDraft;
import org.knooppunt.places.PlaceKind;
import org.knooppunt.places.Places;
import org.knooppunt.places.Price;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.Renovation;
import org.knooppunt.places.ReservationState;
import org.knooppunt.places.SizeUnit;
import org.knooppunt.places.Slot;
import org.knooppunt.places.Trait;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Fills an empty room with the places of the demonstration region; all of it is invented. */
@Component("placesDemonstration")
class Demonstration {
    private static final List<Integer> WEEK = List.of(1, 2, 3, 4, 5);
    private static final List<Integer> EVERY_DAY = List.of(1, 2, 3, 4, 5, 6, 7);

    private final KnooppuntProperties properties;
    private final Accounts accounts;
    private final Organisations organisations;
    private final Places places;
    private final Contracts contracts;
    private final Experiments experiments;
    private final UseStore uses;

    Demonstration(
            KnooppuntProperties properties,
            Accounts accounts,
            Organisations organisations,
            Places places,
            Contracts contracts,
            Experiments experiments,
            UseStore uses) {
        this.properties = properties;
        this.accounts = accounts;
        this.organisations = organisations;
        this.places = places;
        this.contracts = contracts;
        this.experiments = experiments;
        this.uses = uses;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void fill() {
        Optional<Person> coordinator = accounts.find("coordinator@example.org");
        Optional<Person> member = accounts.find("member@example.org");
        Optional<Person> second = accounts.find("member-2@example.org");
        if (!properties.demonstration()
                || !places.isEmpty()
                || coordinator.isEmpty()
                || member.isEmpty()
                || second.isEmpty()
                // another region than that of the demonstration was brought in
                || List.of("mijnhal", "rubberhof", "meubelatelier", "bankenmaker").stream()
                        .anyMatch(key ->
                                organisations.find(key, coordinator.get()).isEmpty())) {
            return;
        }
        fill(coordinator.get(), member.get(), second.get());
    }

    private void fill(Person coordinator, Person member, Person second) {
        LocalDate today = Pipeline.today();
        LocalDate monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        Spot mine = new Spot("mijnhal", "Mijnwerkersplein 1, Genk", 50.9921, 5.5353);
        long hall = places.add(
                coordinator,
                draft(
                        null,
                        PlaceKind.BUILDING,
                        "Oude mijnhal",
                        mine,
                        "2400",
                        SizeUnit.M2,
                        "Hoge hal van vroeger, met kraanbaan. Te huur per vak.",
                        "Het dak is beschermd: daar mag niets aan bevestigd worden.",
                        List.of(Trait.NOISE, Trait.POWER, Trait.FLOOR, Trait.DOCK, Trait.WATER),
                        "public",
                        Booking.REQUEST,
                        EVERY_DAY,
                        List.of(
                                new Price(Deal.LEASE, 3_400, true, PricePeriod.YEAR),
                                new Price(Deal.TEMPORARY, 45_000, false, PricePeriod.DAY))));
        long bay = places.add(
                coordinator,
                draft(
                        hall,
                        PlaceKind.ROOM,
                        "Vak A",
                        mine,
                        "600",
                        SizeUnit.M2,
                        "Vak aan de straatkant, met poort.",
                        "",
                        List.of(Trait.NOISE, Trait.POWER, Trait.DOCK),
                        "public",
                        Booking.NONE,
                        WEEK,
                        List.of(new Price(Deal.LEASE, 3_600, true, PricePeriod.YEAR))));
        long secondBay = places.add(
                coordinator,
                draft(
                        hall,
                        PlaceKind.ROOM,
                        "Vak B",
                        mine,
                        "500",
                        SizeUnit.M2,
                        "Vak in het midden. Voor wie een proef doet.",
                        "Hoogstens twee jaar voor dezelfde gebruiker.",
                        List.of(Trait.NOISE, Trait.POWER, Trait.WATER),
                        "public",
                        Booking.NONE,
                        WEEK,
                        List.of(new Price(Deal.TEMPORARY, 90_000, false, PricePeriod.MONTH))));
        long workshop = places.add(
                coordinator,
                draft(
                        hall,
                        PlaceKind.ROOM,
                        "Open werkplaats",
                        mine,
                        "180",
                        SizeUnit.M2,
                        "Werkbanken, afzuiging en gereedschap voor hout en metaal.",
                        "Veiligheidsschoenen verplicht.",
                        List.of(Trait.NOISE, Trait.POWER, Trait.INTERNET),
                        "public",
                        Booking.REQUEST,
                        List.of(1, 2, 3, 4, 5, 6),
                        List.of(new Price(Deal.TEMPORARY, 2_500, false, PricePeriod.HOUR))));
        long mill = places.add(
                coordinator,
                draft(
                        workshop,
                        PlaceKind.EQUIPMENT,
                        "Freesbank met computersturing",
                        mine,
                        "15",
                        SizeUnit.KW,
                        "Freest hout, kunststof en aluminium tot 2 op 3 meter.",
                        "Alleen na een halve dag uitleg.",
                        List.of(Trait.NOISE, Trait.POWER),
                        "members",
                        Booking.REQUEST,
                        WEEK,
                        List.of(new Price(Deal.TEMPORARY, 4_000, false, PricePeriod.HOUR))));
        long meeting = places.add(
                coordinator,
                draft(
                        hall,
                        PlaceKind.ROOM,
                        "Vergaderzaal boven de hal",
                        mine,
                        "60",
                        SizeUnit.M2,
                        "Twintig stoelen, scherm en koffie.",
                        "",
                        List.of(Trait.INTERNET, Trait.HEAT),
                        "public",
                        Booking.AT_ONCE,
                        WEEK,
                        List.of(new Price(Deal.TEMPORARY, 1_500, false, PricePeriod.HOUR))));
        long strip = places.add(
                coordinator,
                draft(
                        null,
                        PlaceKind.PLOT,
                        "Teststrook achter het Rubberhof",
                        new Spot("rubberhof", "Henry Fordlaan 99, Genk", 50.9334, 5.5219),
                        "1200",
                        SizeUnit.M2,
                        "Verharde strook om ondergronden en bestrating te proberen.",
                        "Water dat afloopt, wordt opgevangen.",
                        List.of(Trait.NOISE, Trait.ODOUR, Trait.WATER),
                        "members",
                        Booking.REQUEST,
                        EVERY_DAY,
                        List.of(new Price(Deal.TEMPORARY, 50, true, PricePeriod.MONTH))));
        contracts.add(
                coordinator,
                bay,
                contract(
                        "meubelatelier",
                        Deal.LEASE,
                        today.minusYears(2).withDayOfMonth(1),
                        today.plusMonths(8),
                        180_000L,
                        360_000L,
                        today.plusDays(24),
                        ContractState.SIGNED,
                        Renovation.DONE,
                        "Huur volgt de index. Poort vernieuwd door de verhuurder."));
        contracts.add(
                coordinator,
                secondBay,
                contract(
                        "bankenmaker",
                        Deal.TEMPORARY,
                        monday.plusWeeks(5),
                        monday.plusMonths(14),
                        90_000L,
                        null,
                        null,
                        ContractState.DRAFT,
                        Renovation.PLANNED,
                        "Wacht op de keuring van de krachtstroom."));
        // written as they are: nobody is to get a letter about what is invented
        uses.insert(
                meeting,
                null,
                slot(monday, 9, 11),
                ReservationState.CONFIRMED,
                "rubberhof",
                member,
                "Overleg over rubber");
        uses.insert(
                meeting,
                null,
                slot(monday.plusDays(2), 14, 16),
                ReservationState.CONFIRMED,
                "speelvloer",
                second,
                "Vormgeving");
        uses.insert(
                mill,
                null,
                slot(monday.plusDays(1), 10, 13),
                ReservationState.REQUESTED,
                "speelvloer",
                second,
                "Mal frezen voor tegels");
        long experiment = experiments.add(
                coordinator,
                strip,
                new ExperimentDraft(
                        null,
                        "Rubbergranulaat onder speelvloeren",
                        "Stad Genk",
                        "2026/V/0417 (verzonnen)",
                        today.minusMonths(5),
                        today.plusDays(25),
                        today.minusMonths(4),
                        today.plusDays(18),
                        today.plusDays(60)));
        experiments.addCondition(
                coordinator,
                experiment,
                "Elke maand een staal van het afstromende water.",
                "Karel Voorbeeld, Rubberhof");
        experiments.addCondition(
                coordinator, experiment, "Geen werken tussen 19 en 7 uur.", "Noor Voorbeeld, coördinator");
    }

    private static Slot slot(LocalDate day, int from, int until) {
        return Slot.ofHours(day, from, until).orElseThrow();
    }

    private record Spot(String organisation, String address, double lat, double lon) {}

    private static PlaceDraft draft(
            @Nullable Long parent,
            PlaceKind kind,
            String name,
            Spot spot,
            String size,
            SizeUnit unit,
            String description,
            String conditions,
            List<Trait> traits,
            String visibility,
            Booking booking,
            List<Integer> days,
            List<Price> prices) {
        return new PlaceDraft(
                parent,
                kind,
                name,
                spot.organisation(),
                spot.address(),
                spot.lat(),
                spot.lon(),
                new BigDecimal(size),
                unit,
                description,
                conditions,
                traits,
                null,
                null,
                null,
                null,
                visibility,
                booking,
                8,
                20,
                days,
                prices);
    }

    private static ContractDraft contract(
            String tenant,
            Deal deal,
            LocalDate from,
            LocalDate until,
            long cents,
            @Nullable Long deposit,
            @Nullable LocalDate notice,
            ContractState state,
            Renovation renovation,
            String note) {
        return new ContractDraft(
                tenant,
                null,
                deal,
                true,
                from,
                until,
                cents,
                PricePeriod.MONTH,
                deposit,
                notice,
                state,
                renovation,
                note);
    }
}
