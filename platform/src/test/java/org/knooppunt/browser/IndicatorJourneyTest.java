package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.indicators.AreaKind;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.Direction;
import org.knooppunt.indicators.DraftForTest;
import org.knooppunt.indicators.Frequency;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Period;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An officer makes a card and brings figures in; everybody reads them, on a phone and without script too. */
class IndicatorJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @Autowired
    private Indicators indicators;

    @Autowired
    private Observations observations;

    @Autowired
    private Accounts accounts;

    @Autowired
    private DataSource database;

    @LocalServerPort
    private int port;

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

    private static String figures() {
        StringBuilder file = new StringBuilder("Gemeente;2019;2020;2021;2022;2023;2024\n");
        String[] cities = {
            "Aalst",
            "Antwerpen",
            "Brugge",
            "Genk",
            "Gent",
            "Kortrijk",
            "Leuven",
            "Mechelen",
            "Oostende",
            "Roeselare",
            "Sint-Niklaas",
            "Turnhout"
        };
        for (int city = 0; city < cities.length; city++) {
            file.append(cities[city]);
            for (int year = 0; year < 6; year++) {
                file.append(';').append(140 + 3 * city - 4 * year * (city % 3)).append(",5");
            }
            file.append('\n');
        }
        return file.toString();
    }

    @Test
    void anOfficerMakesACardAndBringsAFileInAndEverybodySeesIt() {
        String code = "restafval_" + UUID.randomUUID().toString().substring(0, 8);
        try (BrowserContext window = open("policy-officer", 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/indicators");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicators");
            page.locator(".page-head a.btn-primary").click();
            page.fill("#code", code);
            page.fill("#name", "Restafval per inwoner");
            page.fill("#theme", "Afval");
            page.fill("#definition", "Hoeveel restafval een inwoner in een jaar buitenzet.");
            page.fill("#unit", "kg");
            page.check("#direction-2");
            page.fill("#target", "100");
            page.locator("main form button.btn-primary").click();
            page.locator(".summary").waitFor();
            assertThat(page.locator(".summary").innerText()).contains("Tegen welk jaar");
            assertThat(Chromium.violations(page)).isEmpty();
            page.fill("#targetYear", "2030");
            page.locator("main form button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator("main").innerText()).contains("Geen cijfers voor Genk", "Doel voor 2030");

            page.locator(".page-head a:has-text('Cijfers invoeren')").click();
            assertThat(Chromium.violations(page)).isEmpty();
            page.setInputFiles(
                    "#file",
                    new FilePayload("restafval.csv", "text/csv", figures().getBytes(StandardCharsets.UTF_8)));
            page.locator("main form button.btn-primary").first().click();
            page.waitForURL(url -> url.matches(".*/imports/\\d+"));
            assertThat(page.locator("h1").innerText()).isEqualTo("Wat staat in welke kolom?");
            assertThat(Chromium.violations(page)).isEmpty();
            page.selectOption("#fixed-indicator", code);
            page.fill("#fixed-source", "OVAM");
            picture(page, "indicator-columns");
            page.locator("form[action$='/columns'] button.btn-primary").click();
            page.waitForURL(url -> url.matches(".*/imports/\\d+"));
            assertThat(page.locator(".lead").innerText()).contains("72 cijfers zijn nieuw");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator-import");
            page.fill("#why", "Jaarlijkse levering");
            page.locator("form[action$='/accept'] button").click();
            page.locator(".notice-good").waitFor();

            page.navigate("/indicators/" + code);
            page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
            assertThat(page.locator("main").innerText()).contains("Rangorde in 2024", "Turnhout");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator");

            page.locator("#observe summary").click();
            page.fill("#period", "2024");
            page.fill("#value", "131");
            page.fill("#source", "OVAM");
            page.fill("#why", "Typfout verbeterd");
            page.locator("#observe button").click();
            page.locator(".notice-good").waitFor();
            page.locator("a:has-text('Bekijk eerdere waarden')").click();
            assertThat(page.locator("main").innerText())
                    .contains("131 kg", "(vroeger)", "Typfout verbeterd", "Jaarlijkse levering");
            assertThat(Chromium.violations(page)).isEmpty();
        }
        try (BrowserContext window = open("resident", 360, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            for (String path : new String[] {
                "/indicators",
                "/indicators/areas",
                "/indicators/inhabitants",
                "/indicators/" + code,
                "/indicators/" + code + "/revisions",
                "/indicators/pupils_secondary"
            }) {
                page.navigate(path);
                page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
                assertThat(over(page)).as(path).isZero();
                assertThat(Chromium.violations(page)).as(path).isEmpty();
            }
            page.navigate("/indicators/" + code);
            page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
            picture(page, "indicator-phone");
        }
        try (BrowserContext window = open("policy-officer", 360, ColorScheme.DARK, false)) {
            Page page = window.newPage();
            for (String path : new String[] {
                "/indicators/new", "/indicators/imports", "/indicators/" + code, "/indicators/" + code + "/edit"
            }) {
                page.navigate(path);
                assertThat(over(page)).as(path).isZero();
            }
            page.navigate("/indicators/" + code);
            assertThat(page.locator("#cities table").innerText()).contains("Aalst");
        }
    }

    private static String many(List<String> codes) {
        StringBuilder file = new StringBuilder("indicator,area,period,value,source\n");
        for (String code : codes) {
            for (int year = 1900; year < 2200; year++) {
                for (int quarter = 1; quarter <= 4; quarter++) {
                    file.append(code + ",71016," + year + "-Q" + quarter + ",1,Telling\n");
                }
            }
        }
        return file.toString();
    }

    private List<String> cards() {
        Person officer = accounts.create(
                UUID.randomUUID() + "@example.org", "Ines", null, Set.of(Role.POLICY_OFFICER), Set.of());
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String code = "groot_" + UUID.randomUUID().toString().substring(0, 8);
            indicators.add(
                    DraftForTest.of(code, "Kwartaaltelling " + i)
                            .every(Frequency.QUARTER)
                            .adding(true)
                            .draft(),
                    officer);
            codes.add(code);
        }
        return codes;
    }

    @Test
    void aLargeFileTellsHowFarItIsAndComesToAnEndByItself() throws SQLException {
        List<String> codes = cards();
        try (BrowserContext window = open("policy-officer", 1280, ColorScheme.LIGHT, true);
                BrowserContext phone = open("policy-officer", 360, ColorScheme.DARK, false);
                Connection other = database.getConnection();
                Statement lock = other.createStatement()) {
            Page page = window.newPage();
            page.navigate("/indicators/imports");
            page.setInputFiles(
                    "#file",
                    new FilePayload("kwartalen.csv", "text/csv", many(codes).getBytes(StandardCharsets.UTF_8)));
            page.locator("main form button.btn-primary").first().click();
            page.locator("form[action$='/accept'] button").waitFor();
            other.setAutoCommit(false);
            lock.execute("select id from indicator where code = '" + codes.getFirst() + "' for update");
            page.locator("form[action$='/accept'] button").click();
            page.locator("#running form button").waitFor();
            assertThat(page.locator("main").innerText()).contains("De cijfers worden bewaard");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator-import-running");
            Page small = phone.newPage();
            small.navigate(java.net.URI.create(page.url()).getPath());
            assertThat(over(small)).isZero();
            picture(small, "indicator-import-running-phone");
            other.rollback();
            page.locator("main .lead:has-text('6.000 cijfers kwamen erbij')").waitFor();
            assertThat(Chromium.violations(page)).isEmpty();
        }
    }

    @Test
    void whatIsStoppedOrGoesWrongIsSaidAndChangesNothing() throws SQLException {
        List<String> codes = cards();
        try (BrowserContext window = open("policy-officer", 1280, ColorScheme.LIGHT, true);
                BrowserContext phone = open("policy-officer", 360, ColorScheme.DARK, true);
                Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            Page page = window.newPage();
            page.navigate("/indicators/imports");
            page.setInputFiles(
                    "#file",
                    new FilePayload("kwartalen.csv", "text/csv", many(codes).getBytes(StandardCharsets.UTF_8)));
            page.locator("main form button.btn-primary").first().click();
            page.locator("form[action$='/accept'] button").waitFor();
            other.setAutoCommit(false);
            statement.execute("select id from indicator where code = '" + codes.getFirst() + "' for update");
            page.locator("form[action$='/accept'] button").click();
            page.locator("#running form button").click();
            page.locator("#running:has-text('Het stopt zo.')").waitFor();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator-import-stopping");
            other.rollback();
            page.locator(".notice-wait:has-text('Het is gestopt')").waitFor();
            assertThat(page.locator("form[action$='/accept'] button").innerText())
                    .contains("6.000");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator-import-stopped");

            String path = java.net.URI.create(page.url()).getPath();
            Page small = phone.newPage();
            small.navigate(path);
            assertThat(over(small)).isZero();
            picture(small, "indicator-import-stopped-phone");

            // what nobody foresaw cannot be brought about; this is what is kept of it
            statement.execute("update observation_import set failure = 'program', failure_detail ="
                    + " 'org.springframework.dao.DataAccessResourceFailureException: could not extend file \"base/16384/2619\"' where id = "
                    + path.substring(path.lastIndexOf('/') + 1));
            other.commit();
            page.navigate(path);
            assertThat(page.locator(".notice-stop").innerText()).contains("Dit ging mis", "FailureException");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator-import-failed");
            small.navigate(path);
            assertThat(over(small)).isZero();
            picture(small, "indicator-import-failed-phone");
        }
    }

    /** Figures 1 to 60 of sixty neighbourhoods, the first with a long name. */
    private void ranked(String code, Statement statement) throws SQLException {
        Person officer = accounts.create(
                UUID.randomUUID() + "@example.org", "Ines", null, Set.of(Role.POLICY_OFFICER), Set.of());
        indicators.add(
                DraftForTest.of(code, "Deelauto's")
                        .per(AreaKind.NEIGHBOURHOOD)
                        .better(Direction.DOWN)
                        .draft(),
                officer);
        statement.execute("insert into indicator_area (code, kind, name) select '" + code + "-' || n, 'neighbourhood',"
                + " case n when 1 then 'Houthalen-Helchteren' else 'Wijk ' || n end from generate_series(1, 60) n");
        for (int i = 1; i <= 60; i++) {
            observations.record(
                    code,
                    code + "-" + i,
                    Period.ofYear(2024),
                    Category.TOTAL,
                    "Telling",
                    BigDecimal.valueOf(i),
                    ObservationStatus.FINAL,
                    "Eerste telling",
                    officer);
        }
    }

    @Test
    void theBarAndTheRowOfAnAreaItselfStandOutInARankingOfPages() throws SQLException {
        String code = "r_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            ranked(code, statement);
            try {
                String path = "/indicators/" + code + "?compare=all&area=" + code + "-55";
                ranking("/indicators/inhabitants?area=71016", "Genk", 1280, ColorScheme.DARK, "city");
                ranking(path, "", 360, ColorScheme.LIGHT, "first");
                for (int width : new int[] {1280, 360}) {
                    ranking(path + "&page=2", "Wijk 55", width, ColorScheme.LIGHT, "second");
                }
            } finally {
                // what was observed stays, so that its areas can only come to an end
                statement.execute(
                        "update indicator_area set last_day = date '2025-12-31' where code like '" + code + "-%'");
            }
        }
    }

    /** @param own whose row of this page stands out; empty when it is on another page */
    private void ranking(String path, String own, int width, ColorScheme scheme, String name) {
        try (BrowserContext window = open("resident", width, scheme, true)) {
            Page page = window.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            page.navigate(path);
            page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
            page.evaluate("() => { document.querySelector('#rank details').open = true; }");
            assertThat(String.join(
                            "", page.locator("#rank tr[aria-current='true'] th").allTextContents()))
                    .as(path)
                    .isEqualTo(own);
            assertThat(page.locator("#rank tbody tr").first().innerText())
                    .as("a value and its unit")
                    .containsPattern("\\d (stuks|inwoners)$");
            assertThat(colours(page)).as(path).hasSize(2);
            assertThat(over(page)).isZero();
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "indicator-rank-" + name + "-" + width);
        }
    }

    /** The colours of the bars. */
    private static Set<Object> colours(Page page) {
        Object found = page.evaluate("() => { const style = getComputedStyle(document.documentElement);"
                + " const known = ['--brand', '--grey-mark'].map((name) => style.getPropertyValue(name).trim());"
                + " return [...document.querySelectorAll('#rank svg path')].map((path) => path.getAttribute('fill'))"
                + ".filter((fill) => known.includes(fill)); }");
        return new HashSet<>((List<?>) found);
    }

    @Test
    void aCityStandsAmongAllMunicipalities() {
        for (int width : new int[] {1280, 360}) {
            try (BrowserContext window = open("resident", width, ColorScheme.LIGHT, true)) {
                Page page = window.newPage();
                page.navigate("/indicators/inhabitants");
                page.selectOption("#compare", "all");
                page.locator(".filters button").click();
                page.waitForURL(url -> url.contains("compare=all"));
                page.waitForFunction("() => document.querySelector('figure.picture-waiting') === null");
                assertThat(page.locator("main").innerText()).contains("staat in 2008 op plaats");
                assertThat(over(page)).isZero();
                assertThat(Chromium.violations(page)).isEmpty();
                picture(page, "indicator-all-" + width);
            }
        }
    }
}
