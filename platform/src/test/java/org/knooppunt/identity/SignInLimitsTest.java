package org.knooppunt.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How often a password may be tried. */
class SignInLimitsTest extends PlatformTest {
    private static final String PASSWORD = "vier paarse fietsen";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private PasswordEncoder encoder;

    @Autowired
    private JdbcClient jdbc;

    private HttpResponse<String> attempt(String email, String password) {
        return new PlainBrowser(port).post("/sign-in", "/sign-in", "email", email, "password", password);
    }

    @Test
    void afterFiveWrongTriesEvenTheRightPasswordWaitsAndTheFormSaysUntilWhen() {
        String email = UUID.randomUUID() + "@example.org";
        accounts.create(email, "Iemand", encoder.encode(PASSWORD), Set.of(Role.RESIDENT), Set.of());
        for (int i = 0; i < 5; i++) {
            assertThat(attempt(email, "fout " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = attempt(email, PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("te vaak geprobeerd").contains(email);
        forgetAttempts();
        assertThat(attempt(email, PASSWORD).uri().getPath()).isEqualTo("/workbench");
    }

    @Test
    void anAccountThatDoesNotExistIsHeldBackLikeOneThatDoes() {
        String email = UUID.randomUUID() + "@example.org";
        for (int i = 0; i < 5; i++) {
            assertThat(attempt(email, "fout " + i).statusCode()).isEqualTo(401);
        }
        assertThat(attempt(email, "fout").statusCode()).isEqualTo(429);
        forgetAttempts();
    }

    @Test
    void aRightPasswordBeginsTheCountAnew() {
        String email = UUID.randomUUID() + "@example.org";
        accounts.create(email, "Iemand", encoder.encode(PASSWORD), Set.of(Role.RESIDENT), Set.of());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3; i++) {
                assertThat(attempt(email, "fout").statusCode()).isEqualTo(401);
            }
            assertThat(attempt(email, PASSWORD).statusCode()).isEqualTo(200);
        }
        forgetAttempts();
    }

    /** The tests share one address; what this one tried must not keep others out. */
    private void forgetAttempts() {
        jdbc.sql("delete from sign_in_attempt").update();
    }
}
