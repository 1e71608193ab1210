package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A coordinator takes an idea along the board; pictures go where those of the guide go. */
class BoardJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static Locator card(Page page, String status, String title) {
        return page.locator("[data-status=" + status + "] .board-card:has-text('" + title + "')");
    }

    private static String plant(Page page, String title) {
        page.navigate("/cases/board");
        page.locator("main a[href='/cases/new']").click();
        page.fill("#title", title);
        page.fill("#note", "De kringwinkel wil matrassen ophalen en demonteren.");
        page.locator("main form button.btn-primary").click();
        page.waitForURL(url -> url.matches(".*/cases/\\d+"));
        return page.url();
    }

    private static void money(Page page, String kind, String name, String amount, String first, String last) {
        if (!page.locator("#amount").isVisible()) {
            page.locator("section[aria-labelledby=lines] summary").first().click();
        }
        page.selectOption("#kind", kind);
        page.fill("#name", name);
        page.fill("#amount", amount);
        page.fill("#first", first);
        page.fill("#last", last);
        page.locator("form[action$='/finance'] button").click();
        page.locator(".notice-good").waitFor();
    }

    @Test
    void anIdeaBecomesACaseAndIsDraggedOnceItHasWhatTheStageAsks() {
        try (BrowserContext window =
                Chromium.openAs("coordinator", "http://127.0.0.1:" + port, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            String address = plant(page, "Matrassen demonteren");
            assertThat(page.locator("main").innerText()).contains("Zaadje", "Als idee aan de balie");

            page.navigate("/cases/board");
            card(page, "seed", "Matrassen demonteren").dragTo(page.locator("[data-status=potential] h2"));
            card(page, "potential", "Matrassen demonteren").waitFor();
            assertThat(page.locator(".notice-good").innerText()).contains("Mogelijk");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "board");

            card(page, "potential", "Matrassen demonteren")
                    .locator("button[value=pre_business_case]")
                    .click();
            page.waitForURL("**/move?*");
            assertThat(page.locator("main").innerText()).contains("Minstens twee partners", "Dat ontbreekt nog.");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "case-move");

            page.navigate(address);
            page.locator("section[aria-labelledby=steps] summary").click();
            page.fill("#step-title", "Bel de kringwinkel");
            page.fill("#step-owner", "An");
            page.fill("#step-due", "2026-01-15");
            page.locator("form[action$='/steps'] button").click();
            assertThat(page.locator("section[aria-labelledby=steps] tbody").innerText())
                    .contains("Te laat");
            for (String partner : new String[] {"rubberhof", "bandenhuis"}) {
                page.locator("section[aria-labelledby=partners] summary").click();
                page.selectOption("#organisation", partner);
                page.locator("form[action$='/partners'] button").click();
                page.waitForLoadState();
            }
            page.locator("section[aria-labelledby=next] button[value=pre_business_case]")
                    .click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator(".page-head").innerText()).contains("In gesprek");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "case-pipeline");

            page.locator(".notice-good form button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator(".page-head").innerText()).as("taken back").contains("Mogelijk");

            page.navigate(address + "/finance");
            money(page, "investment", "Demontagelijn", "50.000", "0", "");
            money(page, "benefit", "Verkoop van schuim", "24.000", "1", "10");
            money(page, "cost", "Lonen", "12.500", "1", "10");
            page.locator("#flow svg").first().waitFor();
            assertThat(page.locator("main").innerText()).contains("Dit loont", "Terugverdientijd", "Demontagelijn");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "case-finance");

            page.navigate("/workbench");
            assertThat(page.locator("main").innerText()).contains("Te laat: Bel de kringwinkel");
        }
    }

    /** Opens the form under a section of the case. */
    private static void open(Page page, String section) {
        page.locator("section[aria-labelledby=" + section + "] summary").first().click();
    }

    private static void send(Page page, String action) {
        page.locator("form[action$='/" + action + "'] button").click();
        page.waitForLoadState();
    }

    private static void moveOn(Page page, String status) {
        page.locator("section[aria-labelledby=next] button[value=" + status + "]")
                .click();
        page.locator(".notice-good").waitFor();
    }

    @Test
    void aCaseOfAPlanIsTakenAllTheWayToRealised() {
        try (BrowserContext window =
                Chromium.openAs("coordinator", "http://127.0.0.1:" + port, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            Story.makePlan(page, "Van plan naar praktijk");
            Story.openCase(page, "Rubbergranulator");
            Story.takeUp(page);
            String address = page.url();

            open(page, "steps");
            page.fill("#step-title", "Proef met 20 ton");
            page.fill("#step-owner", "Noor");
            page.fill("#step-due", "2027-03-01");
            send(page, "steps");
            moveOn(page, "pre_business_case");

            open(page, "entries");
            page.fill("#entry-words", "Alle partners willen verder.");
            send(page, "entries");
            open(page, "about");
            page.selectOption("#model", "resource_recovery");
            page.check("#sdg-12");
            send(page, "facts");
            moveOn(page, "feasible");

            open(page, "entries");
            page.selectOption("#kind", "DECISION");
            page.fill("#entry-words", "We beginnen op 1 maart.");
            send(page, "entries");
            moveOn(page, "guided");

            page.locator("section[aria-labelledby=steps] form[action$='/done'] button")
                    .first()
                    .click();
            page.waitForLoadState();
            open(page, "results");
            page.selectOption("#measure", "MATERIAL");
            page.fill("#quantity", "410");
            page.fill("#first-day", "2026-01-01");
            page.fill("#last-day", "2026-06-30");
            page.fill("#evidence", "Weegbonnen van de molen.");
            send(page, "results");
            moveOn(page, "realised");

            assertThat(page.locator(".page-head").innerText()).contains("Loopt");
            assertThat(page.locator("section[aria-labelledby=moves] tbody tr").count())
                    .as("potential to realised, without a reason to let it pass")
                    .isEqualTo(4);
            assertThat(page.locator("section[aria-labelledby=moves]").innerText())
                    .doesNotContain("Zonder:");
            assertThat(Chromium.violations(page)).isEmpty();
            page.navigate(address);
            picture(page, "case-realised");
        }
    }

    @Test
    void withoutScriptTheButtonsDoTheSame() {
        try (BrowserContext window =
                Chromium.openAs("coordinator", "http://127.0.0.1:" + port, 360, ColorScheme.DARK, false)) {
            Page page = window.newPage();
            plant(page, "Brood en bier");
            page.navigate("/cases/board");
            card(page, "seed", "Brood en bier")
                    .locator("button[value=potential]")
                    .click();
            card(page, "potential", "Brood en bier").waitFor();
            card(page, "potential", "Brood en bier")
                    .locator("a:has-text('Zet opzij')")
                    .click();
            page.selectOption("#reason", "timing");
            page.locator("main form button.btn-primary").click();
            card(page, "parked", "Brood en bier").waitFor();
            assertThat(page.locator(".notice-good").innerText()).contains("opzij");
        }
    }
}
