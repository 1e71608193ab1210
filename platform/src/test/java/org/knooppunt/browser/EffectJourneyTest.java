package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A policy officer goes from a question to a result, and a visitor reads it on a phone. */
class EffectJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void next(Page page, String address) {
        page.locator("main form button.btn-primary").click();
        page.waitForURL(url -> url.matches(".*/effects/\\d+" + address));
    }

    private static boolean fits(Page page) {
        return (boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth");
    }

    @Test
    void anOfficerComesFromAQuestionToATwinAndAVisitorReadsItOnAPhone() {
        String root = "http://127.0.0.1:" + port;
        String address;
        try (BrowserContext window = Chromium.openAs("policy-officer", root, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/effects");
            page.locator("main a[href='/effects/new']").first().click();
            page.fill("#title", "Buurtpunt van de reis");
            page.fill("#place", "Lindeberg");
            page.fill("#started", "2014");
            page.fill("#story", "Een bemand punt waar bewoners materialen brengen. Verzonnen.");
            assertThat(Chromium.violations(page)).isEmpty();
            next(page, "/figure");

            page.setInputFiles("#file", Path.of("..", "examples", "effect", "waste.csv"));
            page.locator("form[action$='/file'] button").click();
            page.locator("#unitColumn").waitFor();
            assertThat(page.inputValue("#unitColumn")).isEqualTo("city");
            assertThat(page.inputValue("#timeColumn")).isEqualTo("year");
            page.selectOption("#figureColumn", "sorted_share");
            page.fill("#figure", "Gesorteerd afval");
            page.fill("#unit", "%");
            page.fill("#source", "verzonnen");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "effect-figure");
            next(page, "/places");

            assertThat(page.inputValue("#treated")).isEqualTo("Lindeberg");
            assertThat(page.locator("input[name=compared]:checked").count()).isEqualTo(12);
            assertThat(Chromium.violations(page)).isEmpty();
            next(page, "/method");

            assertThat(page.locator("#approach-synthetic_control").isChecked()).isTrue();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "effect-method");
            page.locator("#predictors summary").click();
            page.locator("select[name=predictor]").nth(0).selectOption("income");
            page.locator("input[name=first]").nth(0).fill("2004");
            page.locator("input[name=last]").nth(0).fill("2018");
            page.locator("select[name=predictor]").nth(1).selectOption("sorted_share");
            page.locator("input[name=first]").nth(1).fill("2004");
            page.locator("input[name=last]").nth(1).fill("2008");
            page.locator("select[name=predictor]").nth(2).selectOption("sorted_share");
            page.locator("input[name=first]").nth(2).fill("2013");
            page.locator("main form button.btn-primary").click();
            page.locator("main .summary").waitFor();
            assertThat(page.locator("main .summary").innerText()).contains("Je schreef 2018");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "effect-predictors-wrong");
            page.locator("input[name=last]").nth(0).fill("2013");
            page.setViewportSize(360, 800);
            assertThat(fits(page)).as("no sideways scrolling").isTrue();
            picture(page, "effect-predictors-phone");
            page.setViewportSize(1280, 800);
            next(page, "");

            address = page.url().substring(root.length());
            page.locator("#course svg").first().waitFor();
            assertThat(page.locator("main").innerText())
                    .contains("hoger dan in de synthetische tweeling", "Waarop de tweeling lijkt", "income 2004–2013");
            page.selectOption("#grade", "counterfactual");
            page.fill("#reason", "De tweeling volgt tien jaar lang.");
            page.locator("form[action$='/judge'] button").click();
            page.locator(".notice-good").waitFor();
            page.locator("form[action$='/again'] button").click();
            page.locator(".notice-good:has-text('elk cijfer is gelijk')").waitFor();
            page.locator("form[action$='/publish'] button").click();
            page.locator(".notice-good:has-text('Iedereen')").waitFor();
            page.locator("#course svg").first().waitFor();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "effect");
        }
        try (BrowserContext phone = Chromium.openAs("visitor", root, 360, ColorScheme.LIGHT, true)) {
            Page page = phone.newPage();
            page.navigate(address);
            page.locator("#course svg").first().waitFor();
            assertThat(fits(page)).as("no sideways scrolling").isTrue();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "effect-phone");
            page.navigate("/effects");
            assertThat(fits(page)).as("no sideways scrolling").isTrue();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "effects-phone");
        }
    }
}
