package org.knooppunt.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People of organisations who have no account. They are kept to be reached about the work of the network, with their yes on a
 * day and in a way that is written down, for two years; a new yes begins two more. Whoever may change the organisation sees
 * them; other members see those who agreed to be shown.
 */
@Service
public class Contacts implements PersonalData {
    /** How long a yes holds. */
    public static final int YEARS_KEPT = 2;

    private final JdbcClient jdbc;
    private final Audit audit;

    Contacts(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** What is kept about a person. */
    public record Contact(
            long id,
            String name,
            String task,
            @Nullable String email,
            @Nullable String phone,
            boolean shown,
            boolean mailings,
            LocalDate agreedOn,
            String agreedHow,
            LocalDate keptUntil) {}

    /** A person as they are written down. */
    public record Draft(
            String name, String task, String email, String phone, boolean shown, boolean mailings, String agreedHow) {}

    private static boolean seesAll(@Nullable Person person, String organisation) {
        return person != null && (Organisations.mayEdit(person, organisation) || person.is(Role.ADMINISTRATOR));
    }

    @Transactional(readOnly = true)
    public List<Contact> list(String organisation, @Nullable Person person) {
        boolean all = seesAll(person, organisation);
        if (!all && (person == null || !person.is(Role.MEMBER))) {
            return List.of();
        }
        return jdbc.sql("select * from contact where organisation = ? and kept_until >= ? and (? or shown)"
                        + " order by lower(name), id")
                .params(organisation, today(), all)
                .query(Contacts::contact)
                .list();
    }

    @Transactional
    public void add(Person person, String organisation, Draft draft) {
        requireToChange(person, organisation);
        LocalDate today = today();
        long id = jdbc.sql("""
                        insert into contact (organisation, name, task, email, phone, shown, mailings, agreed_on, agreed_how,
                            kept_until, adder)
                        values (?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        organisation,
                        draft.name(),
                        draft.task(),
                        draft.email(),
                        draft.phone(),
                        draft.shown(),
                        draft.mailings() && !draft.email().isEmpty(),
                        today,
                        draft.agreedHow(),
                        today.plusYears(YEARS_KEPT),
                        person.name())
                .query(Long.class)
                .single();
        audit.record(person, "contact-added", "organisation", organisation, Map.of("contact", id));
    }

    /** The person said yes again today. */
    @Transactional
    public void renew(Person person, String organisation, long id) {
        requireToChange(person, organisation);
        int renewed = jdbc.sql("update contact set agreed_on = ?, kept_until = ? where id = ? and organisation = ?")
                .params(today(), today().plusYears(YEARS_KEPT), id, organisation)
                .update();
        if (renewed > 0) {
            audit.record(person, "contact-renewed", "organisation", organisation, Map.of("contact", id));
        }
    }

    /** Forgets a person; the audit trail keeps the number, not the name. */
    @Transactional
    public void remove(Person person, String organisation, long id) {
        requireToChange(person, organisation);
        int gone = jdbc.sql("delete from contact where id = ? and organisation = ?")
                .params(id, organisation)
                .update();
        if (gone > 0) {
            audit.record(person, "contact-removed", "organisation", organisation, Map.of("contact", id));
        }
    }

    /** Forgets those whose yes has run out. */
    @Transactional
    public int forgetOld() {
        return jdbc.sql("delete from contact where kept_until < ?")
                .param(today())
                .update();
    }

    @Override
    public String room() {
        return "contacts";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of(
                "contacts",
                jdbc.sql("select * from contact where lower(email) = lower(?) order by id")
                        .param(person.email())
                        .query(Contacts::contact)
                        .list());
    }

    private void requireToChange(Person person, String organisation) {
        if (!Organisations.mayEdit(person, organisation)) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        List<String> held = jdbc.sql("select key from organisation where key = ? and deleted_at is null for share")
                .param(organisation)
                .query(String.class)
                .list();
        if (held.isEmpty()) {
            throw new Missing("organisation " + organisation);
        }
    }

    static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    private static Contact contact(ResultSet row, int index) throws SQLException {
        return new Contact(
                row.getLong("id"),
                row.getString("name"),
                row.getString("task"),
                row.getString("email"),
                row.getString("phone"),
                row.getBoolean("shown"),
                row.getBoolean("mailings"),
                row.getObject("agreed_on", LocalDate.class),
                row.getString("agreed_how"),
                row.getObject("kept_until", LocalDate.class));
    }
}
