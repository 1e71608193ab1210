package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.knooppunt.Application;
import org.knooppunt.TemporaryHome;
import org.knooppunt.TestDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A platform with tiles under its maps, from a server of our own that hands out one colour. */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class MapTilesTest {
    private static final TemporaryHome HOME = TemporaryHome.create();
    private static final TestDatabase DATABASE = TestDatabase.create();

    /** On nothing else of our maps. */
    private static final Color COLOUR = new Color(255, 0, 255);

    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();
    private static final HttpServer TILES = serve();

    static {
        SpringApplication.getShutdownHandlers().add(DATABASE::drop);
        SpringApplication.getShutdownHandlers().add(HOME::delete);
    }

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void withTiles(DynamicPropertyRegistry registry) {
        registry.add("knooppunt.home", HOME.path()::toString);
        registry.add("knooppunt.database-url", DATABASE::address);
        registry.add("knooppunt.demonstration", () -> true);
        registry.add("server.address", () -> "127.0.0.1");
        registry.add("knooppunt.map.base", () -> tiles() + "/{z}/{x}/{y}.png");
        registry.add("knooppunt.map.credit", () -> "Proeftegels");
    }

    @AfterAll
    static void stop() {
        TILES.stop(0);
    }

    private static String tiles() {
        return "http://127.0.0.1:" + TILES.getAddress().getPort();
    }

    private static HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] tile = tile();
            server.createContext("/", exchange -> {
                ASKED.add(exchange.getRequestURI().getPath());
                exchange.getResponseHeaders().add("Content-Type", "image/png");
                exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
                exchange.sendResponseHeaders(200, tile.length);
                exchange.getResponseBody().write(tile);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] tile() throws IOException {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(COLOUR);
        pen.fillRect(0, 0, 256, 256);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void tilesLieUnderTheMapAndThePolicyLetsInTheirOriginAlone() throws Exception {
        List<String> logged = new ArrayList<>();
        try (BrowserContext window = Chromium.open("http://127.0.0.1:" + port, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    logged.add(message.text());
                }
            });
            String policy = page.navigate("/").headerValue("content-security-policy");
            assertThat(policy)
                    .contains("img-src 'self' data: blob: " + tiles() + ";")
                    .contains("script-src 'self';", "connect-src 'self';")
                    .doesNotContain("*");
            assertThat(policy.split(tiles(), -1)).as("only for pictures").hasSize(2);

            page.locator("[data-picture=map] .map-stage canvas").first().waitFor();
            page.waitForCondition(() -> !ASKED.isEmpty());
            page.waitForTimeout(500);
            BufferedImage map = ImageIO.read(new ByteArrayInputStream(
                    page.locator("[data-picture=map] .map-stage").first().screenshot()));
            assertThat(shareOfTiles(map)).as("tiles in sight").isGreaterThan(0.5);
            assertThat(page.locator(".ol-attribution").first().textContent()).contains("Proeftegels");
            assertThat(logged).isEmpty();

            // another origin, though as near, stays out
            Object refused = page.evaluate("""
                    address => new Promise(resolve => {
                        document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
                        const image = new Image();
                        image.onload = () => resolve('loaded');
                        image.src = address;
                    })
                    """, tiles().replace("127.0.0.1", "localhost") + "/0/0/0.png");
            assertThat(refused).isEqualTo("img-src");
        }
        assertThat(ASKED).allMatch(path -> path.matches("/\\d+/\\d+/\\d+\\.png"));
    }

    /** How much of the picture is coloured as the tiles, whatever is laid over it. */
    private static double shareOfTiles(BufferedImage map) {
        int coloured = 0;
        for (int y = 0; y < map.getHeight(); y++) {
            for (int x = 0; x < map.getWidth(); x++) {
                Color colour = new Color(map.getRGB(x, y));
                if (colour.getRed() - colour.getGreen() > 60 && colour.getBlue() - colour.getGreen() > 60) {
                    coloured++;
                }
            }
        }
        return coloured / (double) (map.getWidth() * map.getHeight());
    }
}
