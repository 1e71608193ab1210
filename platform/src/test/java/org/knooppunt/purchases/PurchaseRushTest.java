package org.knooppunt.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.finance.PurchaseProblem;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Fifty people, each signed in with a browser of their own, who pledge and withdraw at once, over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurchaseRushTest extends PlatformTest {
    private static final int CLIENTS = 50;
    private static final String PASSWORD = "vier paarse fietsen";
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

    @Autowired
    Purchases purchases;

    @Autowired
    Accounts accounts;

    @Autowired
    PasswordEncoder encoder;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final String run = "rush-" + UUID.randomUUID();
    private final List<Client> clients = new ArrayList<>();
    private Person coordinator = new Person(0, "", "", null, "nl", true, Set.of(), Set.of());

    /** What a person was told last. */
    private enum Told {
        COUNTS,
        BINDING,
        WITHDRAWN,
        TOO_LATE,
        LOOK_AGAIN,
        SOMETHING_ELSE
    }

    private record Client(String organisation, PlainBrowser browser) {
        Told pledge(long id, String page, BigDecimal volume) {
            return told(browser.post(
                    "/purchases/" + id,
                    "/purchases/" + id + "/pledge",
                    "organisation",
                    organisation,
                    "volume",
                    volume.toPlainString(),
                    "limit",
                    "100",
                    "accept",
                    "true",
                    "version",
                    page));
        }

        Told withdraw(long id) {
            return told(
                    browser.post("/purchases/" + id, "/purchases/" + id + "/withdraw", "organisation", organisation));
        }

        /** The version in the form as this person sees it now. */
        String look(long id) {
            Matcher version = VERSION.matcher(browser.get("/purchases/" + id).body());
            assertThat(version.find()).as("a form to pledge").isTrue();
            return version.group(1);
        }

        /** As a person would: who is told that something changed looks again, and decides again. */
        Told pledgeForSure(long id, String shown, BigDecimal volume) {
            Told told = pledge(id, shown, volume);
            return told == Told.LOOK_AGAIN ? pledge(id, look(id), volume) : told;
        }

        private static Told told(HttpResponse<String> response) {
            assertThat(response.statusCode()).isEqualTo(200);
            String body = response.body();
            if (body.contains("Je toezegging telt mee.")) {
                return Told.COUNTS;
            }
            if (body.contains("Ze is nu bindend; iedereen krijgt bericht.")
                    || body.contains("Je doet mee. Je toezegging is bindend.")) {
                return Told.BINDING;
            }
            if (body.contains("Je toezegging is teruggetrokken.")) {
                return Told.WITHDRAWN;
            }
            if (body.contains("Je kan ze niet meer wijzigen of terugtrekken.")) {
                return Told.TOO_LATE;
            }
            return body.contains("Je toezegging is niet genoteerd.") ? Told.LOOK_AGAIN : Told.SOMETHING_ELSE;
        }
    }

    @BeforeAll
    void signIn() {
        coordinator = accounts.create(run + "@example.org", "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
        String hash = encoder.encode(PASSWORD);
        for (int at = 0; at < CLIENTS; at++) {
            String key = "%s-%02d".formatted(run, at);
            jdbc.sql("insert into organisation (key, name) values (?, ?)")
                    .params(key, "Firma " + at)
                    .update();
            accounts.create(key + "@example.org", "Lid " + at, hash, Set.of(Role.MEMBER), Set.of(key));
            PlainBrowser browser = new PlainBrowser(port);
            browser.post("/sign-in", "/sign-in", "email", key + "@example.org", "password", PASSWORD);
            clients.add(new Client(key, browser));
        }
    }

    @AfterAll
    void leaveOthersAlone() {
        jdbc.sql("delete from organisation where key like ?").param(run + "%").update();
    }

    private long open(String minimum) {
        return purchases.open(
                new PurchaseTerms(
                        "Stroom " + UUID.randomUUID(),
                        "",
                        "MWh",
                        "Windgilde",
                        null,
                        new BigDecimal(minimum),
                        null,
                        List.of(new PurchaseProblem.Tier(BigDecimal.ZERO, new BigDecimal("90"))),
                        Purchases.today().plusDays(3),
                        Joining.EVERYBODY,
                        Later.SAME_PRICE,
                        ""),
                null,
                false,
                coordinator);
    }

    /** All of it begins at once. */
    private <T> List<T> together(List<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(work.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = work.stream()
                    .map(each -> threads.submit(() -> {
                        start.await();
                        return each.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private BigDecimal bound(long id) {
        return jdbc.sql(
                        "select coalesce(sum(volume), 0) from purchase_pledge where purchase = ? and bound_at is not null")
                .param(id)
                .query(BigDecimal.class)
                .single();
    }

    private int count(String sql, Object... parameters) {
        return jdbc.sql("select count(*) from " + sql)
                .params(parameters)
                .query(Integer.class)
                .single();
    }

    private Map<String, Integer> lettersPerBuyer(long id) {
        Map<String, Integer> letters = new TreeMap<>();
        jdbc.sql("select key from letter where key like ?")
                .param("purchase/" + id + "/%/buyer/%")
                .query(String.class)
                .list()
                .forEach(key -> letters.merge(key.replaceFirst(".*/buyer/", ""), 1, Integer::sum));
        return letters;
    }

    private void boundOnceAndEverybodyToldOnce(long id, List<String> buyers) {
        assertThat(count("purchase_binding where purchase = ?", id)).isEqualTo(1);
        assertThat(count(
                        "audit_event where thing = 'purchase' and thing_key = ? and action = 'bound'",
                        Long.toString(id)))
                .isEqualTo(1);
        assertThat(count("letter where key = ?", "purchase/" + id + "/bound/coordinator"))
                .isEqualTo(1);
        assertThat(lettersPerBuyer(id)).hasSize(buyers.size()).allSatisfy((buyer, letters) -> {
            assertThat(buyers).contains(buyer);
            assertThat(letters).as("letters to " + buyer).isEqualTo(1);
        });
    }

    @Test
    void fiftyWhoPledgeAtTheThresholdLoseNothingAndDoubleNothing() throws Exception {
        long id = open("800");
        List<Callable<Told>> work = new ArrayList<>();
        for (int at = 0; at < CLIENTS; at++) {
            Client client = clients.get(at);
            String shown = client.look(id);
            // 20.25 to 69.25: no two alike, so that what is lost is seen in the sum
            BigDecimal volume = new BigDecimal(20 + at).add(new BigDecimal("0.25"));
            work.add(() -> client.pledgeForSure(id, shown, volume));
        }

        List<Told> told = together(work);

        assertThat(told).containsOnly(Told.COUNTS, Told.BINDING);
        BigDecimal acknowledged = BigDecimal.ZERO;
        for (int at = 0; at < CLIENTS; at++) {
            acknowledged = acknowledged.add(new BigDecimal(20 + at)).add(new BigDecimal("0.25"));
        }
        assertThat(bound(id)).isEqualByComparingTo(acknowledged);
        assertThat(count("purchase_pledge where purchase = ?", id)).isEqualTo(CLIENTS);
        boundOnceAndEverybodyToldOnce(
                id, clients.stream().map(Client::organisation).toList());
        // frozen at the moment of binding: enough, and not more than the last one brought too much
        BigDecimal frozen = jdbc.sql("select volume from purchase_binding where purchase = ?")
                .param(id)
                .query(BigDecimal.class)
                .single();
        assertThat(frozen).isBetween(new BigDecimal("800"), new BigDecimal("869.25"));
        assertThat(jdbc.sql("select sum((each ->> 'volume')::numeric) from purchase_binding,"
                                + " jsonb_array_elements(pledges) each where purchase = ?")
                        .param(id)
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo(frozen);
        assertThat(count("purchase_pledge where purchase = ? and not late", id))
                .isEqualTo(jdbc.sql("select jsonb_array_length(pledges) from purchase_binding where purchase = ?")
                        .param(id)
                        .query(Integer.class)
                        .single());
    }

    @Test
    void whoWithdrawsWhileOthersPledgeIsEitherOutOrBoundAsItWasTold() throws Exception {
        long id = open("600");
        int first = CLIENTS / 2;
        int leaving = 15;
        BigDecimal volume = new BigDecimal("20");
        for (Client client : clients.subList(0, first)) {
            assertThat(client.pledge(id, client.look(id), volume)).isEqualTo(Told.COUNTS);
        }
        List<Callable<Told>> work = new ArrayList<>();
        for (Client client : clients.subList(0, leaving)) {
            work.add(() -> client.withdraw(id));
        }
        for (Client client : clients.subList(first, CLIENTS)) {
            String shown = client.look(id);
            work.add(() -> client.pledgeForSure(id, shown, volume));
        }

        List<Told> told = together(work);

        List<String> buyers = new ArrayList<>();
        for (int at = 0; at < CLIENTS; at++) {
            String organisation = clients.get(at).organisation();
            boolean leaves = at < leaving;
            Told answer = at < leaving ? told.get(at) : at < first ? Told.COUNTS : told.get(at - first + leaving);
            assertThat(answer)
                    .isIn(leaves ? List.of(Told.WITHDRAWN, Told.TOO_LATE) : List.of(Told.COUNTS, Told.BINDING));
            boolean in = answer != Told.WITHDRAWN;
            assertThat(count("purchase_pledge where purchase = ? and organisation = ?", id, organisation))
                    .as(organisation + " was told " + answer)
                    .isEqualTo(in ? 1 : 0);
            if (in) {
                buyers.add(organisation);
            }
        }
        // even if all who wanted to leave did, 700 of 600 are left
        assertThat(bound(id)).isEqualByComparingTo(volume.multiply(new BigDecimal(buyers.size())));
        boundOnceAndEverybodyToldOnce(id, buyers);
    }
}
