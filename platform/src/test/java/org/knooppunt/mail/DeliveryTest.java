package org.knooppunt.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.MailSettings;
import org.knooppunt.PlatformTest;
import org.knooppunt.mail.internal.Delivery;
import org.knooppunt.mail.internal.LetterStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Letters over a real mail server. The table is one in a schema of the test's own, since the platform of all tests delivers
 * what waits in the common one.
 */
class DeliveryTest extends PlatformTest {
    @Autowired
    private javax.sql.DataSource database;

    private GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private SingleConnectionDataSource connection = new SingleConnectionDataSource();
    private JdbcClient jdbc = JdbcClient.create(connection);
    private TransactionTemplate transaction = new TransactionTemplate();
    private Post post = new Post(jdbc);
    private LetterStore store = new LetterStore(jdbc);

    @BeforeEach
    void open() throws Exception {
        server.start();
        connection = new SingleConnectionDataSource(database.getConnection(), true);
        jdbc = JdbcClient.create(connection);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(connection));
        jdbc.sql("create temporary table letter (like public.letter including all)")
                .update();
        post = new Post(jdbc);
        store = new LetterStore(jdbc);
    }

    @AfterEach
    void close() {
        jdbc.sql("drop table pg_temp.letter").update();
        connection.destroy();
        server.stop();
    }

    private Delivery delivery() {
        return delivery(server.getSmtp().getPort());
    }

    private Delivery delivery(int port) {
        return new Delivery(store, new MailSettings("127.0.0.1", port, null, null, "hub@example.org", false));
    }

    private void send(Letter letter) {
        transaction.executeWithoutResult(status -> post.send(letter));
    }

    private String state(String key) {
        return jdbc.sql("select state from letter where key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    private String fault(String key) {
        return jdbc.sql("select fault from letter where key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    @Test
    void aLetterArrivesOnceWithItsWordsFileAndWayOut() throws Exception {
        Letter letter = new Letter(
                "enrolment/1",
                "an@example.org",
                "Sessie over\r\nBcc: anderen@example.org\r\nrubber, één plaats",
                "Dag An,\n\nje hebt een plaats.",
                new Letter.Attachment("sessie.ics", "text/calendar", "BEGIN:VCALENDAR"),
                "https://knooppunt.example/unsubscribe?token=1");
        send(letter);
        send(letter);
        delivery().run();
        delivery().run();

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage got = server.getReceivedMessages()[0];
        assertThat(got.getSubject()).isEqualTo("Sessie over Bcc: anderen@example.org rubber, één plaats");
        assertThat(got.getAllRecipients()).extracting(Object::toString).containsExactly("an@example.org");
        assertThat(got.getFrom()[0]).hasToString("hub@example.org");
        assertThat(got.getHeader("List-Unsubscribe"))
                .containsExactly("<https://knooppunt.example/unsubscribe?token=1>");
        assertThat(got.getMessageID()).startsWith("<letter-").endsWith("@example.org>");
        MimeMultipart parts = (MimeMultipart) got.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("sessie.ics");
        assertThat(state("enrolment/1")).isEqualTo("sent");
    }

    @Test
    void whatIsUndoneIsNotTold() {
        transaction.executeWithoutResult(status -> {
            post.send(new Letter("undone/1", "an@example.org", "Nee", "Nee"));
            status.setRollbackOnly();
        });
        delivery().run();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aLetterThatWasUnderWayWhenTheProgramDiedIsNotSentAgainButLeftToAPerson() {
        send(new Letter("one", "an@example.org", "Eén", "Eén"));
        send(new Letter("two", "bo@example.org", "Twee", "Twee"));
        // the program dies right after it marked the letter
        assertThat(store.claim(UUID.randomUUID())).isPresent();

        delivery().run();
        assertThat(state("one")).isEqualTo("unknown");
        assertThat(fault("one")).isEqualTo("interrupted");
        assertThat(state("two")).isEqualTo("sent");
        delivery().run();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aRunThatWasThoughtDeadStillTellsWhatItSent() {
        send(new Letter("slow", "an@example.org", "Traag", "Traag"));
        UUID slow = UUID.randomUUID();
        long id = store.claim(slow).orElseThrow().id();
        delivery().run();
        assertThat(state("slow")).isEqualTo("unknown");
        store.sent(id, slow);
        assertThat(state("slow")).isEqualTo("sent");
    }

    @Test
    void withoutAServerALetterWaitsWithGrowingPausesAndGivesUpAtLast() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        send(new Letter("late", "an@example.org", "Laat", "Laat"));
        long before = 0;
        for (int round = 1; round <= 7; round++) {
            delivery(nobody).run();
            assertThat(state("late")).isEqualTo("waiting");
            assertThat(fault("late")).isNotBlank();
            long pause = jdbc.sql("select extract(epoch from try_at - now())::bigint from letter where key = 'late'")
                    .query(Long.class)
                    .single();
            assertThat(pause).isGreaterThan(before);
            before = pause;
            jdbc.sql("update letter set try_at = now()").update();
        }
        delivery(nobody).run();
        assertThat(state("late")).isEqualTo("failed");
    }

    @Test
    void anAddressThatIsNoneIsGivenUpAtOnceAndKeepsNobodyWaiting() {
        send(new Letter("wrong", "geen adres", "Fout", "Fout"));
        send(new Letter("right", "bo@example.org", "Goed", "Goed"));
        delivery().run();
        assertThat(state("wrong")).isEqualTo("failed");
        assertThat(state("right")).isEqualTo("sent");
    }

    @Test
    void whatALetterSaidIsForgottenInTimeAndStillNotToldTwice() {
        send(new Letter("old", "an@example.org", "Oud", "Oud"));
        delivery().run();
        jdbc.sql("update letter set sent_at = now() - interval '91 days'").update();
        delivery().forget();
        assertThat(state("old")).isEqualTo("forgotten");
        assertThat(jdbc.sql("select address || subject || text from letter where key = 'old'")
                        .query(String.class)
                        .optional())
                .isEmpty();
        send(new Letter("old", "an@example.org", "Oud", "Oud"));
        delivery().run();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }
}
