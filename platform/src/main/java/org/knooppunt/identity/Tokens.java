package org.knooppunt.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Personal access tokens: with one, a program does what its person may do, within the token's scopes. A token is
 * {@code kp_} and 32 random bytes in base 62; only its SHA-256 is kept, which is enough since it cannot be guessed.
 */
@Service
public class Tokens {
    /** The longest a token lives. */
    public static final int MAX_DAYS = 365;

    private static final String PREFIX = "kp_";
    private static final int BYTES = 32;
    /** How many digits 32 bytes take in base 62. */
    private static final int DIGITS = 43;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /**
     * A token as its person sees it, never the secret.
     *
     * @param hint its first characters, to tell it from others
     */
    public record Token(
            long id,
            String name,
            String hint,
            Set<Scope> scopes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {
        public boolean usable() {
            return revokedAt == null && expiresAt.isAfter(Instant.now());
        }

        public boolean expired() {
            return !expiresAt.isAfter(Instant.now());
        }
    }

    /** A new token; the secret is shown once and nowhere kept. */
    public record Made(Token token, String secret) {}

    /** Who knocks with a token, and what the token may do. */
    public record Bearer(long tokenId, Person person, Set<Scope> scopes) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Tokens(JdbcClient jdbc, Accounts accounts, Audit audit) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** @throws IllegalArgumentException when the name is empty, no scope is given, or it would expire too late or at once */
    @Transactional
    public Made create(Person person, String name, Set<Scope> scopes, Instant expiresAt) {
        Instant now = Instant.now();
        if (name.isBlank() || name.length() > 100 || scopes.isEmpty()) {
            throw new IllegalArgumentException("a token has a name of at most 100 characters and at least one scope");
        }
        if (!expiresAt.isAfter(now)
                || expiresAt.isAfter(
                        now.atZone(ZoneOffset.UTC).plusDays(MAX_DAYS + 1L).toInstant())) {
            throw new IllegalArgumentException("a token expires within " + MAX_DAYS + " days, not at " + expiresAt);
        }
        String secret = PREFIX + digits();
        long id = jdbc.sql("""
                        insert into access_token (account_id, name, hash, hint, scopes, expires_at)
                        values (?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        person.id(),
                        name.strip(),
                        hash(secret),
                        secret.substring(0, PREFIX.length() + 4),
                        codes(scopes).toArray(String[]::new),
                        Timestamp.from(expiresAt))
                .query(Long.class)
                .single();
        audit.record(
                person,
                "token-made",
                "account",
                Long.toString(person.id()),
                Map.of("token", id, "name", name.strip(), "scopes", codes(scopes), "expires", expiresAt.toString()));
        return new Made(
                list(person).stream()
                        .filter(token -> token.id() == id)
                        .findFirst()
                        .orElseThrow(),
                secret);
    }

    /** All of a person's tokens, newest first. */
    @Transactional(readOnly = true)
    public List<Token> list(Person person) {
        return jdbc.sql("select * from access_token where account_id = ? order by id desc")
                .param(person.id())
                .query(Tokens::token)
                .list();
    }

    /** Stops one of a person's own tokens; says whether there was one to stop. */
    @Transactional
    public boolean revoke(Person person, long id) {
        int rows = jdbc.sql("""
                        update access_token set revoked_at = now()
                        where id = ? and account_id = ? and revoked_at is null
                        """).params(id, person.id()).update();
        if (rows > 0) {
            audit.record(person, "token-revoked", "account", Long.toString(person.id()), Map.of("token", id));
        }
        return rows > 0;
    }

    /** Who this secret belongs to; nobody when it is unknown, expired or revoked, or its person not active. */
    @Transactional
    public Optional<Bearer> authenticate(String secret) {
        if (!secret.startsWith(PREFIX) || secret.length() != PREFIX.length() + DIGITS) {
            return Optional.empty();
        }
        record Row(long id, long account, Set<Scope> scopes, boolean stale) {}
        Optional<Row> found = jdbc.sql("""
                        select id, account_id, scopes,
                               last_used_at is null or last_used_at < now() - interval '1 minute' as stale
                        from access_token where hash = ? and revoked_at is null and expires_at > now()
                        """)
                .param(hash(secret))
                .query((row, index) ->
                        new Row(row.getLong("id"), row.getLong("account_id"), scopes(row), row.getBoolean("stale")))
                .optional();
        Optional<Person> person =
                found.flatMap(row -> accounts.find(row.account())).filter(Person::active);
        if (person.isEmpty()) {
            return Optional.empty();
        }
        Row row = found.get();
        if (row.stale()) {
            // to the minute is enough, and a busy program does not wait for writes
            jdbc.sql("update access_token set last_used_at = now() where id = ?")
                    .param(row.id())
                    .update();
        }
        return Optional.of(new Bearer(row.id(), person.get().withoutPassword(), row.scopes()));
    }

    private String digits() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        BigInteger number = new BigInteger(1, bytes);
        StringBuilder digits = new StringBuilder(DIGITS);
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        for (int digit = 0; digit < DIGITS; digit++) {
            BigInteger[] parts = number.divideAndRemainder(base);
            digits.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return digits.reverse().toString();
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> codes(Set<Scope> scopes) {
        Set<String> codes = new TreeSet<>();
        scopes.forEach(scope -> codes.add(scope.code()));
        return codes;
    }

    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String code : (String[]) row.getArray("scopes").getArray()) {
            Scope.find(code).ifPresent(scopes::add);
        }
        return scopes;
    }

    private static Token token(ResultSet row, int index) throws SQLException {
        Timestamp used = row.getTimestamp("last_used_at");
        Timestamp revoked = row.getTimestamp("revoked_at");
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                row.getString("hint"),
                scopes(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant(),
                revoked == null ? null : revoked.toInstant());
    }
}
