package org.knooppunt.mail;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which letters a person wants that they did not ask for one by one. The weekly news of one's own organisations comes until
 * one ends it; letters to the network come only after a yes. Both end by a link in each such letter, without signing in.
 */
@Service
public class LetterChoices implements PersonalData {
    private final JdbcClient jdbc;
    private final Audit audit;

    LetterChoices(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** What somebody chose. */
    public record Choice(boolean digest, boolean mailings) {}

    @Transactional(readOnly = true)
    public Choice of(long account) {
        return jdbc.sql("select digest, mailings from letter_choice where account_id = ?")
                .param(account)
                .query((row, index) -> new Choice(row.getBoolean("digest"), row.getBoolean("mailings")))
                .optional()
                .orElse(new Choice(true, false));
    }

    @Transactional
    public void set(Person person, Choice choice) {
        set(person, person.id(), choice);
    }

    /** @param by absent when the person followed a link */
    @Transactional(propagation = Propagation.MANDATORY)
    public void set(@Nullable Person by, long account, Choice choice) {
        Choice before = of(account);
        jdbc.sql("""
                        insert into letter_choice (account_id, digest, mailings, agreed_at) values (:account, :digest, :mailings,
                            case when :mailings then now() end)
                        on conflict (account_id) do update set digest = excluded.digest, mailings = excluded.mailings,
                            agreed_at = case when not excluded.mailings then null
                                when letter_choice.mailings then letter_choice.agreed_at else now() end,
                            changed_at = now()
                        """)
                .param("account", account)
                .param("digest", choice.digest())
                .param("mailings", choice.mailings())
                .update();
        if (!before.equals(choice)) {
            audit.record(
                    by,
                    "letters-chosen",
                    "account",
                    Long.toString(account),
                    Map.of("digest", choice.digest(), "mailings", choice.mailings()));
        }
    }

    /** The token of each of these accounts that wants the weekly news. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Long, UUID> digestTokens(Collection<Long> accounts) {
        Long[] all = accounts.toArray(Long[]::new);
        jdbc.sql("insert into letter_choice (account_id) select unnest(?::bigint[]) on conflict do nothing")
                .param(all)
                .update();
        Map<Long, UUID> tokens = new LinkedHashMap<>();
        jdbc.sql("select account_id, token from letter_choice where account_id = any(?::bigint[]) and digest")
                .param(all)
                .query(row -> {
                    tokens.put(row.getLong("account_id"), row.getObject("token", UUID.class));
                });
        return tokens;
    }

    /** Whose token this is. */
    @Transactional(readOnly = true)
    public Optional<Long> accountOf(UUID token) {
        return jdbc.sql("select account_id from letter_choice where token = ?")
                .param(token)
                .query(Long.class)
                .optional();
    }

    @Override
    public String room() {
        return "letters";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of(
                "wanted",
                of(person.id()),
                "sent",
                jdbc.sql(
                                "select subject, posted_at from letter where lower(address) = lower(?) order by id desc limit 1000")
                        .param(person.email())
                        .query((row, index) -> Map.of(
                                "subject",
                                row.getString("subject"),
                                "posted",
                                row.getTimestamp("posted_at").toInstant()))
                        .list());
    }
}
