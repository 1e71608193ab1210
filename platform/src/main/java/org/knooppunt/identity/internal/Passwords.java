package org.knooppunt.identity.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords: what a good one is, and how it is kept. Argon2id as OWASP advises (2025): 19 MiB of memory, two rounds,
 * one lane; 16 bytes of salt, 32 of hash. The parameters stand in every hash, so raising them later leaves old passwords
 * valid.
 */
@Component
public class Passwords implements PasswordEncoder {
    public static final int SHORTEST = 12;
    /** Longer ones are refused before they are hashed; nobody types them. */
    public static final int LONGEST = 200;

    private final PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Set<String> common = common();
    /** A hash takes 19 MiB and a core; more at once would not be quicker, only larger. */
    private final Semaphore hashing =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /**
     * What is wrong with a new password.
     *
     * @return a message key, nothing when it will do
     */
    public Optional<String> fault(String password, String email, String name) {
        String plain = password.toLowerCase(Locale.ROOT).strip();
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("password.short");
        }
        if (password.length() > LONGEST) {
            return Optional.of("password.long");
        }
        if (common.contains(plain.replaceAll("[^a-z]+$", "")) || common.contains(plain) || isRepetition(plain)) {
            return Optional.of("password.common");
        }
        for (String part : List.of(email.split("@", 2)[0], email, name)) {
            String known = part.toLowerCase(Locale.ROOT).strip();
            if (known.length() >= 4 && plain.contains(known) && plain.length() - known.length() < SHORTEST / 2) {
                return Optional.of("password.known");
            }
        }
        return Optional.empty();
    }

    /** The same few signs over and over, or a row of the keyboard. */
    private static boolean isRepetition(String password) {
        return password.chars().distinct().count() < 5;
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return one(() -> argon2.encode(password));
    }

    /** The hash of a password that was found good. */
    public String hash(String password) {
        return java.util.Objects.requireNonNull(encode(password));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return password != null && password.length() <= LONGEST && one(() -> argon2.matches(password, hash));
    }

    private <T extends @Nullable Object> T one(Supplier<T> work) {
        hashing.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            hashing.release();
        }
    }

    private static Set<String> common() {
        try (InputStream in = Passwords.class.getResourceAsStream("/identity/common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("identity/common-passwords.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
