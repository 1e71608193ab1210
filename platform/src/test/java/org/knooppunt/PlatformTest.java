package org.knooppunt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A test on the running platform: real server on a free port, real PostgreSQL (embedded, or a new database on the server
 * of KNOOPPUNT_DATABASE_URL). All such tests share one context, so each makes its own data and leaves others' alone.
 */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class PlatformTest {
    private static final TemporaryHome HOME = TemporaryHome.create();
    private static final TestDatabase DATABASE = TestDatabase.create();

    static {
        // these run when all contexts are closed
        SpringApplication.getShutdownHandlers().add(DATABASE::drop);
        SpringApplication.getShutdownHandlers().add(HOME::delete);
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("knooppunt.home", HOME.path()::toString);
        registry.add("knooppunt.database-url", DATABASE::address);
        registry.add("knooppunt.demonstration", () -> true);
        registry.add("server.address", () -> "127.0.0.1");
        // all tests knock from one address
        registry.add("knooppunt.api.strangers-per-minute", () -> 600);
    }
}
