package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.web.Formats;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a question to a case; pictures go where those of the guide go. */
class ChallengeJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final List<String> wrong = new ArrayList<>();

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private BrowserContext as(String role, int width) {
        return Chromium.openAs(role, "http://127.0.0.1:" + port, width, ColorScheme.LIGHT, true);
    }

    private void fits(Page page) {
        int over = (int)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) {
            wrong.add(page.url() + " is " + over + " px too wide");
        }
        Chromium.violations(page).forEach(line -> wrong.add(page.url() + ": " + line));
    }

    private void send(String role, int width, String address, String title, String picture) {
        try (BrowserContext window = as(role, width)) {
            Page page = window.newPage();
            page.navigate(address);
            page.locator("section[aria-labelledby=next] a.btn-primary").click();
            page.fill("#title", title);
            page.fill("#words", "Zo pakken we het aan, stap voor stap.");
            page.fill("#team", "Team " + role);
            page.fill("#talent", "organiseren en timmeren");
            fits(page);
            picture(page, picture);
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("#solutions ~ .table-wrap").innerText()).contains(title);
        }
    }

    private void days(String address, int closes, int vote) {
        jdbc.sql("update challenge set closes_on = current_date + ?, vote_until = current_date + ? where id = ?")
                .params(closes, vote, Long.valueOf(address.replaceAll("\\D+", "")))
                .update();
    }

    @Test
    void aQuestionIsAskedSolvedJudgedVotedDecidedAndBecomesACase() {
        String address;
        try (BrowserContext window = as("coordinator", 1280)) {
            Page page = window.newPage();
            page.navigate("/challenges");
            page.locator(".page-head a[href='/challenges/new']").click();
            page.fill("#title", "Paletten die niemand ophaalt");
            page.fill("#question", "Achter de hallen liggen 400 kapotte paletten. Wat maak je ervan?");
            page.fill("#prize", "een werkplek voor drie maanden");
            page.fill("#amount", "750");
            page.fill("#closes", LocalDate.now(Formats.ZONE).plusDays(10).toString());
            page.fill("#vote", LocalDate.now(Formats.ZONE).plusDays(20).toString());
            page.fill("#weight-1", "2");
            fits(page);
            picture(page, "challenge-new");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            fits(page);
            picture(page, "challenge-draft");
            page.locator("form[action$='/publish'] button").click();
            page.locator(".notice-good:has-text('openbaar')").waitFor();
            page.locator("section[aria-labelledby=next] a.btn-primary").click();
            page.locator("label:has-text('Marie Voorbeeld')").click();
            fits(page);
            picture(page, "challenge-jury");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            address = page.url().replaceFirst("http://[^/]+", "");
        }
        send("resident", 360, address, "Tuinbanken met de buurt", "solution-new-phone");
        send("coach", 1280, address, "Kisten voor de markt", "solution-new");
        days(address, -2, 5);
        try (BrowserContext window = as("juror", 360)) {
            Page page = window.newPage();
            page.navigate("/workbench");
            page.locator("main a[href='" + address + "/score']").first().click();
            for (String title : new String[] {"Tuinbanken", "Kisten"}) {
                page.locator("tr:has-text('" + title + "') a.btn").click();
                page.locator("#score-1-5").click();
                page.locator("#score-2-" + (title.equals("Kisten") ? "2" : "4")).click();
                page.locator("#score-3-3").click();
                page.fill("#remark", "Dat kan morgen beginnen.");
                fits(page);
                picture(page, "challenge-sheet-phone");
                page.locator("main form button.btn-primary").click();
                page.locator(".notice-good").waitFor();
            }
            fits(page);
            picture(page, "challenge-score-phone");
        }
        try (BrowserContext window = as("member", 360)) {
            Page page = window.newPage();
            page.navigate(address);
            assertThat(page.locator("section[aria-labelledby=next]").innerText())
                    .contains("Kies jouw favoriet");
            page.locator("tr:has-text('Tuinbanken') form button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("tr:has-text('Tuinbanken')").innerText()).contains("jouw stem");
            fits(page);
            picture(page, "challenge-vote-phone");
        }
        days(address, -9, -1);
        try (BrowserContext window = as("coordinator", 1280)) {
            Page page = window.newPage();
            page.navigate(address);
            page.locator("section[aria-labelledby=next] a.btn-primary").click();
            page.locator("tr:has-text('Tuinbanken') label").click();
            page.fill("#reasons", "De buurt bouwt mee, en de jury en het publiek kozen hetzelfde.");
            fits(page);
            picture(page, "challenge-decide");
            page.locator("main form button.btn-primary").click();
            page.locator("dialog.ask .btn-danger").click();
            page.locator(".notice-good").waitFor();
            fits(page);
            picture(page, "challenge-decided");
            page.locator("form[action$='/case'] button").click();
            page.locator(".notice-good").waitFor();
            page.locator("section[aria-labelledby=decision] a[href^='/cases/']").click();
            page.waitForURL("**/cases/*");
            assertThat(page.locator("section[aria-labelledby=origin]").innerText())
                    .contains("Uit een uitdaging", "Paletten die niemand ophaalt");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatTheDemonstrationShowsIsReadableOnScreenAndPhone() {
        for (int width : new int[] {1280, 360}) {
            String name = width == 360 ? "-phone" : "";
            try (BrowserContext window = Chromium.open("http://127.0.0.1:" + port, width, ColorScheme.LIGHT, true)) {
                Page page = window.newPage();
                page.navigate("/challenges");
                fits(page);
                picture(page, "challenges" + name);
                page.locator("main a:has-text('koffiezakken')").click();
                page.locator("#next").waitFor();
                fits(page);
                picture(page, "challenge-open" + name);
            }
            try (BrowserContext window = as("coordinator", width)) {
                Page page = window.newPage();
                page.navigate("/challenges?q=frituurvet");
                page.locator("main a:has-text('frituurvet')").click();
                page.locator("#decision").waitFor();
                fits(page);
                picture(page, "challenge-over" + name);
                page.navigate("/challenges?q=schoolplein");
                page.locator("main a:has-text('schoolplein')").click();
                page.locator("#solutions").waitFor();
                fits(page);
                picture(page, "challenge-judging" + name);
                page.navigate(page.url() + "/decide");
                fits(page);
                picture(page, "challenge-results" + name);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
