package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.web.Formats;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From announcing a session to a seed among the cases; pictures go where those of the guide go. */
class SessionJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private BrowserContext as(String role, int width) {
        return Chromium.openAs(role, "http://127.0.0.1:" + port, width, ColorScheme.LIGHT, true);
    }

    /** All that is wrong with the pages on the way, told at its end. */
    private final List<String> wrong = new ArrayList<>();

    private void fits(Page page) {
        int over = (int)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) {
            wrong.add(page.url() + " is " + over + " px too wide");
        }
        Chromium.violations(page).forEach(line -> wrong.add(page.url() + ": " + line));
    }

    @Test
    void aSessionIsAnnouncedPeopleEnrolAndAnIdeaBecomesASeed() {
        String address;
        try (BrowserContext window = as("coordinator", 1280)) {
            Page page = window.newPage();
            page.navigate("/sessions");
            page.locator(".page-head a[href='/sessions/new']").click();
            page.fill("#title", "Avond over regenwater");
            page.selectOption("#kind", "co_creation");
            page.fill("#goal", "Nagaan wie regenwater over heeft en wie het kan gebruiken.");
            page.fill("#places", "1");
            page.fill("#day", LocalDate.now(Formats.ZONE).toString());
            page.fill("#from", "00:00");
            page.fill("#until", "23:59");
            page.fill("#place", "Knooppunt, zaal Kolenspoor");
            fits(page);
            picture(page, "session-new");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            address = page.url().replaceFirst("http://[^/]+", "");
        }
        try (BrowserContext window = as("resident", 360)) {
            Page page = window.newPage();
            page.navigate("/sessions");
            fits(page);
            picture(page, "sessions-phone");
            page.locator("main a:has-text('Avond over regenwater')").click();
            page.locator("form[action$='/enrol'] button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Je hebt een plaats");
            fits(page);
            picture(page, "session-phone");
        }
        try (BrowserContext window = as("member", 1280)) {
            Page page = window.newPage();
            page.navigate(address);
            page.locator("form[action$='/enrol'] button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Je staat op plaats 1 van de wachtlijst");
        }
        try (BrowserContext window = as("coordinator", 1280)) {
            Page page = window.newPage();
            page.navigate(address + "/people");
            assertThat(page.locator("section[aria-labelledby=waiting]").innerText())
                    .contains("Karel Voorbeeld");
            fits(page);
            picture(page, "session-people");

            page.navigate(address);
            page.locator("a[href$='/attendance']").first().click();
            page.locator("label:has-text('Lotte Voorbeeld')").click();
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("input[name=present]").isChecked()).isTrue();
            fits(page);
            picture(page, "session-attendance");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            picture(page, "session-attendance-paper");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

            page.navigate(address + "/ideas");
            page.fill("#title", "Regenwater van het dak naar de autowasserij");
            page.fill("#words", "Het dak geeft 900 m³ per jaar.");
            page.fill("#broughtBy", "Lotte");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            fits(page);
            picture(page, "session-ideas");
            page.locator("main tbody a").first().click();
            page.waitForURL("**/cases/*");
            assertThat(page.locator("section[aria-labelledby=origin]").innerText())
                    .contains("Uit een sessie", "Avond over regenwater");
            page.locator("section[aria-labelledby=origin] a:has-text('Avond over regenwater')")
                    .click();
            page.waitForURL("**" + address);
            assertThat(page.locator("section[aria-labelledby=ideas]").innerText())
                    .contains("autowasserij");
            fits(page);
            picture(page, "session");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatTheDemonstrationShowsIsReadableOnScreenAndPhone() {
        for (int width : new int[] {1280, 360}) {
            try (BrowserContext window = as("coordinator", width)) {
                Page page = window.newPage();
                String name = width == 360 ? "-phone" : "";
                page.navigate("/sessions?when=past");
                page.locator("main a:has-text('matrassen')").click();
                page.locator("#outcome").waitFor();
                String session = page.url();
                fits(page);
                picture(page, "session-past" + name);
                page.navigate(session + "/evaluation");
                page.locator("#means svg").first().waitFor();
                fits(page);
                picture(page, "session-evaluation" + name);
                page.navigate(session);
                page.locator("a[href$='/minutes']").first().click();
                fits(page);
                picture(page, "session-minutes" + name);
                page.navigate("/sessions");
                fits(page);
                picture(page, "sessions" + name);
                page.locator("main a:has-text('1+1=11')").click();
                page.locator("#meetings").waitFor();
                fits(page);
                picture(page, "session-training" + name);
                page.navigate(page.url() + "/people");
                fits(page);
                picture(page, "session-training-people" + name);
            }
        }
        try (BrowserContext window = as("resident", 360)) {
            Page page = window.newPage();
            page.navigate("/workbench");
            page.locator("main a:has-text('Zeg wat je vond')").click();
            page.locator("fieldset").first().waitFor();
            fits(page);
            picture(page, "session-answer-phone");
        }
        try (BrowserContext window = Chromium.open("http://127.0.0.1:" + port, 360, ColorScheme.DARK, false)) {
            Page page = window.newPage();
            page.navigate("/sessions");
            page.locator("main a:has-text('Open deur')").click();
            page.locator("summary:has-text('zonder account')").click();
            picture(page, "session-guest-phone");
        }
        assertThat(wrong).isEmpty();
    }
}
