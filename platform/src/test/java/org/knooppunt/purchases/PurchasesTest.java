package org.knooppunt.purchases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.engine.finance.PurchaseProblem;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class PurchasesTest extends PlatformTest {
    @Autowired
    private SiteAddress site;

    @Autowired
    Purchases purchases;

    @Autowired
    PurchasePersonalData personalData;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private final String run = "buyer-" + UUID.randomUUID();
    private Person coordinator;

    @BeforeEach
    void coordinate() {
        coordinator = accounts.create(run + "@example.org", "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    @AfterEach
    void leaveOthersAlone() {
        jdbc.sql("delete from organisation where key like ?").param(run + "%").update();
    }

    /** A member with an organisation of its own, {@code run-name}. */
    private Person member(String name) {
        String key = run + "-" + name;
        jdbc.sql("insert into organisation (key, name) values (?, ?)")
                .params(key, "Firma " + name)
                .update();
        return accounts.create(key + "@example.org", "Lid " + name, null, Set.of(Role.MEMBER), Set.of(key));
    }

    private static String key(Person member) {
        return member.organisations().iterator().next();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static PurchaseProblem.Tier tier(String threshold, String price) {
        return new PurchaseProblem.Tier(number(threshold), number(price));
    }

    private PurchaseTerms terms(Joining joining, Later later, String supplier) {
        return new PurchaseTerms(
                "Panelen " + run,
                "",
                "stuk",
                "Zonnehuis",
                supplier.isEmpty() ? null : supplier,
                number("50"),
                number("120"),
                List.of(tier("0", "100"), tier("100", "90"), tier("200", "80")),
                Purchases.today().plusDays(30),
                joining,
                later,
                "");
    }

    private long open(Later later) {
        return purchases.open(terms(Joining.EVERYBODY, later, ""), null, false, coordinator);
    }

    private PledgeOutcome pledge(long id, Person member, String volume, String limit) {
        int version = purchases.get(id, member).version();
        return purchases.pledge(id, key(member), number(volume), number(limit), version, member);
    }

    private List<String> letters(long id) {
        return jdbc.sql("select key from letter where key like ? order by key")
                .param("purchase/" + id + "/%")
                .query(String.class)
                .list();
    }

    @Test
    void aPledgeMayChangeAndGoUntilTheThreshold() {
        long id = open(Later.NOBODY);
        Person one = member("a");

        assertThat(pledge(id, one, "20", "100")).isEqualTo(PledgeOutcome.PLEDGED);
        assertThat(pledge(id, one, "30", "95")).isEqualTo(PledgeOutcome.PLEDGED);
        assertThat(purchases.get(id, coordinator).pledges()).singleElement().satisfies(pledge -> {
            assertThat(pledge.volume()).isEqualByComparingTo("30");
            assertThat(pledge.maxPrice()).isEqualByComparingTo("95");
            assertThat(pledge.isBound()).isFalse();
        });
        assertThat(personalData.of(one).get("pledges").toString()).contains(key(one));

        assertThat(purchases.withdraw(id, key(one), one)).isEqualTo(PledgeOutcome.WITHDRAWN);
        assertThat(purchases.withdraw(id, key(one), one)).isEqualTo(PledgeOutcome.NOTHING);
        assertThat(purchases.get(id, coordinator).pledges()).isEmpty();
        assertThat(personalData.of(one).get("pledges").toString()).doesNotContain(key(one));
        assertThat(letters(id)).isEmpty();
    }

    @Test
    void atTheThresholdAllWhoAcceptThePriceAreBoundAndEverybodyIsTold() {
        Person supplier = member("s");
        long id = purchases.open(terms(Joining.EVERYBODY, Later.NOBODY, key(supplier)), null, false, coordinator);
        Person one = member("a");
        Person two = member("b");
        Person low = member("c");
        pledge(id, one, "20", "110");
        pledge(id, low, "70", "85");
        assertThat(purchases.get(id, supplier).pledges())
                .as("before the threshold")
                .isEmpty();
        assertThat(purchases.get(id, supplier).totals()).isNull();

        // at 100: 20 + 30 of 50; at 90 and 80 too little
        assertThat(pledge(id, two, "30", "100")).isEqualTo(PledgeOutcome.BOUND);

        Purchase seen = purchases.get(id, coordinator);
        assertThat(seen.status()).isEqualTo(PurchaseStatus.BOUND);
        assertThat(seen.price()).isEqualByComparingTo("100");
        assertThat(seen.boundAt()).isNotNull();
        assertThat(seen.pledges())
                .filteredOn(Pledge::isBound)
                .extracting(Pledge::organisation)
                .containsExactlyInAnyOrder(key(one), key(two));
        assertThat(jdbc.sql("select jsonb_array_length(pledges) from purchase_binding where purchase = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        String at = "purchase/" + id + "/bound/";
        assertThat(letters(id))
                .containsExactlyInAnyOrder(
                        at + "buyer/" + key(one),
                        at + "buyer/" + key(two),
                        at + "buyer/" + key(low),
                        at + "supplier/" + supplier.id(),
                        at + "coordinator");
        assertThat(jdbc.sql("select text from letter where key = ?")
                        .param(at + "buyer/" + key(two))
                        .query(String.class)
                        .single())
                .contains("30 stuk", "bindend", "3.000,00", site.of("/purchases/" + id));

        assertThat(purchases.withdraw(id, key(one), one)).isEqualTo(PledgeOutcome.BINDING);
        assertThat(pledge(id, one, "1", "100")).isEqualTo(PledgeOutcome.BINDING);
        assertThat(pledge(id, low, "70", "100")).as("nobody joins later").isEqualTo(PledgeOutcome.CLOSED);
        List<Pledge> forSupplier = purchases.get(id, supplier).pledges();
        assertThat(forSupplier).hasSize(2).allMatch(pledge -> pledge.maxPrice() == null);
        assertThat(purchases.get(id, one).pledges()).singleElement().matches(pledge -> pledge.maxPrice() != null);
    }

    @Test
    void theLowestPriceThatIsReachedHolds() {
        long id = open(Later.NOBODY);
        pledge(id, member("a"), "40", "100");
        // at 100: 140 of 50; at 90: 140 of 100; at 80: 40 of 200
        assertThat(pledge(id, member("b"), "100", "90")).isEqualTo(PledgeOutcome.BOUND);
        assertThat(purchases.get(id, coordinator).price()).isEqualByComparingTo("90");
    }

    @Test
    void whoJoinsLaterIsBoundAtOnceAndThePriceFallsForAll() {
        long id = open(Later.FALLING_PRICE);
        Person one = member("a");
        pledge(id, one, "60", "100");
        Person late = member("b");
        assertThat(pledge(id, late, "30", "99")).isEqualTo(PledgeOutcome.LIMIT_TOO_LOW);
        assertThat(pledge(id, late, "30", "100")).isEqualTo(PledgeOutcome.JOINED);
        assertThat(purchases.get(id, coordinator).price()).isEqualByComparingTo("100");
        assertThat(pledge(id, late, "5", "100")).isEqualTo(PledgeOutcome.BINDING);

        Person last = member("c");
        assertThat(pledge(id, last, "10", "100")).isEqualTo(PledgeOutcome.JOINED);

        Purchase seen = purchases.get(id, coordinator);
        assertThat(seen.price()).isEqualByComparingTo("90");
        assertThat(Objects.requireNonNull(seen.totals()).volume()).isEqualByComparingTo("100");
        assertThat(seen.pledges()).filteredOn(Pledge::late).hasSize(2);
        assertThat(letters(id))
                .contains(
                        "purchase/" + id + "/joined/buyer/" + key(last),
                        "purchase/" + id + "/price-90/buyer/" + key(one),
                        "purchase/" + id + "/price-90/buyer/" + key(last));
    }

    @Test
    void atTheSamePriceNothingFalls() {
        long id = open(Later.SAME_PRICE);
        pledge(id, member("a"), "60", "100");
        assertThat(pledge(id, member("b"), "500", "100")).isEqualTo(PledgeOutcome.JOINED);
        assertThat(purchases.get(id, coordinator).price()).isEqualByComparingTo("100");
    }

    @Test
    void nobodyIsBoundToWhatWasNotShown() {
        long id = open(Later.SAME_PRICE);
        Person one = member("a");
        Person two = member("b");
        int shown = purchases.get(id, two).version();
        PurchaseTerms dearer = terms(Joining.EVERYBODY, Later.NOBODY, "");
        assertThat(purchases.change(id, dearer, shown, coordinator)).isEqualTo(Purchases.Changed.DONE);
        assertThat(purchases.change(id, dearer, shown, coordinator)).isEqualTo(Purchases.Changed.CHANGED_MEANWHILE);
        assertThat(purchases.pledge(id, key(two), number("10"), number("100"), shown, two))
                .isEqualTo(PledgeOutcome.CHANGED_MEANWHILE);

        int changed = purchases.get(id, two).version();
        assertThat(pledge(id, one, "10", "100")).isEqualTo(PledgeOutcome.PLEDGED);
        assertThat(purchases.change(id, dearer, changed, coordinator)).isEqualTo(Purchases.Changed.FIXED);
    }

    @Test
    void whoSawItOpenDoesNotJoinABindingOneUnawares() {
        long id = open(Later.SAME_PRICE);
        Person one = member("a");
        Person two = member("b");
        int shown = purchases.get(id, two).version();
        pledge(id, one, "60", "100");
        assertThat(purchases.pledge(id, key(two), number("10"), number("100"), shown, two))
                .isEqualTo(PledgeOutcome.CHANGED_MEANWHILE);
        assertThat(purchases.get(id, coordinator).pledges()).hasSize(1);
        assertThat(pledge(id, two, "10", "100")).isEqualTo(PledgeOutcome.JOINED);
    }

    @Test
    void whatDoesNotReachTheThresholdInTimeLapsesOnceAndEverybodyIsTold() {
        long id = open(Later.NOBODY);
        Person one = member("a");
        pledge(id, one, "20", "100");
        jdbc.sql("update purchase set closes_on = closes_on - 40 where id = ?")
                .param(id)
                .update();
        assertThat(pledge(id, one, "80", "100")).isEqualTo(PledgeOutcome.CLOSED);

        // the job that does this every ten minutes may have been first
        purchases.lapse();
        purchases.lapse();

        assertThat(purchases.get(id, one).status()).isEqualTo(PurchaseStatus.LAPSED);
        assertThat(letters(id))
                .containsExactly(
                        "purchase/" + id + "/lapsed/buyer/" + key(one), "purchase/" + id + "/lapsed/coordinator");
        assertThat(purchases.withdraw(id, key(one), one)).isEqualTo(PledgeOutcome.CLOSED);
    }

    @Test
    void oneThatIsCalledOffTellsWhyAndOneThatBindsCannotBe() {
        long id = open(Later.NOBODY);
        Person one = member("a");
        pledge(id, one, "20", "100");
        assertThat(purchases.stop(id, "De leverancier stopt", coordinator)).isTrue();
        assertThat(purchases.stop(id, "Nog eens", coordinator)).isFalse();
        assertThat(jdbc.sql("select text from letter where key = ?")
                        .param("purchase/" + id + "/stopped/buyer/" + key(one))
                        .query(String.class)
                        .single())
                .contains("De leverancier stopt");
        long bound = open(Later.NOBODY);
        pledge(bound, one, "60", "100");
        assertThat(purchases.stop(bound, "Toch niet", coordinator)).isFalse();
        assertThatThrownBy(() -> purchases.stop(bound, "Toch niet", one)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whatIsBoundNeitherChangesNorGoesWhoeverAsks() {
        long id = open(Later.NOBODY);
        pledge(id, member("a"), "60", "100");
        assertThatThrownBy(() -> jdbc.sql("update purchase_pledge set volume = 1 where purchase = ?")
                        .param(id)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is binding");
        assertThatThrownBy(() -> jdbc.sql("delete from purchase_pledge where purchase = ?")
                        .param(id)
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("insert into purchase_binding (purchase, price, volume, pledges)"
                                + " values (?, 1, 1, '[]')")
                        .param(id)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void buyersSeeWhatAllPledgeTogetherNeverWhoPledgedWhat() {
        long id = open(Later.NOBODY);
        Person one = member("a");
        Person two = member("b");
        Person three = member("c");
        Person outsider = member("d");
        pledge(id, one, "5", "100");
        pledge(id, two, "6", "100");
        assertThat(purchases.get(id, one).totals()).as("of two").isNull();
        assertThat(purchases.get(id, one).levels()).allMatch(level -> level.volume() == null && level.buyers() == null);

        pledge(id, three, "7", "95");

        Purchase seen = purchases.get(id, one);
        assertThat(Objects.requireNonNull(seen.totals()).volume()).isEqualByComparingTo("18");
        assertThat(seen.totals().buyers()).isEqualTo(3);
        assertThat(seen.pledges()).extracting(Pledge::organisation).containsExactly(key(one));
        // at 100 two accept and one does not, which would tell of each
        assertThat(seen.levels()).extracting(Purchase.Level::buyers).containsExactly(null, 3, 3);
        assertThat(purchases.get(id, outsider).pledges()).isEmpty();
        assertThat(Objects.requireNonNull(purchases.get(id, outsider).totals()).buyers())
                .isEqualTo(3);
        // what it would pay itself, at prices it accepts
        assertThat(seen.levels().getFirst().ownTotal()).isEqualByComparingTo("500");
        assertThat(seen.levels().getFirst().ownSaving()).isEqualByComparingTo("100");
        assertThat(purchases.get(id, three).levels().getFirst().ownTotal()).isNull();
        assertThatThrownBy(() -> purchases.history(id, one)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whatIsForChosenOnesIsNotThereForOthers() {
        Person one = member("a");
        Person two = member("b");
        long id = purchases.open(terms(Joining.CHOSEN, Later.NOBODY, ""), null, false, coordinator);
        assertThatThrownBy(() -> purchases.get(id, one)).isInstanceOf(Missing.class);
        assertThat(purchases.invite(id, key(one), coordinator)).isTrue();
        assertThat(purchases.invite(id, key(one), coordinator)).isFalse();

        assertThat(pledge(id, one, "10", "100")).isEqualTo(PledgeOutcome.PLEDGED);
        assertThatThrownBy(() -> purchases.get(id, two)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> purchases.pledge(id, key(two), number("1"), number("100"), 0, two))
                .isInstanceOf(Missing.class);
        assertThatThrownBy(() -> purchases.pledge(id, key(one), number("1"), number("100"), 0, two))
                .isInstanceOf(AccessDeniedException.class);
        String product = "Panelen " + run;
        assertThat(purchases.list(product, null, "-created", 1, 10, two).rows()).isEmpty();
        assertThat(purchases.list(product, null, "-created", 1, 10, one).rows())
                .singleElement()
                .matches(line -> line.open() && line.own() && line.volume() == null);
    }

    @Test
    void aVisitorKnowsOfWhatIsOpenToAllButNotItsPrices() {
        long id = open(Later.NOBODY);
        pledge(id, member("a"), "10", "100");
        assertThat(purchases
                        .list("Panelen " + run, null, "-created", 1, 10, null)
                        .rows())
                .singleElement()
                .matches(line -> !line.open()
                        && line.lowest() == null
                        && line.volume() == null
                        && line.supplier().isEmpty());
        assertThat(purchases
                        .list("Zonnehuis " + run, null, "-created", 1, 10, null)
                        .rows())
                .as("found by its supplier, it would be told")
                .isEmpty();
        assertThatThrownBy(() -> purchases.get(id, null)).isInstanceOf(Missing.class);
    }

    @Test
    void theSupplierDoesNotHelpItsOwnThreshold() {
        Person supplier = member("s");
        long id = purchases.open(terms(Joining.EVERYBODY, Later.NOBODY, key(supplier)), null, false, coordinator);
        assertThat(purchases.get(id, supplier).mayJoin()).isEqualTo(Map.of());
        assertThatThrownBy(() -> pledge(id, supplier, "10", "100")).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void thePartnersOfACaseCanBeThoseWhoJoin() {
        Person one = member("a");
        Person two = member("b");
        long businessCase = pipeline.plant("Samen " + run, "", Origin.DESK, coordinator);
        pipeline.addPartner(businessCase, key(one), "", coordinator);
        long id = purchases.open(terms(Joining.CHOSEN, Later.NOBODY, ""), businessCase, true, coordinator);

        assertThat(purchases.get(id, one).mayJoin()).containsOnlyKeys(key(one));
        assertThat(purchases.get(id, one).businessCase())
                .as("the case is no business of a buyer")
                .isNull();
        assertThatThrownBy(() -> purchases.get(id, two)).isInstanceOf(Missing.class);
        assertThat(purchases.ofCase(businessCase, coordinator))
                .extracting(Purchases.Brief::id)
                .containsExactly(id);
        assertThatThrownBy(() -> purchases.ofCase(businessCase, one)).isInstanceOf(AccessDeniedException.class);
    }
}
