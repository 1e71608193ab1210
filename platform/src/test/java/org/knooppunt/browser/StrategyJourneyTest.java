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

/** A policy officer goes from a vision to what serves it, and on to what a visitation advised. */
class StrategyJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private static void look(Page page, String name) {
        assertThat(Chromium.violations(page)).as(name).isEmpty();
        int over = (int)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over).as(name + " is wider than its window").isLessThanOrEqualTo(0);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void send(Page page, String csv) {
        page.setInputFiles("#file", new FilePayload("doelen.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.fill("#code", "proefkader");
        page.fill("#nameNl", "Proefkader");
        page.locator("main form button.btn-primary").click();
    }

    @Test
    void anOfficerFindsWhatAMeasureLacksLinksASessionAndFollowsARecommendation() {
        try (BrowserContext window =
                Chromium.openAs("policy-officer", "http://127.0.0.1:" + port, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/strategy");
            look(page, "strategy-frameworks");
            page.fill("#q", "ongebruikte stromen");
            page.locator("main form[role=search] button").click();
            page.waitForURL("**/strategy?q=*");
            page.locator("section[aria-labelledby=found] a[href='/strategy/study/goals/13']")
                    .click();
            page.waitForURL("**/goals/13");
            look(page, "strategy-goal");

            page.locator("section[aria-labelledby=others] summary").click();
            page.locator("#serves").selectOption(new String[] {
                page.locator("#serves option:has-text('Verantwoorde')").first().getAttribute("value")
            });
            page.locator("form[action$='/serves'] button").click();
            page.locator(".notice-good:has-text('Gekoppeld')").waitFor();
            assertThat(page.locator("section[aria-labelledby=others]").innerText())
                    .contains("Dient ook");
            page.locator("form[action$='/serves/remove'] button").first().click();
            page.locator(".notice-good:has-text('Losgemaakt')").waitFor();

            page.navigate("/strategy/study");
            look(page, "strategy-tree");
            page.navigate("/strategy/study/matrix");
            assertThat(page.locator("main table").first().innerText()).contains("K9");
            look(page, "strategy-matrix");
            page.navigate("/strategy/study/versions");
            look(page, "strategy-versions");
            page.navigate("/strategy/agreement/goals/instapje");
            look(page, "strategy-action");
            page.navigate("/strategy/import");
            look(page, "strategy-import");
            send(page, "row,level,code,parents,title_nl\nlevel,,doel,,Doel\ngoal,doel,1,9,Iets\n");
            page.locator(".summary").waitFor();
            assertThat(page.locator(".summary").innerText()).contains("Rij 3, kolom parents", "“9”");
            look(page, "strategy-faults");
            send(page, "row,level,code,parents,title_nl\nlevel,,doel,,Doel\ngoal,doel,1,,Iets\n");
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Dit is een ontwerp", "Iets");
            page.locator("form[action$='/discard'] button").click();
            page.locator("dialog.ask .btn-danger").click();
            page.waitForURL("**/strategy");

            page.navigate("/strategy/bbc");
            page.locator("form[action$='/draft'] button").click();
            page.waitForURL("**/strategy/bbc?version=*");
            page.locator("a[href$='/goals/A3/edit']").click();
            page.waitForURL("**/edit");
            page.fill("#titleNl", "");
            page.locator("main form button.btn-primary").click();
            page.locator(".summary").waitFor();
            look(page, "strategy-edit");
            page.fill("#titleNl", "Een herstelplek in elke wijk, ook op zondag");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            look(page, "strategy-draft");
            page.locator("form[action$='/discard'] button").click();
            page.locator("dialog.ask .btn-danger").click();
            page.waitForURL("**/strategy");

            page.navigate("/strategy/initiatives");
            look(page, "strategy-initiatives");
            page.navigate("/strategy/plan");
            look(page, "strategy-plan");

            page.navigate("/visitations");
            look(page, "visitations");
            page.locator("main a:has-text('Visitatie van Genk, 2011')").click();
            page.waitForURL("**/visitations/*");
            look(page, "visitation");
            page.locator("main a:has-text('Koppel inspanningen geregeld aan effecten')")
                    .click();
            page.waitForURL("**/recommendations/*");
            page.fill("#year", "later");
            page.selectOption("#status", "done");
            page.locator("form[action$='/years'] button").click();
            page.locator(".summary").waitFor();
            assertThat(page.locator(".summary").innerText()).contains("“later”");
            page.fill("#year", "2012");
            page.fill("#words", "Elk jaar een bespreking met de partners.");
            page.selectOption("#status", "running");
            page.locator("form[action$='/years'] button").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("section[aria-labelledby=years] tbody").innerText())
                    .contains("2012", "Loopt");
            look(page, "recommendation");
            page.navigate("/visitations/recommendations?overdue=true");
            look(page, "recommendations-overdue");
            page.navigate("/visitations/new");
            look(page, "visitation-new");
        }
        try (BrowserContext window =
                Chromium.openAs("visitor", "http://127.0.0.1:" + port, 360, ColorScheme.DARK, true)) {
            Page page = window.newPage();
            for (String path : new String[] {
                "/strategy",
                "/strategy/study",
                "/strategy/study/goals/A1",
                "/strategy/study/matrix",
                "/strategy/initiatives",
                "/strategy/plan",
                "/visitations",
                "/visitations/recommendations"
            }) {
                page.navigate(path);
                look(page, "phone" + path.replace('/', '-'));
            }
        }
    }
}
