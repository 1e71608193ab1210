package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From an expenditure to a report and a progress report that everybody may have; and a voice beside it. */
class MoneyJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    private static void look(Page page, String name) {
        assertThat(Chromium.violations(page)).as(name).isEmpty();
        assertThat((int) page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(name + " is wider than the window")
                .isLessThanOrEqualTo(0);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Test
    void anOfficerTellsWhatWasSpentAndEveryReportHasIt() {
        try (BrowserContext window = Chromium.openAs("policy-officer", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/spending");
            look(page, "spending");
            page.locator("main a[href='/spending/new']").first().click();
            page.fill("#title", "Zitbanken Waterschei");
            page.fill("#euro", "12500,40");
            page.fill("#place", "Waterschei");
            page.selectOption("#fund-0", new SelectOption().setLabel("Stedenfonds"));
            page.fill("#paid-0", "140 %");
            page.locator("main form button.btn-primary").click();
            page.locator(".summary").waitFor();
            look(page, "spending-wrong");
            page.fill("#paid-0", "40 %");
            page.selectOption("#goal-0", new SelectOption().setIndex(3));
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("5.000,16", "7.500,24");
            look(page, "spending-one");
            page.navigate("/spending/reports?by=place");
            assertThat(page.locator("main").innerText()).contains("Waterschei", "12.500,40");
            page.navigate("/spending/reports?by=goal&framework=bbc");
            look(page, "spending-report");
            page.navigate("/funds");
            page.locator("main th a:has-text('Stedenfonds')").click();
            look(page, "fund");
            page.locator("main a[href$='/shares/2008']").click();
            page.locator("figure svg").first().waitFor();
            look(page, "fund-shares");
            page.navigate("/voices/new?indicator=inhabitants");
            look(page, "voice-figures-wide");
            page.navigate("/progress");
            page.locator("main th a").first().click();
            look(page, "progress");
            page.locator("#editions").scrollIntoViewIfNeeded();
            page.locator("form[action$='/editions'] button").click();
            page.locator("a[href*='/editions/1/report.pdf']").waitFor();
        }
        try (BrowserContext window = Chromium.openAs("resident", address(), 360, ColorScheme.DARK, true)) {
            Page page = window.newPage();
            page.navigate("/voices/new");
            page.fill("#words", "Vraag maar aan mevrouw Peeters hoe druk het is.");
            page.locator("main form button.btn-primary").click();
            page.locator("#nobody").waitFor();
            look(page, "voice-traces");
            page.fill("#words", "Het is hier op vrijdag veel drukker dan vroeger.");
            page.locator("#indicators summary:has-text('Bevolking')").click();
            page.check("#figure-inhabitants");
            look(page, "voice-figures");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            look(page, "voice");
            page.navigate("/dashboard?framework=bbc");
            look(page, "dashboard");
            page.navigate("/data");
            look(page, "open-data");
        }
    }
}
