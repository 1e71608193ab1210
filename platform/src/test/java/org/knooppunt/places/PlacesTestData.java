package org.knooppunt.places;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hall with rooms of its own for each test, so that none is in the way of another. */
abstract class PlacesTestData extends PlatformTest {
    static final List<Integer> EVERY_DAY = List.of(1, 2, 3, 4, 5, 6, 7);

    @Autowired
    Places places;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    Person coordinator;

    /** A Monday at least three weeks ahead. */
    final LocalDate monday = Pipeline.today().plusWeeks(3).with(TemporalAdjusters.next(DayOfWeek.MONDAY));

    @BeforeEach
    void coordinate() {
        coordinator = someone(Set.of(Role.COORDINATOR), Set.of());
    }

    Person someone(Set<Role> roles, Set<String> organisations) {
        return accounts.create("places-" + UUID.randomUUID() + "@example.org", "Iemand", null, roles, organisations);
    }

    Person member(String organisation) {
        return someone(Set.of(Role.MEMBER), Set.of(organisation));
    }

    static PlaceDraft draft(@Nullable Long parent, PlaceKind kind, String name, Booking booking) {
        return new PlaceDraft(
                parent,
                kind,
                name,
                "rubberhof",
                "Straat 1",
                50.9338,
                5.5212,
                new BigDecimal("1000"),
                SizeUnit.M2,
                "",
                "",
                List.of(),
                null,
                null,
                null,
                null,
                "members",
                booking,
                0,
                24,
                EVERY_DAY,
                List.of());
    }

    static PlaceDraft seen(PlaceDraft draft, String visibility) {
        return new PlaceDraft(
                draft.parent(),
                draft.kind(),
                draft.name(),
                draft.organisation(),
                draft.address(),
                draft.lat(),
                draft.lon(),
                draft.size(),
                draft.sizeUnit(),
                draft.description(),
                draft.conditions(),
                draft.traits(),
                draft.availableFrom(),
                draft.availableUntil(),
                draft.shortestMonths(),
                draft.longestMonths(),
                visibility,
                draft.booking(),
                draft.opens(),
                draft.closes(),
                draft.openDays(),
                draft.prices());
    }

    static PlaceDraft priced(PlaceDraft draft, String size, Price... prices) {
        return new PlaceDraft(
                draft.parent(),
                draft.kind(),
                draft.name(),
                draft.organisation(),
                draft.address(),
                draft.lat(),
                draft.lon(),
                new BigDecimal(size),
                draft.sizeUnit(),
                draft.description(),
                draft.conditions(),
                draft.traits(),
                draft.availableFrom(),
                draft.availableUntil(),
                draft.shortestMonths(),
                draft.longestMonths(),
                draft.visibility(),
                draft.booking(),
                draft.opens(),
                draft.closes(),
                draft.openDays(),
                List.of(prices));
    }

    long add(@Nullable Long parent, PlaceKind kind, String name) {
        return places.add(coordinator, draft(parent, kind, name, Booking.AT_ONCE));
    }

    static ContractDraft contract(String tenant, LocalDate from, @Nullable LocalDate until, ContractState state) {
        return new ContractDraft(
                tenant,
                null,
                Deal.LEASE,
                true,
                from,
                until,
                100_000L,
                PricePeriod.MONTH,
                null,
                null,
                state,
                Renovation.NONE,
                "");
    }

    /** How many pairs of uses have a place and a moment in common: none, ever. */
    long doubles() {
        return jdbc.sql("select count(*) from place_use a join place_use b on a.id < b.id and a.span && b.span"
                        + " and a.period && b.period")
                .query(Long.class)
                .single();
    }
}
