package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.knooppunt.ServerProcess;
import org.knooppunt.TemporaryHome;

/**
 * The weekly news over 50,000 readers on the real program and a real mail server: killed while letters are queued and again
 * while they are sent, it goes on, and nobody gets two.
 */
class KilledLettersTest {
    private static final int READERS = 50_000;
    private static final int WITH_NEWS = 1_000;
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    @Test
    void newsThatWasKilledTwiceGoesOnceToEachWhoHasSome() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (TemporaryHome home = TemporaryHome.create()) {
            Map<String, String> settings = Map.of(
                    "KNOOPPUNT_MAIL_HOST", "127.0.0.1",
                    "KNOOPPUNT_MAIL_PORT", String.valueOf(mail.getSmtp().getPort()),
                    "KNOOPPUNT_MAIL_STARTTLS", "false",
                    "KNOOPPUNT_ADDRESS", "https://knooppunt.example");
            try (ServerProcess server = ServerProcess.start(home.path(), settings);
                    Connection database = KillTest.connect(home.path())) {
                await(database, "select count(*) from digest_run where done_at is not null", 1);
                fill(database);
                await(database, "select count(*) from digest_run where looked > 2000", 1);
                server.kill();
            }
            int queued;
            try (ServerProcess server = ServerProcess.start(home.path(), settings);
                    Connection database = KillTest.connect(home.path())) {
                await(database, "select count(*) from digest_run where done_at is not null", 1);
                queued = number(
                        database, "select count(*) from letter where key like 'digest/%' and address like 'reader%'");
                assertThat(queued).isEqualTo(WITH_NEWS);
                assertThat(number(database, "select looked from digest_run")).isGreaterThanOrEqualTo(READERS);
                execute(
                        database,
                        "insert into letter (key, address, subject, text) select 'more/' || n,"
                                + " 'more' || n || '@example.org', 'Meer', 'Meer' from generate_series(1, 2000) n");
                await(database, "select count(*) from letter where key like 'more/%' and state = 'sent'", 50);
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(home.path(), settings);
                    Connection database = KillTest.connect(home.path())) {
                assertThat(server.isAlive()).isTrue();
                awaitNone(database, "select count(*) from letter where state in ('waiting', 'sending')");
                List<String> got = new ArrayList<>();
                for (MimeMessage each : mail.getReceivedMessages()) {
                    got.add(each.getAllRecipients()[0].toString());
                }
                assertThat(got).as("nobody gets two").doesNotHaveDuplicates();
                int sent = number(database, "select count(*) from letter where state = 'sent' and by_smtp");
                int unknown = number(database, "select count(*) from letter where state = 'unknown'");
                assertThat(unknown)
                        .as("at most the one that was under way at each kill")
                        .isLessThanOrEqualTo(2);
                assertThat(got.size()).isBetween(sent, sent + unknown);
                assertThat(number(database, "select count(*) from letter where state = 'failed'"))
                        .isZero();
            }
        } finally {
            mail.stop();
        }
    }

    /** Readers, a case of the partner some of them act for, that moved last week; and the news of that week anew. */
    private static void fill(Connection database) throws Exception {
        execute(
                database,
                "insert into account (email, name) select 'reader' || n || '@example.org', 'Lezer ' || n"
                        + " from generate_series(1, " + READERS + ") n");
        execute(
                database,
                "insert into account_role (account_id, role) select id, 'MEMBER' from account"
                        + " where email like 'reader%'");
        execute(
                database,
                "insert into account_organisation (account_id, organisation) select id,"
                        + " case when substring(email from '[0-9]+')::int % " + READERS / WITH_NEWS
                        + " = 0 then 'news' else 'none' end from account where email like 'reader%'");
        execute(database, "insert into business_case (title, origin, creator) values ('Nieuws', 'desk', 'test')");
        execute(
                database,
                "insert into business_case_partner (business_case, organisation, name)"
                        + " select id, 'news', 'Nieuws' from business_case where title = 'Nieuws'");
        execute(
                database,
                "insert into business_case_move (business_case, from_status, to_status, mover, moved_at)"
                        + " select c.id, 'seed', 'potential', 'test', (r.last_day::timestamp + interval '12 hours')"
                        + " at time zone 'Europe/Brussels' from business_case c, digest_run r where c.title = 'Nieuws'");
        execute(database, "delete from digest_run");
        execute(database, "update scheduled_mail set execution_time = now() where task_name = 'digest'");
    }

    private static void await(Connection database, String query, int least) throws Exception {
        long start = System.nanoTime();
        while (number(database, query) < least) {
            assertThat(System.nanoTime() - start).as(query).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void awaitNone(Connection database, String query) throws Exception {
        long start = System.nanoTime();
        while (number(database, query) > 0) {
            assertThat(System.nanoTime() - start).as(query).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static int number(Connection database, String query) throws Exception {
        try (ResultSet row = database.createStatement().executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection database, String statement) throws Exception {
        database.createStatement().execute(statement);
    }
}
