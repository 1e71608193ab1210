package org.knooppunt.mail.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Letters in the database, as delivery sees them. Each step is a transaction of its own. */
@Repository
public class LetterStore {
    private static final int FAULT_LENGTH = 500;

    private final JdbcClient jdbc;

    public LetterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A letter that is about to be sent. */
    public record Claimed(
            long id,
            String address,
            String subject,
            String text,
            @Nullable String fileName,
            @Nullable String fileType,
            @Nullable String file,
            @Nullable String unsubscribe,
            int tries) {}

    /** Letters that another run was sending when it ended: whether they arrived is not known. */
    @Transactional
    public int giveUpOthers(UUID run) {
        return jdbc.sql("update letter set state = 'unknown', fault = 'interrupted'"
                        + " where state = 'sending' and run is distinct from ?")
                .param(run)
                .update();
    }

    /** Marks the next letter that is due as being sent by this run. */
    @Transactional
    public Optional<Claimed> claim(UUID run) {
        return jdbc.sql("""
                        update letter set state = 'sending', run = ?, tries = tries + 1
                        where id = (select id from letter where state = 'waiting' and try_at <= now()
                            order by try_at, id limit 1 for update skip locked)
                        returning id, address, subject, text, file_name, file_type, file, unsubscribe, tries
                        """)
                .param(run)
                .query((row, index) -> new Claimed(
                        row.getLong("id"),
                        row.getString("address"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("file_name"),
                        row.getString("file_type"),
                        row.getString("file"),
                        row.getString("unsubscribe"),
                        row.getInt("tries")))
                .optional();
    }

    /** By its token, whatever its state is by now: what was sent is sent. */
    @Transactional
    public void sent(long id, UUID run) {
        jdbc.sql("update letter set state = 'sent', sent_at = now(), fault = null, by_smtp = true, run = null"
                        + " where id = ? and run = ?")
                .params(id, run)
                .update();
    }

    /** @param pause until the next try; absent when there is none */
    @Transactional
    public void refused(long id, UUID run, String fault, @Nullable Duration pause) {
        jdbc.sql("update letter set state = ?, try_at = now() + make_interval(secs => ?), fault = ?, run = null"
                        + " where id = ? and run = ?")
                .params(
                        pause == null ? "failed" : "waiting",
                        pause == null ? 0 : pause.toSeconds(),
                        cut(fault),
                        id,
                        run)
                .update();
    }

    /** The connection ended in the midst of it. */
    @Transactional
    public void unknown(long id, UUID run, String fault) {
        jdbc.sql("update letter set state = 'unknown', fault = ?, by_smtp = true, run = null where id = ? and run = ?")
                .params(cut(fault), id, run)
                .update();
    }

    /** Delivers into the mailbox page: letters are there once they are marked, so none can be there twice. */
    @Transactional
    public int intoMailbox(int most) {
        return jdbc.sql("""
                        update letter set state = 'sent', sent_at = now(), fault = null, run = null
                        where id in (select id from letter where state = 'waiting' and try_at <= now()
                            order by try_at, id limit ? for update skip locked)
                        """).param(most).update();
    }

    /** What a letter said and to whom goes; that it was told stays, so that it is not told again. */
    @Transactional
    public int forget(Duration kept) {
        return jdbc.sql("""
                        update letter set state = 'forgotten', address = null, subject = null, text = null, file = null,
                            file_name = null, file_type = null, unsubscribe = null, fault = null
                        where state in ('sent', 'failed', 'unknown')
                            and coalesce(sent_at, posted_at) < now() - make_interval(secs => ?)
                        """).param(kept.toSeconds()).update();
    }

    private static String cut(String fault) {
        String plain = fault.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.substring(0, Math.min(FAULT_LENGTH, plain.length()));
    }
}
