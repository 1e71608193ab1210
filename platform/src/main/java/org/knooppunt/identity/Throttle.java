package org.knooppunt.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often something may be tried. A try is counted before anything is done, so many tries at once gain nothing; the
 * counts are in the database, so they hold on every node and after a restart. Of who tries only a hash is kept.
 */
@Component
public class Throttle {
    private final JdbcClient jdbc;

    Throttle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts a try.
     *
     * @param kind what is tried
     * @param subject who tries, or for whom
     * @return when to try again, when this is one too many
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Optional<Instant> take(String kind, String subject, int tries, Duration window) {
        return jdbc.sql("""
                        insert into sign_in_attempt as a (subject, tries, window_ends)
                        values (:subject, 1, now() + make_interval(secs => :seconds))
                        on conflict (subject) do update set
                            tries = case when a.window_ends <= now() then 1 else a.tries + 1 end,
                            window_ends = case when a.window_ends <= now()
                                then now() + make_interval(secs => :seconds) else a.window_ends end
                        returning tries, window_ends
                        """)
                .param("subject", hash(kind, subject))
                .param("seconds", window.toSeconds())
                .query((row, index) -> row.getInt("tries") > tries
                        ? Optional.of(row.getTimestamp("window_ends").toInstant())
                        : Optional.<Instant>empty())
                .single();
    }

    /** Forgets the tries. */
    @Transactional
    public void clear(String kind, String subject) {
        jdbc.sql("delete from sign_in_attempt where subject = ? or window_ends < now() - interval '1 day'")
                .param(hash(kind, subject))
                .update();
    }

    /** Takes one try back. */
    @Transactional
    public void giveBack(String kind, String subject) {
        jdbc.sql("update sign_in_attempt set tries = tries - 1 where subject = ? and tries > 0")
                .param(hash(kind, subject))
                .update();
    }

    private static String hash(String kind, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return kind + ":" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
