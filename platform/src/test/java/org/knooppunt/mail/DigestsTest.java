package org.knooppunt.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.AsideReason;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The weekly news. Each test has a week of its own, long ago, in which nothing else moved. */
class DigestsTest extends PlatformTest {
    private static final ZoneId HERE = ZoneId.of("Europe/Brussels");

    @Autowired
    private Digests digests;

    @Autowired
    private LetterChoices choices;

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    private final String word = "d" + UUID.randomUUID().toString().substring(0, 8);
    private final Digests.Week week =
            new Digests.Week(LocalDate.of(2001, 1, 1).plusWeeks(Math.floorMod(word.hashCode(), 1000)));
    private Person coordinator;
    private long businessCase;

    @BeforeEach
    void aCaseThatMoved() {
        coordinator = accounts.find("coordinator@example.org").orElseThrow();
        jdbc.sql("insert into organisation (key, name) values (?, ?)")
                .params(word, "Proef " + word)
                .update();
        businessCase = pipeline.plant("Rubber " + word, "", Origin.DESK, coordinator);
        pipeline.addPartner(businessCase, word, "", coordinator);
        pipeline.move(businessCase, CaseStatus.PARKED, AsideReason.TIMING, "", 0, coordinator);
        jdbc.sql("update business_case_move set moved_at = ? where business_case = ?")
                .params(
                        java.sql.Timestamp.from(
                                week.monday().atTime(12, 0).atZone(HERE).toInstant()),
                        businessCase)
                .update();
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from account where email like ?")
                .param("many-" + word + "%")
                .update();
        jdbc.sql("delete from digest_run where period = ?").param(week.period()).update();
        jdbc.sql("delete from business_case where id = ?").param(businessCase).update();
        jdbc.sql("delete from account_organisation where organisation = ?")
                .param(word)
                .update();
        jdbc.sql("delete from organisation where key = ?").param(word).update();
    }

    private Person member(String name) {
        return accounts.create(name + word + "@example.org", name, null, Set.of(Role.MEMBER), Set.of(word));
    }

    private List<String> addresses() {
        return jdbc.sql("select address from letter where key like ? order by id")
                .param("digest/" + week.period() + "/%")
                .query(String.class)
                .list();
    }

    @Test
    void onlyWhoHasNewsAndWantsItGetsALetterAndOnlyOne() {
        Person news = member("ja");
        Person ended = member("nee");
        choices.set(ended, new LetterChoices.Choice(false, false));
        accounts.create("e" + word + "@example.org", "Elders", null, Set.of(Role.MEMBER), Set.of("rubberhof"));
        Digests.Run run = digests.run(week);
        assertThat(run.done()).isTrue();
        assertThat(run.queued()).isEqualTo(1);
        digests.run(week);
        assertThat(addresses()).containsExactly(news.email());
        assertThat(jdbc.sql("select text from letter where address = ?")
                        .param(news.email())
                        .query(String.class)
                        .single())
                .contains("Rubber " + word + ": nu Even opzij", "/cases/" + businessCase, "/unsubscribe?token=");
    }

    @Test
    void aMoveThatWasTakenBackIsNoNews() {
        member("ja");
        pipeline.takeBack(businessCase, 1, coordinator);
        jdbc.sql("update business_case_move set moved_at = ? where business_case = ?")
                .params(
                        java.sql.Timestamp.from(
                                week.monday().atTime(12, 0).atZone(HERE).toInstant()),
                        businessCase)
                .update();
        assertThat(digests.run(week).queued()).isZero();
    }

    @Test
    void aReaderOfFrenchReadsFrench() {
        Person person = member("fr");
        accounts.changeOwn(person, "Fr", "fr");
        digests.run(week);
        assertThat(jdbc.sql("select subject from letter where address = ?")
                        .param(person.email())
                        .query(String.class)
                        .single())
                .startsWith("Nouvelles");
    }

    /** Fifty thousand readers of whom five hundred have news; several runs at once, one cut off in the midst. */
    @Test
    void aRunOverFiftyThousandQueuesThoseWithNewsOnceHoweverManyRunIt() throws Exception {
        jdbc.sql("insert into account (email, name, language) select 'many-' || ? || n || '@example.org', 'Lezer', 'nl'"
                        + " from generate_series(1, 50000) n")
                .param(word)
                .update();
        jdbc.sql("insert into account_role (account_id, role) select id, 'MEMBER' from account where email like ?")
                .param("many-" + word + "%")
                .update();
        jdbc.sql("insert into account_organisation (account_id, organisation) select id, ? from account"
                        + " where email like ? and id % 100 = 0")
                .params(word, "many-" + word + "%")
                .update();
        try (ExecutorService several = Executors.newFixedThreadPool(4)) {
            List<Callable<Digests.Run>> all = IntStream.range(0, 4)
                    .<Callable<Digests.Run>>mapToObj(at -> () -> {
                        if (at == 0) {
                            Thread.currentThread().interrupt();
                        }
                        return digests.run(week);
                    })
                    .toList();
            several.invokeAll(all);
        }
        Digests.Run run = digests.run(week);
        assertThat(run.done()).isTrue();
        assertThat(run.looked()).isGreaterThanOrEqualTo(50_000);
        assertThat(run.queued()).isEqualTo(500);
        assertThat(addresses()).hasSize(500).doesNotHaveDuplicates();
    }
}
