package org.knooppunt.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Chromium per thread for all tests of a run, opened at the first need and closed with the program. */
final class Chromium {
    /** Where Debian and others put it; KNOOPPUNT_CHROMIUM names another place. */
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    private static final String AXE = read("/axe.min.js");

    /** Playwright's objects belong to the thread that made them. */
    private static final ThreadLocal<Browser> CHROMIUM = ThreadLocal.withInitial(Chromium::launch);

    private Chromium() {}

    /** A window of its own, without cookies of others. */
    static BrowserContext open(String address, int width, ColorScheme scheme, boolean script) {
        return CHROMIUM.get()
                .newContext(new NewContextOptions()
                        .setBaseURL(address)
                        .setViewportSize(width, width < 600 ? 800 : 900)
                        .setColorScheme(scheme)
                        .setJavaScriptEnabled(script)
                        .setLocale("nl-BE"));
    }

    private static Browser launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return browser;
    }

    private static Path executable() {
        List<String> places = new ArrayList<>(PLACES);
        String named = System.getenv("KNOOPPUNT_CHROMIUM");
        if (named != null) {
            places.addFirst(named);
        }
        return places.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no Chromium in " + places + "; install it (Debian: apt-get install chromium fonts-liberation)"
                                + " or name it in KNOOPPUNT_CHROMIUM"));
    }

    /** A window in which somebody of the demonstration is signed in; {@code visitor} is nobody. */
    static BrowserContext openAs(String role, String address, int width, ColorScheme scheme, boolean script) {
        BrowserContext window = open(address, width, scheme, script);
        if (!role.equals("visitor")) {
            Page page = window.newPage();
            page.navigate("/sign-in");
            page.locator("form:has(input[name=demonstration][value='" + role + "']) button")
                    .click();
            page.waitForURL("**/workbench");
            page.close();
        }
        return window;
    }

    /** Every violation of WCAG 2.0 to 2.2, A and AA, one line each: rule, where, what to mend. */
    static List<String> violations(Page page) {
        return violations(page, "document");
    }

    /** The same of what is around the main part of the page. */
    static List<String> violationsAroundMain(Page page) {
        return violations(page, "{exclude: [['main']]}");
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page, String where) {
        page.evaluate(AXE);
        Map<String, Object> result = (Map<String, Object>) page.evaluate("""
                        () => axe.run(%s, {runOnly: {type: 'tag',
                            values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']}})
                        """.formatted(where));
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> violation : (List<Map<String, Object>>) result.get("violations")) {
            for (Map<String, Object> node : (List<Map<String, Object>>) violation.get("nodes")) {
                lines.add(violation.get("id") + " at " + node.get("target") + ": " + node.get("failureSummary"));
            }
        }
        return lines;
    }

    private static String read(String resource) {
        try (InputStream in = com.deque.html.axecore.playwright.AxeBuilder.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
