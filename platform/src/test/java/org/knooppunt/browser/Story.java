package org.knooppunt.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/** Pieces of what people do, told in clicks. */
final class Story {
    private Story() {}

    /** The coordinator makes a plan of the demonstration region and takes up its rubber case; gives the plan's address. */
    static String planAndTakeUp(String address) {
        try (BrowserContext window = Chromium.openAs("coordinator", address, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            String plan = makePlan(page, "Hele regio");
            openCase(page, "Rubbergranulator");
            takeUp(page);
            return plan;
        }
    }

    /** Asks for a plan with everything as proposed and waits until it is there. */
    static String makePlan(Page page, String name) {
        page.navigate("/plans/new");
        page.fill("#name", name);
        page.locator("main form button.btn-primary").click();
        page.locator("main a[href$='/report.pdf']")
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(120_000));
        return page.url();
    }

    static void openCase(Page page, String title) {
        page.locator("main a:has-text('" + title + "')").first().click();
        page.waitForURL("**/cases/*");
    }

    static void takeUp(Page page) {
        page.locator("form[action$='/take-up'] button").click();
        page.waitForURL(url -> url.matches(".*/cases/[^/]+$") && !url.contains("/plans/"));
    }
}
