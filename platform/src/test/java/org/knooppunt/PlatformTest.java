package org.knooppunt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A test on the running platform: real server on a free port, real PostgreSQL (embedded, or the one of
 * KNOOPPUNT_DATABASE_URL). All such tests share one context, so each makes its own data and leaves others' alone.
 */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class PlatformTest {
    private static final Path HOME = temporaryHome();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("knooppunt.home", HOME::toString);
        registry.add("knooppunt.demonstration", () -> true);
        registry.add("server.address", () -> "127.0.0.1");
    }

    private static Path temporaryHome() {
        try {
            Path home = Files.createTempDirectory("knooppunt-test");
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
