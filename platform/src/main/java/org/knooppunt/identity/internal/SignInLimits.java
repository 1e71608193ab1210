package org.knooppunt.identity.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often a password may be tried. A try is counted before the password is looked at, so many tries at once gain
 * nothing; the counts are in the database, so they hold on every node and after a restart. An account that does not
 * exist is counted like one that does.
 *
 * <p>Five tries in fifteen minutes per account from one address, twenty per account from all addresses together (so a
 * stranger cannot easily keep somebody out), fifty per address.
 */
@Component
class SignInLimits {
    private record Limit(String subject, int tries) {}

    private static final int MINUTES = 15;
    static final int PER_ACCOUNT_AND_ADDRESS = 5;
    static final int PER_ACCOUNT = 20;
    static final int PER_ADDRESS = 50;

    private final JdbcClient jdbc;

    SignInLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static List<Limit> limits(String email, String address) {
        String account = email.strip().toLowerCase(Locale.ROOT);
        return List.of(
                new Limit(subject("both", account + "\n" + address), PER_ACCOUNT_AND_ADDRESS),
                new Limit(subject("account", account), PER_ACCOUNT),
                new Limit(subject("address", address), PER_ADDRESS));
    }

    /**
     * Counts a try.
     *
     * @return when to try again, when this is one too many
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Optional<Instant> take(String email, String address) {
        List<Instant> ends = new ArrayList<>();
        for (Limit limit : limits(email, address)) {
            jdbc.sql("""
                            insert into sign_in_attempt as a (subject, tries, window_ends)
                            values (:subject, 1, now() + make_interval(mins => :minutes))
                            on conflict (subject) do update set
                                tries = case when a.window_ends <= now() then 1 else a.tries + 1 end,
                                window_ends = case when a.window_ends <= now()
                                    then now() + make_interval(mins => :minutes) else a.window_ends end
                            returning tries, window_ends
                            """)
                    .param("subject", limit.subject())
                    .param("minutes", MINUTES)
                    .query((row, index) -> {
                        if (row.getInt("tries") > limit.tries()) {
                            ends.add(row.getTimestamp("window_ends").toInstant());
                        }
                        return true;
                    })
                    .single();
        }
        return ends.stream().max(Instant::compareTo);
    }

    /** After a right password: the account starts anew, and the address gets its try back. */
    @Transactional
    public void giveBack(String email, String address) {
        List<Limit> limits = limits(email, address);
        jdbc.sql("delete from sign_in_attempt where subject in (?, ?)")
                .params(limits.get(0).subject(), limits.get(1).subject())
                .update();
        jdbc.sql("update sign_in_attempt set tries = tries - 1 where subject = ? and tries > 0")
                .param(limits.get(2).subject())
                .update();
        jdbc.sql("delete from sign_in_attempt where window_ends < now() - interval '1 day'")
                .update();
    }

    private static String subject(String kind, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return kind + ":" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
