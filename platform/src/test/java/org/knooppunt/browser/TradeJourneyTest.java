package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A coordinator weighs money against CO2e and asks why; pictures go to {@code target/trade}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TradeJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of("target", "trade");

    @LocalServerPort
    private int port;

    private String plan = "";

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    @BeforeAll
    void weigh() throws IOException {
        Files.createDirectories(PICTURES);
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            plan = Story.makePlan(page, "Afwegen");
            page.locator("a[href$='/trade']").first().click();
            page.waitForURL("**/trade");
            shot(page, "ask");
            page.fill("#points", "7");
            page.locator("main form button.btn-primary").click();
            page.locator("#curve svg").first().waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        }
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Test
    void theCurveMarksThisPlanAndAPointOpensAPlanOfItsOwn() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(plan + "/trade");
            page.locator("#curve svg").first().waitFor();
            assertThat(page.locator("#curve tbody tr[aria-current]").count()).isEqualTo(1);
            assertThat(Chromium.violations(page)).isEmpty();
            page.locator("#curve details").evaluate("details => details.open = true");
            shot(page, "curve");
            page.locator("#curve tbody tr a").last().click();
            page.locator("main a[href$='/report.pdf']").waitFor();
            assertThat(page.url()).isNotEqualTo(plan);
            assertThat(page.locator("main .lead").first().textContent()).contains("Bewezen");
            shot(page, "point");
            page.locator("a[href$='/trade']").first().click();
            page.locator("#curve svg").first().waitFor();
            assertThat(page.locator("#curve tbody tr[aria-current] a").getAttribute("href"))
                    .endsWith(page.url().replaceAll(".*/plans/(\\d+)/trade", "/plans/$1"));
        }
    }

    @Test
    void withoutScriptTheTableLeadsToThePlansAndOnAPhoneAllFits() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, false)) {
            Page page = window.newPage();
            page.navigate(plan + "/trade");
            page.locator("#curve tbody tr a").nth(1).click();
            assertThat(page.url()).matches(".*/plans/\\d+");
        }
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 360, ColorScheme.DARK, true)) {
            Page page = window.newPage();
            for (String each : List.of("/trade", "/left-out", "/flows")) {
                page.navigate(plan + each);
                assertThat(page.evaluate(
                                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as(each)
                        .isEqualTo(0);
                assertThat(Chromium.violations(page)).as(each).isEmpty();
                if (each.equals("/trade")) {
                    page.locator("#curve svg").first().waitFor();
                }
                shot(page, "phone" + each.replace('/', '-'));
            }
        }
    }

    @Test
    void whyAndWhyNotAreALinkAway() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(plan + "/left-out");
            shot(page, "left-out");
            for (String thing : List.of("offer", "need", "facility")) {
                page.navigate(plan + "/left-out");
                page.locator("main a[href*='/why/" + thing + "/']").first().click();
                page.waitForURL("**/why/**");
                assertThat(page.locator("h2#ways").isVisible()).isTrue();
                assertThat(Chromium.violations(page)).isEmpty();
                shot(page, "why-not-" + thing);
            }
            page.navigate(plan + "/flows");
            shot(page, "flows");
            for (String thing : List.of("offer", "facility", "need")) {
                page.navigate(plan + "/flows");
                page.locator("main tbody a[href*='/why/" + thing + "/']")
                        .first()
                        .click();
                page.waitForURL("**/why/**");
                shot(page, "why-" + thing);
            }
            page.navigate("/plans/new");
            shot(page, "new");
        }
    }
}
