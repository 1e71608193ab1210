package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pictures of a plan as a person sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesTest extends PlatformTest {
    @LocalServerPort
    private int port;

    private String plan = "";

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    @BeforeAll
    void makeAPlan() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            plan = Story.makePlan(window.newPage(), "Beelden");
        }
    }

    private static BoundingBox box(Page page, String figure) {
        return page.locator(figure).boundingBox();
    }

    @Test
    void streamsAndMapStandSideBySideOnAWideScreenAndUnderEachOtherOnAPhone() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1600, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(plan);
            BoundingBox streams = box(page, "#plan-sankey");
            BoundingBox map = box(page, "#plan-map");
            assertThat(map.x).isGreaterThanOrEqualTo(streams.x + streams.width);
            assertThat(map.y).isEqualTo(streams.y);

            page.setViewportSize(360, 800);
            streams = box(page, "#plan-sankey");
            map = box(page, "#plan-map");
            assertThat(map.y).isGreaterThanOrEqualTo(streams.y + streams.height);
            assertThat(map.x).isEqualTo(streams.x);
        }
    }

    @Test
    void moneyIsALinkAwayAndWithoutScriptItsTableShowsThatAsMuchGoesOutAsComesIn() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(plan);
            page.locator("#streams .tabs a").last().click();
            page.waitForURL("**measure=money*");
            page.locator("#plan-sankey svg").first().waitFor();
            assertThat(page.locator("#plan-sankey svg").first().textContent()).contains("Vervoer");
        }
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, false)) {
            Page page = window.newPage();
            page.navigate(plan + "?measure=money");
            List<String> sums = page.locator("#plan-sankey tfoot td.num").allTextContents();
            assertThat(sums).hasSize(2);
            assertThat(sums.getFirst()).isEqualTo(sums.getLast()).startsWith("€");
        }
    }

    /** As drawn, with the letters of this machine, not as reckoned. */
    @Test
    @SuppressWarnings("unchecked")
    void noWordsOfTheReportsMapOrStreamsLieOverOthers() {
        try (BrowserContext window = Chromium.openAs("coordinator", address(), 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate(plan);
            String report = (String)
                    page.evaluate("address => fetch(address).then(answer => answer.text())", plan + "/report.html");
            Page paper = window.newPage();
            paper.setContent(report);
            List<String> over = (List<String>) paper.evaluate("""
                    () => [...document.querySelectorAll('svg')].flatMap(svg => {
                        const words = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
                        const wrong = [];
                        words.forEach(([a, one], at) => words.slice(at + 1).forEach(([b, two]) => {
                            if (one.x < two.x + two.width - 1 && two.x < one.x + one.width - 1
                                    && one.y < two.y + two.height - 3 && two.y < one.y + one.height - 3) {
                                wrong.push(`${svg.getAttribute('class')}: ${a} / ${b}`);
                            }
                        }));
                        return wrong;
                    })
                    """);
            assertThat(over).isEmpty();
            assertThat((int) paper.evaluate("() => document.querySelectorAll('svg.map text').length"))
                    .isGreaterThan(10);
        }
    }
}
