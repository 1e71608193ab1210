package org.knooppunt.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.mail.Unsubscribing;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Letters of the coordinator to a part of the network: by type, domain, area and role. They go to people who said yes to
 * such letters, once per address, each with a way to end them. Letters are posted in pieces; how far it is is kept with each
 * piece, so that a program that was killed goes on behind the last, and the key of a letter keeps an address from getting
 * two.
 */
@Service
public class Mailings implements Unsubscribing {
    private static final int PIECE = 500;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Post post;
    private final SiteAddress site;
    private final MessageSource messages;
    private final TransactionTemplate transaction;
    private final boolean demonstration;

    Mailings(
            JdbcClient jdbc,
            Audit audit,
            Post post,
            SiteAddress site,
            MessageSource messages,
            TransactionTemplate transaction,
            KnooppuntProperties properties) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.post = post;
        this.site = site;
        this.messages = messages;
        this.transaction = transaction;
        this.demonstration = properties.demonstration();
    }

    /** A part of the network; what is empty does not matter. */
    public record Segment(String type, String domain, String area, String role) {}

    /** A letter. */
    public record Mailing(
            long id,
            String subject,
            String text,
            Segment segment,
            String state,
            int queued,
            Instant madeAt,
            String maker,
            @Nullable Instant sentAt,
            int version) {
        public boolean draft() {
            return state.equals("draft");
        }

        public String tone() {
            return state.equals("sent") ? "good" : draft() ? "plain" : "wait";
        }

        public String icon() {
            return state.equals("sent") ? "circle-check" : draft() ? "pencil" : "hourglass";
        }
    }

    private record Reader(String at, String email, String name, String language, UUID token) {}

    private static final String READERS = """
            with part as (
                select o.key from organisation o where o.deleted_at is null
                    and (:type = '' or o.type = :type)
                    and (:domain = '' or exists (select from organisation_domain d where d.organisation = o.key
                        and d.domain = :domain))
                    and (:area = '' or o.key in (select p.organisation from site_place p where p.deleted_at is null
                        and p.area in (select area_and_below(:area))))
            ), reader as (
                select lower(a.email) as at, a.email, a.name, a.language, c.token
                from account a join letter_choice c on c.account_id = a.id and c.mailings
                where a.active and (not a.demonstration or :demonstration)
                    and exists (select from account_organisation x join part on part.key = x.organisation
                        where x.account_id = a.id and (:role = '' or exists (select from account_organisation_role r
                            where r.account_id = a.id and r.organisation = x.organisation and r.role = :role)))
                union all
                select lower(c.email), c.email, c.name, 'nl', c.token
                from contact c join part on part.key = c.organisation
                where c.mailings and c.kept_until >= current_date and :role in ('', 'CONTACT')
                    and not exists (select from account a where lower(a.email) = lower(c.email))
            )
            """;

    private JdbcClient.StatementSpec readers(String select, Segment segment) {
        return jdbc.sql(READERS + select)
                .param("type", segment.type())
                .param("domain", segment.domain())
                .param("area", segment.area())
                .param("role", segment.role())
                .param("demonstration", demonstration);
    }

    private static void require(Person person) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("letters to the network are for coordinators");
        }
    }

    @Transactional(readOnly = true)
    public Slice<Mailing> list(int page, int size, Person person) {
        require(person);
        long total = jdbc.sql("select count(*) from mailing").query(Long.class).single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        return new Slice<>(
                jdbc.sql("select * from mailing order by id desc limit ? offset ?")
                        .params(size, (long) (at - 1) * size)
                        .query(Mailings::mailing)
                        .list(),
                at,
                size,
                total);
    }

    @Transactional(readOnly = true)
    public Mailing get(long id, Person person) {
        require(person);
        return jdbc.sql("select * from mailing where id = ?")
                .param(id)
                .query(Mailings::mailing)
                .optional()
                .orElseThrow(() -> new Missing("mailing " + id));
    }

    /** How many addresses a letter to this part would go to now. */
    @Transactional(readOnly = true)
    public long count(Segment segment, Person person) {
        require(person);
        return readers("select count(distinct at) from reader", segment)
                .query(Long.class)
                .single();
    }

    @Transactional
    public long write(String subject, String text, Segment segment, Person person) {
        require(person);
        long id = jdbc.sql("insert into mailing (subject, text, type, domain, area, role, maker, account_id)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        subject,
                        text,
                        segment.type(),
                        segment.domain(),
                        segment.area(),
                        segment.role(),
                        person.name(),
                        person.id())
                .query(Long.class)
                .single();
        audit.record(person, "created", "mailing", Long.toString(id), Map.of());
        return id;
    }

    /** Changes a letter that was not sent; false when somebody else was first. */
    @Transactional
    public boolean change(long id, int version, String subject, String text, Segment segment, Person person) {
        require(person);
        boolean done = jdbc.sql("update mailing set subject = ?, text = ?, type = ?, domain = ?, area = ?, role = ?,"
                                + " version = version + 1 where id = ? and version = ? and state = 'draft'")
                        .params(
                                subject,
                                text,
                                segment.type(),
                                segment.domain(),
                                segment.area(),
                                segment.role(),
                                id,
                                version)
                        .update()
                == 1;
        if (done) {
            audit.record(person, "changed", "mailing", Long.toString(id), Map.of());
        }
        return done;
    }

    /** Begins to send the letter as it was seen; false when it was changed or is on its way. */
    @Transactional
    public boolean send(long id, int version, Person person) {
        require(person);
        boolean done = jdbc.sql("update mailing set state = 'sending', version = version + 1"
                                + " where id = ? and version = ? and state = 'draft'")
                        .params(id, version)
                        .update()
                == 1;
        if (done) {
            audit.record(person, "sent", "mailing", Long.toString(id), Map.of());
        }
        return done;
    }

    /** Posts what is on its way. */
    public void run() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = Boolean.TRUE.equals(transaction.execute(status -> piece()));
        }
    }

    /** The next addresses of the oldest letter on its way; false when there is none. */
    private boolean piece() {
        Optional<Long> id = jdbc.sql("select id from mailing where state = 'sending' order by id limit 1 for update")
                .query(Long.class)
                .optional();
        if (id.isEmpty()) {
            return false;
        }
        Mailing mailing = jdbc.sql("select * from mailing where id = ?")
                .param(id.get())
                .query(Mailings::mailing)
                .single();
        String after = jdbc.sql("select at from mailing where id = ?")
                .param(id.get())
                .query(String.class)
                .single();
        List<Reader> readers = readers(
                        "select distinct on (at) * from reader where at > :after order by at, token limit :piece",
                        mailing.segment())
                .param("after", after)
                .param("piece", PIECE)
                .query((row, index) -> new Reader(
                        row.getString("at"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getString("language"),
                        row.getObject("token", UUID.class)))
                .list();
        if (readers.isEmpty()) {
            jdbc.sql("update mailing set state = 'sent', sent_at = now() where id = ?")
                    .param(id.get())
                    .update();
            return true;
        }
        int queued = 0;
        for (Reader reader : readers) {
            queued += post.send(letter(mailing, reader)) ? 1 : 0;
        }
        jdbc.sql("update mailing set at = ?, queued = queued + ? where id = ?")
                .params(readers.getLast().at(), queued, id.get())
                .update();
        return true;
    }

    private Letter letter(Mailing mailing, Reader reader) {
        Locale locale = Locale.of(reader.language());
        String way = site.of("/unsubscribe?token=" + reader.token());
        // the key tells who only to who knows the address
        String who = HexFormat.of()
                .formatHex(org.springframework.util.DigestUtils.md5Digest(
                        reader.at().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return new Letter(
                "mailing/" + mailing.id() + "/" + who,
                reader.email(),
                mailing.subject(),
                say("mailing.letter.hello", locale, reader.name()) + "\n\n" + mailing.text() + "\n\n" + mailing.maker()
                        + "\n\n" + say("letter.end", locale, way) + "\n",
                null,
                way);
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    // ---- ending letters to people without an account

    @Override
    @Transactional(readOnly = true)
    public boolean knows(UUID token) {
        return jdbc.sql("select exists (select from contact where token = ?)")
                .param(token)
                .query(Boolean.class)
                .single();
    }

    @Override
    @Transactional
    public void end(UUID token) {
        // an address that was written down with several organisations ends them all
        jdbc.sql("update contact set mailings = false where lower(email) ="
                        + " (select lower(email) from contact where token = ?)")
                .param(token)
                .update();
    }

    private static Mailing mailing(ResultSet row, int index) throws SQLException {
        java.sql.Timestamp sent = row.getTimestamp("sent_at");
        return new Mailing(
                row.getLong("id"),
                row.getString("subject"),
                row.getString("text"),
                new Segment(
                        row.getString("type"), row.getString("domain"), row.getString("area"), row.getString("role")),
                row.getString("state"),
                row.getInt("queued"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("maker"),
                sent == null ? null : sent.toInstant(),
                row.getInt("version"));
    }
}
