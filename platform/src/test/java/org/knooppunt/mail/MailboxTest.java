package org.knooppunt.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.mail.internal.Delivery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The mailbox page, where letters come when no mail server is set. */
class MailboxTest extends PlatformTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Post post;

    @Autowired
    private Delivery delivery;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String word = "brief" + UUID.randomUUID().toString().substring(0, 8);

    private long posted() {
        transaction.executeWithoutResult(status -> post.send(new Letter(
                word,
                word + "@example.org",
                "Over " + word,
                "Dag <b>jij</b>\nhttp://127.0.0.1/x?token=1",
                new Letter.Attachment("a.ics", "text/calendar", "BEGIN:VCALENDAR"))));
        delivery.run();
        return jdbc.sql("select id from letter where key = ?")
                .param(word)
                .query(Long.class)
                .single();
    }

    @Test
    void aLetterIsInTheMailboxWithItsWordsAndFile() {
        long id = posted();
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        assertThat(administrator.get("/mailbox?q=" + word).body()).contains("Over " + word, "Verstuurd", "1–1 van 1");
        assertThat(administrator.get("/mailbox?q=" + word + "&state=failed").body())
                .contains("Niets gevonden");
        assertThat(administrator.get("/mailbox/" + id).body())
                .contains("Dag &lt;b&gt;jij&lt;/b&gt;", "a.ics", word + "@example.org");
        HttpResponse<String> file = administrator.get("/mailbox/" + id + "/file");
        assertThat(file.body()).isEqualTo("BEGIN:VCALENDAR");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("a.ics");
    }

    @Test
    void aPersonDecidesAboutALetterOfWhichNobodyKnows() {
        long id = posted();
        jdbc.sql("update letter set state = 'unknown', fault = 'interrupted' where id = ?")
                .param(id)
                .update();
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        assertThat(administrator.get("/workbench").body()).contains("/mailbox?state=unknown");
        assertThat(administrator.get("/mailbox/" + id).body()).contains("Het versturen werd onderbroken");
        assertThat(administrator
                        .post("/mailbox/" + id, "/mailbox/" + id + "/arrived")
                        .body())
                .contains("De brief staat als verstuurd");
        assertThat(administrator.post("/mailbox", "/mailbox/" + id + "/again").body())
                .contains("intussen al verstuurd");
    }

    @ParameterizedTest
    @CsvSource({"administrator,200", "coordinator,200", "member,403", "resident,403", "policy-officer,403"})
    void theMailboxIsForAdministratorsAndInTheDemonstrationForTheCoordinator(String role, int status) {
        long id = posted();
        PlainBrowser browser = PlainBrowser.as(port, role);
        assertThat(browser.get("/mailbox").statusCode()).isEqualTo(status);
        assertThat(browser.get("/mailbox/" + id).statusCode()).isEqualTo(status);
        assertThat(browser.get("/mailbox/" + id + "/file").statusCode()).isEqualTo(status);
    }
}
