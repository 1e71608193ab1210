package org.knooppunt.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a password must be, and how it is kept. */
class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @CsvSource({
        "elf tekens!, password.short",
        "Wachtwoord123!, password.common",
        "azertyuiop2026, password.common",
        "123456789012, password.common",
        "abababababab, password.common",
        "an.peeters2026, password.known",
        "an.peeters@example.org, password.known",
        "vier paarse fietsen, ",
        "Ünïcode zinnen mögen, "
    })
    void aPasswordThatIsShortKnownOrGuessedFirstIsRefused(String password, String fault) {
        assertThat(passwords
                        .fault(password, "an.peeters@example.org", "An Peeters")
                        .orElse(null))
                .isEqualTo(fault);
    }

    @Test
    void aHashSaysItsParametersAndMatchesItsPasswordAlone() {
        String hash = passwords.hash("vier paarse fietsen");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("vier paarse fietsen", hash)).isTrue();
        assertThat(passwords.matches("vier paarse fietsem", hash)).isFalse();
        assertThat(passwords.matches("x".repeat(100_000), hash)).isFalse();
        assertThat(passwords.hash("vier paarse fietsen")).isNotEqualTo(hash);
    }
}
