package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.mail.internal.Delivery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A visitor joins, and the coordinator lets them in, looks at the network and writes to it; pictures go to the guide. */
class NetworkJourneyTest extends PlatformTest {
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/\\S+)");

    @LocalServerPort
    private int port;

    @Autowired
    private Delivery delivery;

    @Autowired
    private JdbcClient jdbc;

    private final String word = UUID.randomUUID().toString().substring(0, 6);
    private final String email = "j" + word + "@example.org";

    @AfterEach
    void clean() {
        jdbc.sql("delete from sign_in_attempt where subject like 'register:%'").update();
        jdbc.sql("delete from registration where email = ?").param(email).update();
        jdbc.sql("delete from account_organisation where organisation like ?")
                .param("kringtuin-%")
                .update();
        jdbc.sql("delete from organisation_domain where organisation like ?")
                .param("kringtuin-%")
                .update();
        jdbc.sql("delete from organisation where key like ?")
                .param("kringtuin-%")
                .update();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private String link(Page mailbox) {
        delivery.run();
        mailbox.navigate("/mailbox?q=" + email);
        mailbox.locator("tbody th a").first().click();
        Matcher link = LINK.matcher(mailbox.locator("pre.letter").innerText());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    void aVisitorJoinsAndTheCoordinatorLetsThemIn() {
        String address = "http://127.0.0.1:" + port;
        try (BrowserContext outside = Chromium.open(address, 360, ColorScheme.LIGHT, true);
                BrowserContext inside = Chromium.openAs("coordinator", address, 1280, ColorScheme.LIGHT, true)) {
            Page visitor = outside.newPage();
            Page coordinator = inside.newPage();
            visitor.navigate("/");
            visitor.locator("main a[href='/register']").click();
            visitor.fill("#name", "Kringtuin " + word);
            visitor.selectOption("#type", "personal");
            visitor.check("#domain-green");
            visitor.fill("#why", "We hebben compost over en zoeken een plek.");
            visitor.fill("#person", "Lena Verzonnen");
            visitor.locator("main form button.btn-primary").click();
            assertThat(visitor.locator(".summary").innerText()).contains("Vul dit in");
            assertThat(visitor.inputValue("#why")).contains("compost");
            assertThat(Chromium.violations(visitor)).isEmpty();
            visitor.fill("#email", email);
            picture(visitor, "register");
            visitor.locator("main form button.btn-primary").click();
            assertThat(visitor.locator("h1").innerText()).isEqualTo("Kijk in je mailbox");

            visitor.navigate(link(coordinator));
            picture(coordinator, "mailbox-letter");
            assertThat(Chromium.violations(coordinator)).isEmpty();
            visitor.locator("main form button.btn-primary").click();
            assertThat(visitor.locator("main").innerText()).contains("Je adres is bevestigd");

            coordinator.navigate("/workbench");
            coordinator.locator("main a[href='/registrations']").first().click();
            picture(coordinator, "registrations");
            coordinator.locator("a:has-text('Kringtuin " + word + "')").click();
            assertThat(Chromium.violations(coordinator)).isEmpty();
            picture(coordinator, "registration");
            coordinator.locator("form[action$='/accept'] button").click();
            coordinator.locator(".notice-good").waitFor();

            visitor.navigate(link(coordinator));
            visitor.fill("#password", "acht groene manden");
            visitor.fill("#again", "acht groene manden");
            visitor.locator("main form button.btn-primary").click();
            visitor.fill("#email", email);
            visitor.fill("#password", "acht groene manden");
            visitor.locator("main form button.btn-primary").click();
            visitor.waitForURL("**/workbench");
            visitor.navigate("/organisations/kringtuin-" + word + "/people");
            assertThat(visitor.locator("main").innerText()).contains("Lena Verzonnen");
            assertThat(Chromium.violations(visitor)).isEmpty();
            picture(visitor, "people-phone");
        }
    }

    @Test
    void theCoordinatorLooksAtTheNetworkAndWritesToAPartOfIt() {
        String address = "http://127.0.0.1:" + port;
        for (int width : new int[] {1280, 360}) {
            try (BrowserContext window = Chromium.openAs("coordinator", address, width, ColorScheme.LIGHT, true)) {
                Page page = window.newPage();
                page.navigate("/network");
                page.locator("#network-picture svg").first().waitFor();
                // the table is folded behind the picture
                assertThat(page.locator("main").textContent()).contains("Rubberhof Voorbeeld", "is klant van");
                assertThat(Chromium.violations(page)).isEmpty();
                picture(page, "network-" + width);
                for (String name : new String[] {
                    "organisations/rubberhof",
                    "organisations/rubberhof/people",
                    "organisations/rubberhof/profile",
                    "organisations/rubberhof/relations",
                    "organisations/rubberhof/merge?into=bandenhuis",
                    "duplicates",
                    "domains",
                    "invitations",
                    "invitations/new",
                    "mailings",
                    "mailings/new",
                    "mailbox",
                    "me/letters"
                }) {
                    page.navigate("/" + name);
                    assertThat(Chromium.violations(page)).as(name).isEmpty();
                    int over = (int) page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    assertThat(over).as(name).isLessThanOrEqualTo(0);
                    picture(page, "network-" + width + "-" + name.replaceAll("[^a-z]+", "-"));
                }
                page.navigate("/mailings");
                page.locator("tbody th a").first().click();
                assertThat(page.locator("main").innerText()).contains("Dag naam,");
                assertThat(Chromium.violations(page)).isEmpty();
                picture(page, "mailing-" + width);
            }
        }
    }
}
