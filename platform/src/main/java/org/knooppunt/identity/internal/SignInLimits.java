package org.knooppunt.identity.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knooppunt.identity.Throttle;
import org.springframework.stereotype.Component;

/**
 * How often a password may be tried. An account that does not exist is counted like one that does.
 *
 * <p>Five tries in fifteen minutes per account from one address, twenty per account from all addresses together (so a
 * stranger cannot easily keep somebody out), fifty per address.
 */
@Component
class SignInLimits {
    private record Limit(String kind, String subject, int tries) {}

    private static final Duration WINDOW = Duration.ofMinutes(15);
    static final int PER_ACCOUNT_AND_ADDRESS = 5;
    static final int PER_ACCOUNT = 20;
    static final int PER_ADDRESS = 50;

    private final Throttle throttle;

    SignInLimits(Throttle throttle) {
        this.throttle = throttle;
    }

    private static List<Limit> limits(String email, String address) {
        String account = email.strip().toLowerCase(Locale.ROOT);
        return List.of(
                new Limit("both", account + "\n" + address, PER_ACCOUNT_AND_ADDRESS),
                new Limit("account", account, PER_ACCOUNT),
                new Limit("address", address, PER_ADDRESS));
    }

    /**
     * Counts a try.
     *
     * @return when to try again, when this is one too many
     */
    public Optional<Instant> take(String email, String address) {
        return limits(email, address).stream()
                .map(limit -> throttle.take(limit.kind(), limit.subject(), limit.tries(), WINDOW))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    /** After a right password: the account starts anew, and the address gets its try back. */
    public void giveBack(String email, String address) {
        List<Limit> limits = limits(email, address);
        throttle.clear(limits.get(0).kind(), limits.get(0).subject());
        throttle.clear(limits.get(1).kind(), limits.get(1).subject());
        throttle.giveBack(limits.get(2).kind(), limits.get(2).subject());
    }
}
