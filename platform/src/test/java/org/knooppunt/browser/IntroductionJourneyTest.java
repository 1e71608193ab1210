package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.Firms;
import org.knooppunt.introductions.internal.Veils;
import org.knooppunt.inventory.Inventories;
import org.knooppunt.inventory.Streams;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two members and a coordinator, from a match to prices; pictures go where those of the guide go. */
class IntroductionJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    @LocalServerPort
    private int port;

    @Autowired
    Inventories inventories;

    @Autowired
    Streams streams;

    @Autowired
    Accounts accounts;

    @Autowired
    Veils veils;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final Firms firms = new Firms();

    @BeforeEach
    void aMemberWithAnOfferAndOneOfFiveFirmsWithANeed() {
        Person coordinator =
                accounts.create(UUID.randomUUID() + "@example.org", "Balie", null, Set.of(Role.COORDINATOR), Set.of());
        firms.need("a", 51.0112, 5.3531, 231, 77, "coordinator")
                .need("b", 51.0215, 5.3242, 262, 78, "coordinator")
                .need("c", 51.0318, 5.3453, 209, 79, "coordinator")
                .store(inventories, folder);
        jdbc.sql("update resource_class set name = 'Rubberkorrel' where key = ?")
                .param(firms.resourceClass)
                .update();
        for (String[] name : new String[][] {{"a", "Valtegel"}, {"b", "Sportveld"}, {"c", "Rijmat"}}) {
            jdbc.sql("update organisation set name = ? where key = ?")
                    .params(name[1] + " Voorbeeld", firms.key(name[0]))
                    .update();
        }
        // the firm of the other demonstration member stands under the same veil
        streams.add(coordinator, firms.need("theirs", "speelvloer", 250, 90, Visibility.COORDINATOR));
        streams.add(coordinator, firms.offer("mine", "rubberhof", 400, 11, Visibility.COORDINATOR));
        jdbc.sql("update offer set description = 'Korrel uit banden' where key = ?")
                .param(firms.key("mine"))
                .update();
        jdbc.sql("update need set description = 'Korrel voor speelvloeren' where key = ?")
                .param(firms.key("theirs"))
                .update();
        veils.renew();
    }

    @AfterEach
    void clean() {
        firms.remove(jdbc);
        veils.renew();
    }

    private BrowserContext as(String role, int width) {
        return Chromium.openAs(
                role, "http://127.0.0.1:" + port, width, width < 600 ? ColorScheme.DARK : ColorScheme.LIGHT, true);
    }

    private static void look(Page page, String name) {
        assertThat(Chromium.violations(page)).as(name).isEmpty();
        int over = (int)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over).as(name + " is wider than the window").isLessThanOrEqualTo(0);
        picture(page, name);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static Locator main(Page page) {
        return page.locator("main");
    }

    /** Says interested until the pair with the other demonstration member is there, which the page cannot tell. */
    private String wish(Page page) {
        for (int i = 0; i < 4; i++) {
            page.navigate("/introductions/streams/offers/" + firms.key("mine"));
            page.locator("section[aria-labelledby=matches] form[action$='/wish'] button")
                    .first()
                    .click();
            page.waitForURL(url -> url.matches(".*/introductions/[A-Za-z0-9_-]{22}"));
            String id = page.url().replaceFirst(".*/", "");
            boolean theirs = jdbc.sql("select need = ? from introduction where id = ?")
                    .params(firms.key("theirs"), id)
                    .query(Boolean.class)
                    .single();
            if (theirs) {
                return "/introductions/" + id;
            }
        }
        throw new AssertionError("no pair with the other member");
    }

    @Test
    void twoMembersGetToKnowEachOtherThroughTheDesk() {
        try (BrowserContext karel = as("member", 1280);
                BrowserContext noor = as("coordinator", 1280);
                BrowserContext amina = as("member-2", 360)) {
            Page giver = karel.newPage();
            giver.navigate("/introductions");
            assertThat(main(giver).innerText()).contains("Korrel uit banden", "10–20 km ver", "200–300 t per jaar");
            look(giver, "introductions");
            giver.navigate("/introductions/streams/offers/" + firms.key("mine"));
            look(giver, "introduction-matches");
            String address = wish(giver);
            assertThat(main(giver).innerText())
                    .contains("De coördinator bekijkt het.")
                    .doesNotContain("Speelvloer", "Amina");
            look(giver, "introduction-wished");

            Page desk = noor.newPage();
            desk.navigate("/workbench");
            desk.locator("a[href='/introductions/desk?state=wished']").click();
            desk.navigate(address);
            assertThat(main(desk).innerText()).contains("Speelvloer", "Rubberhof", "Leg de vraag voor");
            desk.fill("#note-text", "Eerst bellen.");
            desk.locator("section[aria-labelledby=note] button").click();
            desk.locator(".notice-good").waitFor();
            look(desk, "introduction-desk-one");
            desk.locator("form[action$='/ask'] button").click();
            desk.locator(".notice-good").waitFor();
            desk.navigate("/introductions/desk");
            look(desk, "introduction-desk");

            Page taker = amina.newPage();
            taker.navigate("/workbench");
            assertThat(main(taker).innerText()).contains("Iemand wil kennismaken over Korrel voor speelvloeren");
            taker.navigate(address);
            assertThat(main(taker).innerText())
                    .contains("Wil je kennismaken?", "in de regio")
                    .doesNotContain("Rubberhof", "Karel", "Eerst bellen");
            look(taker, "introduction-asked-phone");
            taker.locator("form[action$='/agree'] button").click();
            taker.locator(".notice-good").waitFor();
            assertThat(main(taker).innerText()).contains("Rubberhof", "Karel").doesNotContain("11,00");
            look(taker, "introduction-named-phone");
            taker.locator("form[action$='/price'] button").click();
            taker.locator(".notice-good").waitFor();

            giver.navigate(address);
            assertThat(main(giver).innerText()).contains("Speelvloer", "Amina").doesNotContain("90,00");
            look(giver, "introduction-named");
            giver.locator("form[action$='/price'] button").click();
            giver.locator(".notice-good").waitFor();
            assertThat(main(giver).innerText()).contains("90,00", "Maak een afspraak");
            taker.navigate(address);
            assertThat(main(taker).innerText()).contains("11,00");

            try (BrowserContext pocket = as("coordinator", 360)) {
                Page phone = pocket.newPage();
                phone.navigate("/introductions/desk");
                look(phone, "introduction-desk-phone");
                phone.navigate(address);
                look(phone, "introduction-desk-one-phone");
            }

            desk.navigate(address);
            desk.locator("form[action$='/plant'] button").click();
            desk.waitForURL(url -> url.matches(".*/cases/\\d+"));
            assertThat(main(desk).innerText()).contains("Rubberkorrel", "Zaadje");
        }
    }

    @Test
    void withoutScriptAMemberSaysNotForUsAndAsksTheDesk() {
        try (BrowserContext window =
                Chromium.openAs("member", "http://127.0.0.1:" + port, 360, ColorScheme.LIGHT, false)) {
            Page page = window.newPage();
            page.navigate("/introductions");
            picture(page, "introductions-phone");
            page.navigate("/introductions/streams/offers/" + firms.key("mine"));
            Locator first =
                    page.locator("section[aria-labelledby=matches] tbody tr").first();
            first.locator("summary").click();
            first.locator("select").selectOption("distance");
            first.locator("form[action$='/aside'] button").click();
            assertThat(page.locator(".notice-good").innerText()).contains("Opzij gezet");
            assertThat(main(page).innerText()).contains("Opzij gezet (1)");
            page.fill("#words", "Liefst in de haven.");
            page.locator("form[action$='/seek'] button").press("Enter");
            assertThat(page.locator(".notice-good").innerText()).contains("gaat zoeken");
            picture(page, "introduction-sought-phone");
        }
    }
}
