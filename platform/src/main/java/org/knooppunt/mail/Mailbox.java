package org.knooppunt.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All letters and how far each is, for administrators; in the demonstration for the coordinator too. What a letter says is
 * shown only where no mail server takes it: there the mailbox is the delivery, and somebody has to pass it on. A letter
 * that left is its reader's: it may hold a link that lets one in.
 */
@Service
public class Mailbox {
    private static final int FILE_PARTS = 3;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final boolean demonstration;
    private final boolean leaves;

    Mailbox(JdbcClient jdbc, Audit audit, KnooppuntProperties properties) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.demonstration = properties.demonstration();
        this.leaves = properties.mail().leaves();
    }

    /**
     * A letter in the list.
     *
     * @param tryAt when it is tried next
     * @param fault what the mail server said last
     */
    public record Line(
            long id,
            String address,
            String subject,
            Instant postedAt,
            @Nullable Instant sentAt,
            LetterState state,
            int tries,
            Instant tryAt,
            @Nullable String fault) {}

    /**
     * A letter whole.
     *
     * @param text absent when it left by a mail server and so is for its reader only
     */
    public record Content(
            Line line, @Nullable String text, @Nullable String fileName) {
        private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

        /** The first address in it. */
        public @Nullable String link() {
            Matcher found = ADDRESS.matcher(text == null ? "" : text);
            return found.find() ? found.group() : null;
        }
    }

    /** Which letters; what is empty does not matter. */
    public record Filter(String text, @Nullable LetterState state) {}

    public boolean isOpenTo(@Nullable Person person) {
        return person != null && (person.is(Role.ADMINISTRATOR) || demonstration && person.is(Role.COORDINATOR));
    }

    /** Whether a mail server takes the letters. */
    public boolean leaves() {
        return leaves;
    }

    private void require(Person person) {
        if (!isOpenTo(person)) {
            throw new AccessDeniedException("the mailbox is for administrators");
        }
    }

    @Transactional(readOnly = true)
    public Slice<Line> list(Filter filter, int page, int size, Person person) {
        require(person);
        Where where = new Where()
                .add("l.state <> 'forgotten'")
                .when(filter.state() == null ? null : filter.state().code(), "l.state = :state", "state")
                .words(filter.text(), "plain(l.address || ' ' || l.subject) like :word");
        long total = jdbc.sql("select count(*) from letter l where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Line> rows = jdbc.sql("select l.* from letter l where " + where.sql()
                        + " order by l.id desc limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query(Mailbox::line)
                .list();
        return new Slice<>(rows, at, size, total);
    }

    /** How many letters wait for a person: failed or unknown. */
    @Transactional(readOnly = true)
    public Map<LetterState, Long> stuck(Person person) {
        Map<LetterState, Long> stuck = new java.util.EnumMap<>(LetterState.class);
        if (person.is(Role.ADMINISTRATOR)) {
            jdbc.sql(
                            "select state, count(*) as letters from letter where state in ('unknown', 'failed') group by state")
                    .query(row -> {
                        stuck.put(state(row), row.getLong("letters"));
                    });
        }
        return stuck;
    }

    /** A letter; that somebody read what it says is on the audit trail. */
    @Transactional
    public Content get(long id, Person person) {
        require(person);
        Content content = jdbc.sql("select l.* from letter l where l.id = ? and l.state <> 'forgotten'")
                .param(id)
                .query((row, index) -> new Content(
                        line(row, index),
                        leaves || row.getBoolean("by_smtp") ? null : row.getString("text"),
                        leaves || row.getBoolean("by_smtp") ? null : row.getString("file_name")))
                .optional()
                .orElseThrow(() -> new Missing("letter " + id));
        if (content.text() != null) {
            audit.record(person, "read", "letter", Long.toString(id), Map.of());
        }
        return content;
    }

    /** The file that goes along with a letter. */
    @Transactional(readOnly = true)
    public Letter.Attachment file(long id, Person person) {
        require(person);
        Optional<String[]> parts = jdbc.sql("select file_name, file_type, file from letter where id = ? and not by_smtp"
                        + " and file is not null and state <> 'forgotten'")
                .param(id)
                .query((row, index) -> new String[] {row.getString(1), row.getString(2), row.getString(FILE_PARTS)})
                .optional();
        if (leaves || parts.isEmpty()) {
            throw new Missing("file of letter " + id);
        }
        return new Letter.Attachment(parts.get()[0], parts.get()[1], parts.get()[2]);
    }

    /** Sends a letter that failed, waits, or may not have arrived, now; false when it is not in such a state any more. */
    @Transactional
    public boolean again(long id, Person person) {
        require(person);
        boolean done = jdbc.sql("update letter set state = 'waiting', tries = 0, try_at = now(), run = null"
                                + " where id = ? and state in ('waiting', 'unknown', 'failed')")
                        .param(id)
                        .update()
                == 1;
        if (done) {
            audit.record(person, "sent-again", "letter", Long.toString(id), Map.of());
        }
        return done;
    }

    /** Notes that a letter of which nobody knew has arrived after all. */
    @Transactional
    public boolean arrived(long id, Person person) {
        require(person);
        boolean done = jdbc.sql("update letter set state = 'sent', sent_at = now(), run = null"
                                + " where id = ? and state = 'unknown'")
                        .param(id)
                        .update()
                == 1;
        if (done) {
            audit.record(person, "arrived", "letter", Long.toString(id), Map.of());
        }
        return done;
    }

    private static LetterState state(ResultSet row) throws SQLException {
        return Coded.of(LetterState.class, row.getString("state"));
    }

    private static Line line(ResultSet row, int index) throws SQLException {
        java.sql.Timestamp sent = row.getTimestamp("sent_at");
        return new Line(
                row.getLong("id"),
                row.getString("address"),
                row.getString("subject"),
                row.getTimestamp("posted_at").toInstant(),
                sent == null ? null : sent.toInstant(),
                state(row),
                row.getInt("tries"),
                row.getTimestamp("try_at").toInstant(),
                row.getString("fault"));
    }
}
