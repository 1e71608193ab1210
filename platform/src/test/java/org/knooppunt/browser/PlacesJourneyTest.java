package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.Pipeline;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody finds a place, asks for it, and its keeper says yes; pictures go where those of the guide go. */
class PlacesJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private final LocalDate friday = Pipeline.today().plusWeeks(2).with(TemporalAdjusters.next(DayOfWeek.FRIDAY));

    private BrowserContext open(String role, int width, ColorScheme scheme, boolean script) {
        return Chromium.openAs(role, "http://127.0.0.1:" + port, width, scheme, script);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static int over(Page page) {
        return (int) page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    @Test
    void aPlaceIsFoundReservedAndConfirmed() {
        String reservation;
        try (BrowserContext window = open("member-2", 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/places?organisation=mijnhal");
            page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
            assertThat(page.locator("main").innerText()).contains("Oude mijnhal", "Vergaderzaal boven de hal");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "places");
            page.check("#trait-power");
            page.check("#bookable");
            page.fill("#min", "100");
            page.fill("#max", "500");
            page.locator(".filters button").click();
            assertThat(page.locator("main tbody").innerText())
                    .contains("Open werkplaats")
                    .doesNotContain("Vergaderzaal");
            page.locator("main tbody a:has-text('Open werkplaats')").click();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "place");
            page.locator(".page-head a.btn-primary").click();
            page.waitForURL("**/calendar");
            page.fill("#day", friday.toString());
            page.selectOption("#from", "10");
            page.selectOption("#until", "12");
            page.selectOption("#organisation", "speelvloer");
            page.fill("#purpose", "Mal maken voor tegels");
            page.locator("#reserve button.btn-primary").click();
            page.locator("main .notice-good, main .summary, main .empty")
                    .first()
                    .waitFor();
            assertThat(page.locator("main").innerText()).contains("Je aanvraag is verstuurd");
            assertThat(page.url()).matches(".*/places/reservations/\\d+(#reserve)?");
            assertThat(page.locator("main").innerText()).contains("Gevraagd", "Mal maken voor tegels");
            assertThat(Chromium.violations(page)).isEmpty();
            reservation = page.url().replaceFirst(".*(/places/)", "$1").replaceFirst("#.*", "");
        }
        try (BrowserContext window = open("member", 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/places?organisation=mijnhal");
            String place =
                    page.locator("main tbody a:has-text('Open werkplaats')").getAttribute("href");
            page.navigate(place + "/calendar?day=" + friday + "&from=11&until=13");
            assertThat(page.locator(".place-week").innerText()).contains("10–12 uur");
            page.fill("#purpose", "Te laat");
            page.locator("#reserve button.btn-primary").click();
            page.locator(".summary").waitFor();
            assertThat(page.locator(".summary").innerText()).contains("Al bezet");
            assertThat(page.locator("#reserve .notice").innerText()).contains("Wel vrij", "12 tot 14 uur");
            assertThat(page.inputValue("#purpose")).isEqualTo("Te laat");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "place-calendar");
        }
        try (BrowserContext window = open("coordinator", 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/workbench");
            assertThat(page.locator("main").innerText()).contains("vraagt Open werkplaats op");
            page.navigate(reservation);
            page.fill("#answer", "De sleutel ligt bij de balie.");
            page.locator("button[value=true]").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Bevestigd", "De sleutel ligt bij de balie.");
            picture(page, "reservation");
            page.navigate("/places/contracts");
            assertThat(page.locator("main").innerText()).contains("Meubelatelier");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "contracts");
            page.locator("main tbody th a").first().click();
            assertThat(Chromium.violations(page)).isEmpty();
            page.navigate("/places/experiments");
            page.locator("main tbody a:has-text('Rubbergranulaat')").click();
            assertThat(page.locator("main").innerText()).contains("Stad Genk", "Geen werken tussen 19 en 7 uur.");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "experiment");
            page.navigate("/places/seekers");
            assertThat(page.locator("main").innerText()).contains("Fietsmakers");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "seekers");
        }
    }

    @Test
    void onAPhoneWithoutScriptItIsTheSame() {
        try (BrowserContext window = open("member", 360, ColorScheme.DARK, false)) {
            Page page = window.newPage();
            page.navigate("/places?q=vergaderzaal");
            assertThat(over(page)).isZero();
            picture(page, "places-phone");
            page.locator("main tbody a:has-text('Vergaderzaal')").click();
            assertThat(over(page)).isZero();
            page.locator(".page-head a.btn-primary").click();
            page.navigate(page.url() + "?week=" + friday);
            assertThat(over(page)).isZero();
            picture(page, "place-calendar-phone");
            page.locator(".place-week a:has-text('8–20 uur')").last().click();
            assertThat(page.inputValue("#day")).isEqualTo(friday.toString());
            page.fill("#purpose", "Overleg");
            // the page still scrolls to the form, so a pointer finds no rest: the keyboard does
            page.locator("#reserve button.btn-primary").press("Enter");
            page.locator("main .notice-good, main .summary").first().waitFor();
            assertThat(page.locator(".notice-good").innerText()).contains("Gereserveerd");
            assertThat(over(page)).isZero();
            page.locator("form[action$='/cancel'] button").press("Enter");
            page.locator("main .state-plain").first().waitFor();
            assertThat(page.locator("main").innerText()).contains("Afgezegd");
        }
    }

    @Test
    void everyFormFitsAPhone() {
        try (BrowserContext window = open("coordinator", 360, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/places?q=teststrook");
            String plot = page.locator("main tbody a:has-text('Teststrook')").getAttribute("href");
            for (String path : new String[] {
                "/places/new",
                plot,
                plot + "/edit",
                plot + "/contracts/new",
                plot + "/experiments/new",
                "/places/seekers/new",
                "/places/seekers/N061",
                "/places/reservations"
            }) {
                page.navigate(path);
                assertThat(over(page)).as(path).isZero();
                assertThat(Chromium.violations(page)).as(path).isEmpty();
            }
            picture(page, "reservations-phone");
            page.navigate(plot + "/edit");
            picture(page, "place-form-phone");
        }
    }
}
