package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What leaves a case: papers, a story, and reports; pictures go where those of the guide go. */
class PapersJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void fitsAPhone(Page page) {
        page.setViewportSize(360, 800);
        int over = (int)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over).as(page.url() + " is wider than a phone by").isLessThanOrEqualTo(0);
        page.setViewportSize(1280, 900);
    }

    @Test
    void aStoryGoesPublicWhenThePartnersReleaseIt() {
        String story;
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/cases/new");
            page.fill("#title", "Vloer van oude banden");
            page.fill("#note", "Twee firma's.");
            page.locator("main form button.btn-primary").click();
            page.waitForURL(url -> url.matches(".*/cases/\\d+"));
            String one = page.url();
            for (String partner : new String[] {"rubberhof", "speelvloer"}) {
                page.locator("section[aria-labelledby=partners] summary").click();
                page.selectOption("#organisation", partner);
                page.locator("form[action$='/partners'] button").click();
                page.waitForLoadState();
            }
            page.locator("section[aria-labelledby=documents] summary").click();
            page.fill("#document-title", "Intentieverklaring");
            page.setInputFiles(
                    "#document-file",
                    new FilePayload("intentie.txt", "text/plain", "Wij willen.".getBytes(StandardCharsets.UTF_8)));
            page.locator("form[action$='/documents'] button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("section[aria-labelledby=documents] tbody").innerText())
                    .contains("Intentieverklaring", "Alleen de desk");
            assertThat(Chromium.violations(page)).isEmpty();

            page.locator("section[aria-labelledby=story] a").click();
            page.fill("#words", "Banden van garages om de hoek liggen nu als zachte tegels op het speelplein.");
            page.locator("section[aria-labelledby=write] button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Wacht op het woord van de partners");
            page.fill("#how-speelvloer", "Op de stuurgroep van 3 november.");
            page.locator("form[action$='/release']:has(#how-speelvloer) button").click();
            page.locator(".notice-good").waitFor();
            assertThat(Chromium.violations(page)).isEmpty();
            fitsAPhone(page);
            picture(page, "case-story");
            story = "/stories/" + one.substring(one.lastIndexOf('/') + 1);
        }
        try (BrowserContext window = Chromium.openAs("member", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(story.replace("/stories/", "/cases/") + "/story");
            page.locator("#named-rubberhof").check();
            page.locator("form[action$='/release'] button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Staat op de site");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "member-story");
        }
        try (BrowserContext window = Chromium.open(address(), 360, ColorScheme.DARK, false)) {
            Page page = window.newPage();
            page.navigate("/stories");
            page.locator("a:has-text('Vloer van oude banden')").click();
            assertThat(page.locator("main").innerText())
                    .contains("zachte tegels", "Rubberhof", "1 partner die niet genoemd wil worden");
        }
    }

    @Test
    void aCoordinatorReadsWhatComesOfCasesAndReportsToWhoPays() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/cases/reports");
            page.locator("#passage svg").first().waitFor();
            assertThat(page.locator("main").innerText()).contains("Hoe ver ze komen", "Casus per casus");
            assertThat(Chromium.violations(page)).isEmpty();
            fitsAPhone(page);
            // not all the cases there are
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("case-reports.png")));

            page.navigate("/funding/new");
            page.fill("#title", "Hub voor de circulaire economie");
            page.fill("#funder", "Europees Sociaal Fonds");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            page.fill("#phase-title", "Fase 1: het netwerk");
            page.fill("#first-day", "2026-01-01");
            page.fill("#last-day", "2026-12-31");
            page.locator("form[action$='/phases'] button").click();
            page.locator(".notice-good").waitFor();
            promise(page, "Nieuwe ideeën", "20", "casussen", "planted");
            promise(page, "Deelnemers aan de opleiding", "60", "mensen", "");
            page.locator("summary:has-text('Vul in wat bereikt is')").click();
            page.locator("input[name=reached]").fill("42");
            page.locator("textarea[name=evidence]").fill("Aanwezigheidslijsten van drie workshops.");
            page.locator("form[action$='/reached'] button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("42 mensen", "70");
            assertThat(Chromium.violations(page)).isEmpty();
            fitsAPhone(page);
            picture(page, "funding");
        }
    }

    private static void promise(Page page, String title, String promised, String unit, String counted) {
        if (!page.locator("input[name=promised]").isVisible()) {
            page.locator("summary:has-text('Voeg een belofte toe')").click();
        }
        page.locator("form[action$='/promises'] input[name=title]").fill(title);
        page.locator("input[name=promised]").fill(promised);
        page.locator("input[name=unit]").fill(unit);
        page.locator("select[name=countedBy]").selectOption(counted);
        page.locator("form[action$='/promises'] button").click();
        page.locator(".notice-good").waitFor();
    }
}
