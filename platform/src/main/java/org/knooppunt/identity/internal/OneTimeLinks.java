package org.knooppunt.identity.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links that work once and for a while. Only their hash is kept, and of each purpose and account only the newest. */
@Component
public class OneTimeLinks {
    /** What a link is for. */
    public enum Purpose {
        FIRST_ADMINISTRATOR,
        INVITATION
    }

    /** @param account whose it is; absent for the first administrator's */
    public record Link(@Nullable Long account) {}

    /** How long an invitation waits. */
    public static final Duration INVITATION = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    OneTimeLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The secret of a new link; older ones for the same stop working. */
    @Transactional
    public String make(Purpose purpose, @Nullable Long account, Duration life) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("""
                        delete from one_time_token
                        where expires_at < now() or (purpose = ? and account_id is not distinct from ?::bigint)
                        """).params(purpose.name(), account).update();
        jdbc.sql("""
                        insert into one_time_token (hash, purpose, account_id, expires_at)
                        values (?, ?, ?, now() + make_interval(secs => ?))
                        """)
                .params(hash(secret), purpose.name(), account, life.toSeconds())
                .update();
        return secret;
    }

    /** The link behind a secret, while it works. */
    @Transactional(readOnly = true)
    public Optional<Link> find(Purpose purpose, String secret) {
        return jdbc.sql("select account_id from one_time_token where hash = ? and purpose = ? and expires_at > now()")
                .params(hash(secret), purpose.name())
                .query((row, index) -> new Link(row.getObject("account_id", Long.class)))
                .optional();
    }

    /** Uses the link up, in the transaction of what it is for: of two at once, one finds nothing. */
    @Transactional
    public Optional<Link> use(Purpose purpose, String secret) {
        return jdbc.sql("""
                        delete from one_time_token where hash = ? and purpose = ? and expires_at > now()
                        returning account_id
                        """)
                .params(hash(secret), purpose.name())
                .query((row, index) -> new Link(row.getObject("account_id", Long.class)))
                .optional();
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
