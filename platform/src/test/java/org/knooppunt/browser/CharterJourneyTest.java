package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.PlatformTest;
import org.knooppunt.web.Formats;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From a draft to a document that a stranger verifies; pictures go where those of the guide go. */
class CharterJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    @TempDir
    Path folder;

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void look(Page page, String name) {
        assertThat(Chromium.violations(page)).as(name).isEmpty();
        assertThat((int) page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(name + " is wider than the window")
                .isLessThanOrEqualTo(0);
        picture(page, name);
    }

    private static void clause(Page page, String heading, String words) {
        page.locator("main a[href$='/draft/clauses/new']").click();
        page.fill("#heading", heading);
        page.fill("#words", words);
        page.locator("main form button.btn-primary").click();
        page.locator(".notice-good").waitFor();
    }

    private String write(Page page) {
        page.navigate("/charter/texts");
        look(page, "charter-texts");
        page.locator("main a[href='/charter/new']").click();
        look(page, "charter-new");
        page.fill("#title", "Charter van het bedrijvenpark");
        page.locator("main form button.btn-primary").click();
        clause(page, "Elkaar helpen", "We lenen elkaar machines en plaats als het kan.");
        clause(page, "Zorg voor de buurt", "We rijden niet door de woonstraten.");
        page.locator("main article:has-text('Zorg voor de buurt') button:has-text('Omhoog')")
                .click();
        page.locator(".notice-good").waitFor();
        assertThat(page.locator("main article h3").first().innerText()).isEqualTo("1. Zorg voor de buurt");
        page.locator("main a[href$='/draft/proposals/new']").click();
        page.fill("#what", "Machines die we uitlenen");
        page.fill("#unit", "machines");
        page.locator("main form button.btn-primary").click();
        page.locator(".notice-good").waitFor();
        look(page, "charter-draft");
        page.locator("main a[href$='/publish']").click();
        look(page, "charter-publish");
        page.locator("main form button.btn-primary").click();
        page.locator(".notice-good").waitFor();
        return page.url();
    }

    @Test
    void aTextIsWrittenPublishedSignedAndVerified() throws IOException {
        String text;
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            text = write(window.newPage());
        }
        Path pdf = folder.resolve("charter.pdf");
        try (BrowserContext window = Chromium.openAs("member", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(text);
            page.locator("main a[href$='/sign']").click();
            page.fill("#capacity", "zaakvoerder");
            page.locator("[id='quantity[0]']").fill("3");
            page.locator("[id='byDay[0]']")
                    .fill(LocalDate.now(Formats.ZONE)
                            .plusYears(1)
                            .withDayOfYear(365)
                            .toString());
            page.check("#showName");
            page.check("#showCommitments");
            look(page, "charter-sign");
            page.locator("main form button.btn-primary").click();
            page.locator(".summary").waitFor();
            assertThat(page.locator(".summary").innerText()).contains("Vink aan dat je tekent");
            assertThat(page.locator("[id='quantity[0]']").inputValue()).isEqualTo("3");
            look(page, "charter-sign-wrong");
            page.check("#consent");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            look(page, "charter-signed");
            Download download = page.waitForDownload(
                    () -> page.locator("main a[href*='signed.pdf']").click());
            download.saveAs(pdf);
            page.navigate("/workbench");
            assertThat(page.locator("main").innerText()).contains("Te laat: meld wat er in");
            page.locator("main a[href^='/charter/commitments/']").first().click();
            look(page, "charter-report");
        }
        assertThat(Files.size(pdf)).isGreaterThan(10_000);
        Files.copy(pdf, PICTURES.resolve("charter.pdf"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        // a stranger on a phone, without script
        try (BrowserContext window = Chromium.open(address(), 360, ColorScheme.LIGHT, false)) {
            Page page = window.newPage();
            page.navigate("/charter/verify");
            page.setInputFiles("#file", pdf);
            page.locator("main form button.btn-primary").click();
            assertThat(page.locator("#verdict").innerText()).contains("Echt en ongewijzigd");
            assertThat(page.locator("main").innerText())
                    .contains("Charter van het bedrijvenpark", "Rubberhof Voorbeeld, door Karel Voorbeeld");
            picture(page, "charter-verified-phone");

            byte[] changed = Files.readAllBytes(pdf);
            changed[changed.length / 3] ^= 1;
            page.setInputFiles(
                    "#file",
                    new com.microsoft.playwright.options.FilePayload("charter.pdf", "application/pdf", changed));
            page.locator("main form button.btn-primary").click();
            assertThat(page.locator("#verdict").innerText()).doesNotContain("Echt en ongewijzigd");

            page.navigate("/charter");
            assertThat(page.locator("main").innerText())
                    .contains("Rubberhof Voorbeeld", "Machines die we uitlenen")
                    .doesNotContain("Karel Voorbeeld");
            picture(page, "charter-released-phone");
        }
        try (BrowserContext window = Chromium.open(address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/charter");
            page.fill("#q", "kringloop");
            page.locator(".filters button").click();
            look(page, "charter-released");
            page.locator("main a:has-text('Charter van de kringloopregio')")
                    .first()
                    .click();
            look(page, "charter-text");
            page.navigate("/charter/verify");
            page.setInputFiles("#file", pdf);
            page.locator("main form button.btn-primary").click();
            page.locator("#verdict").waitFor();
            look(page, "charter-verified");
        }
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 360, ColorScheme.DARK, true)) {
            Page page = window.newPage();
            page.navigate("/charter/commitments?late=true");
            look(page, "charter-late-phone");
            page.navigate(text);
            look(page, "charter-text-phone");
            page.locator("form[action$='/revise'] button").click();
            page.locator(".notice-good").waitFor();
            look(page, "charter-draft-phone");
        }
    }
}
