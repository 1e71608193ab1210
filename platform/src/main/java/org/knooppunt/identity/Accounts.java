package org.knooppunt.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people who can sign in. An account of the demonstration is not active while no demonstration runs. Accounts are
 * never deleted, only deactivated, since the audit trail names them.
 */
@Service
public class Accounts {
    /**
     * What to list.
     *
     * @param text part of the name or the e-mail address; empty for all
     * @param role only who has it
     * @param active only those that are, or are not
     */
    public record Filter(
            String text, @Nullable Role role, @Nullable Boolean active) {}

    /** What the administrator can change. */
    public record Change(String email, String name, String language, Set<Role> roles, Set<String> organisations) {
        public Change {
            email = email.strip();
            name = name.strip();
            roles = Set.copyOf(roles);
            organisations = Set.copyOf(organisations);
        }
    }

    private static final String LISTS = """
            array(select role from account_role r where r.account_id = a.id) as roles,
            array(select organisation from account_organisation o where o.account_id = a.id) as organisations
            """;
    private static final String PERSON = """
            select a.id, a.email, a.name, a.password_hash, a.language,
                   a.active and (not a.demonstration or ?) as active, %s
            from account a
            """.formatted(LISTS);
    private static final String ACCOUNT = """
            select a.id, a.email, a.name, a.language, a.active, a.demonstration, a.password_hash is not null as password,
                   a.created_at, a.last_signed_in_at, a.version, %s
            from account a
            """.formatted(LISTS);
    private static final String WHERE = """
            where (:text = '' or a.name ilike :like or a.email ilike :like)
              and (:role::text is null or exists
                  (select 1 from account_role r where r.account_id = a.id and r.role = :role))
              and (:active::boolean is null or a.active = :active)
            """;
    private static final Map<String, String> ORDERS = Map.of(
            "name", "lower(a.name)",
            "email", "lower(a.email)",
            "signed-in", "coalesce(a.last_signed_in_at, 'epoch')",
            "created", "a.created_at");
    /** Held while the number of administrators may change, so that two people cannot remove each other. */
    private static final long ADMINISTRATORS = 20_110_002;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final boolean demonstration;

    Accounts(JdbcClient jdbc, Audit audit, KnooppuntProperties properties) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.demonstration = properties.demonstration();
    }

    @Transactional(readOnly = true)
    public Optional<Person> find(String email) {
        return jdbc.sql(PERSON + "where lower(a.email) = ?")
                .params(demonstration, email.strip().toLowerCase(Locale.ROOT))
                .query(Accounts::person)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Person> find(long id) {
        return jdbc.sql(PERSON + "where a.id = ?")
                .params(demonstration, id)
                .query(Accounts::person)
                .optional();
    }

    /** The active members who act for an organisation, in the order in which they came. */
    @Transactional(readOnly = true)
    public List<Person> actingFor(String organisation) {
        return jdbc.sql(PERSON + """
                        where a.active and (not a.demonstration or ?)
                          and exists (select from account_organisation o where o.account_id = a.id and o.organisation = ?)
                          and exists (select from account_role r where r.account_id = a.id and r.role = 'MEMBER')
                        order by a.id
                        """)
                .params(demonstration, demonstration, organisation)
                .query(Accounts::person)
                .list();
    }

    /**
     * Who a session belongs to: nobody any more when the account was deactivated or its sessions were ended after the
     * session began.
     *
     * @param epoch the account's {@code session_epoch} when the session began
     */
    @Transactional(readOnly = true)
    public Optional<Person> findInSession(long id, int epoch) {
        return jdbc.sql(PERSON + "where a.id = ? and a.session_epoch = ?")
                .params(demonstration, id, epoch)
                .query(Accounts::person)
                .optional()
                .filter(Person::active);
    }

    @Transactional(readOnly = true)
    public Optional<Account> findAccount(long id) {
        return jdbc.sql(ACCOUNT + "where a.id = ?")
                .param(id)
                .query(Accounts::account)
                .optional();
    }

    /** @param sort name, email, signed-in or created, with a minus in front for the other way round */
    @Transactional(readOnly = true)
    public List<Account> list(Filter filter, String sort, int limit, long offset) {
        boolean down = sort.startsWith("-");
        String order = ORDERS.getOrDefault(down ? sort.substring(1) : sort, ORDERS.get("name"));
        return filtered(
                        ACCOUNT + WHERE + "order by " + order + (down ? " desc" : "")
                                + ", a.id limit :limit offset :offset",
                        filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(Accounts::account)
                .list();
    }

    /** The members who act for an organisation and can sign in. */
    @Transactional(readOnly = true)
    public List<Account> ofOrganisation(String organisation) {
        return jdbc.sql(ACCOUNT + """
                        where a.active
                          and exists (select 1 from account_organisation o
                              where o.account_id = a.id and o.organisation = ?)
                          and exists (select 1 from account_role r where r.account_id = a.id and r.role = 'MEMBER')
                        order by a.id
                        """)
                .param(organisation)
                .query(Accounts::account)
                .list();
    }

    @Transactional(readOnly = true)
    public long count(Filter filter) {
        return filtered("select count(*) from account a " + WHERE, filter)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        String text = filter.text().strip();
        return jdbc.sql(sql)
                .param("text", text)
                .param("like", containing(text))
                .param("role", filter.role() == null ? null : filter.role().name())
                .param("active", filter.active());
    }

    /** Makes an account; the hash is already one, or absent when the person cannot sign in with a password. */
    @Transactional
    public Person create(
            String email, String name, @Nullable String passwordHash, Set<Role> roles, Set<String> organisations) {
        long id;
        try {
            id = jdbc.sql("insert into account (email, name, password_hash) values (?, ?, ?) returning id")
                    .params(email.strip(), name.strip(), passwordHash)
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new AccountFault(AccountFault.Reason.EMAIL_TAKEN);
        }
        writeLists(id, roles, organisations);
        return find(id).orElseThrow();
    }

    /** Makes an account without a password, on the audit trail. */
    @Transactional
    public Account create(Person by, Change change) {
        Person person = create(change.email(), change.name(), null, change.roles(), change.organisations());
        jdbc.sql("update account set language = ? where id = ?")
                .params(change.language(), person.id())
                .update();
        audit.record(by, "created", "account", Long.toString(person.id()), Map.of("roles", codes(change.roles())));
        return findAccount(person.id()).orElseThrow();
    }

    /** @param version as it was when the form was shown */
    @Transactional
    public Account change(Person by, long id, int version, Change change) {
        lockAdministrators();
        Account before = findAccount(id).orElseThrow(() -> new AccountFault(AccountFault.Reason.GONE));
        int rows;
        try {
            rows = jdbc.sql("""
                            update account set email = ?, name = ?, language = ?, version = version + 1, updated_at = now()
                            where id = ? and version = ?
                            """)
                    .params(change.email(), change.name(), change.language(), id, version)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new AccountFault(AccountFault.Reason.EMAIL_TAKEN);
        }
        if (rows == 0) {
            throw new AccountFault(AccountFault.Reason.CHANGED_MEANWHILE);
        }
        jdbc.sql("delete from account_role where account_id = ?").param(id).update();
        // those that stay keep what the person may do there
        jdbc.sql("delete from account_organisation where account_id = ? and not organisation = any(?)")
                .params(id, change.organisations().toArray(String[]::new))
                .update();
        writeLists(id, change.roles(), change.organisations());
        keepAnAdministrator(before);
        Map<String, Object> detail = new LinkedHashMap<>();
        difference(detail, "email", before.email(), change.email());
        difference(detail, "name", before.name(), change.name());
        difference(detail, "language", before.language(), change.language());
        difference(detail, "roles", codes(before.roles()), codes(change.roles()));
        difference(
                detail, "organisations", new TreeSet<>(before.organisations()), new TreeSet<>(change.organisations()));
        audit.record(by, "changed", "account", Long.toString(id), detail);
        return findAccount(id).orElseThrow();
    }

    /** What a person changes about themselves. */
    @Transactional
    public void changeOwn(Person person, String name, String language) {
        jdbc.sql("""
                        update account set name = ?, language = ?, version = version + 1, updated_at = now() where id = ?
                        """).params(name.strip(), language, person.id()).update();
        Map<String, Object> detail = new LinkedHashMap<>();
        difference(detail, "name", person.name(), name.strip());
        difference(detail, "language", person.language(), language);
        audit.record(person, "changed", "account", Long.toString(person.id()), detail);
    }

    /** Deactivating ends every session and stops every token at once. */
    @Transactional
    public void activate(Person by, long id, boolean active) {
        lockAdministrators();
        Account before = findAccount(id).orElseThrow(() -> new AccountFault(AccountFault.Reason.GONE));
        jdbc.sql("update account set active = ?, version = version + 1, updated_at = now() where id = ?")
                .params(active, id)
                .update();
        keepAnAdministrator(before);
        if (!active) {
            endSessions(id);
        }
        audit.record(by, active ? "activated" : "deactivated", "account", Long.toString(id), Map.of());
    }

    /** Ends every session of an account. */
    @Transactional
    public void endSessions(Person by, long id) {
        endSessions(id);
        audit.record(by, "sessions-ended", "account", Long.toString(id), Map.of());
    }

    /** A new password; every session begun with the old one ends. */
    @Transactional
    public void setPassword(@Nullable Person by, long id, String passwordHash) {
        jdbc.sql("update account set password_hash = ?, version = version + 1, updated_at = now() where id = ?")
                .params(passwordHash, id)
                .update();
        endSessions(id);
        audit.record(by, "password-changed", "account", Long.toString(id), Map.of());
    }

    /** Whether somebody can look after the accounts. */
    @Transactional(readOnly = true)
    public boolean hasAdministrator() {
        return administrators() > 0;
    }

    private void endSessions(long id) {
        jdbc.sql("update account set session_epoch = session_epoch + 1 where id = ?")
                .param(id)
                .update();
        jdbc.sql("delete from spring_session where principal_name = ?")
                .param(Long.toString(id))
                .update();
    }

    private void lockAdministrators() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(ADMINISTRATORS)
                .query((row, index) -> true)
                .list();
    }

    private void keepAnAdministrator(Account before) {
        if (before.roles().contains(Role.ADMINISTRATOR) && before.active() && administrators() == 0) {
            throw new AccountFault(AccountFault.Reason.LAST_ADMINISTRATOR);
        }
    }

    private int administrators() {
        return jdbc.sql("""
                        select count(*) from account a join account_role r on r.account_id = a.id
                        where r.role = 'ADMINISTRATOR' and a.active and (not a.demonstration or ?)
                        """).param(demonstration).query(Integer.class).single();
    }

    private void writeLists(long id, Set<Role> roles, Set<String> organisations) {
        for (Role role : roles) {
            jdbc.sql("insert into account_role (account_id, role) values (?, ?)")
                    .params(id, role.name())
                    .update();
        }
        for (String organisation : organisations) {
            jdbc.sql("insert into account_organisation (account_id, organisation) values (?, ?) on conflict do nothing")
                    .params(id, organisation)
                    .update();
        }
    }

    /**
     * Lets a person act for one more organisation, as a member.
     *
     * @param by absent when the person followed an invitation
     */
    @Transactional
    public void join(@Nullable Person by, long id, String organisation) {
        jdbc.sql("insert into account_role (account_id, role) values (?, 'MEMBER') on conflict do nothing")
                .param(id)
                .update();
        int joined = jdbc.sql("insert into account_organisation (account_id, organisation) values (?, ?)"
                        + " on conflict do nothing")
                .params(id, organisation)
                .update();
        if (joined > 0) {
            versionUp(id);
            audit.record(by, "joined", "account", Long.toString(id), Map.of("organisation", organisation));
        }
    }

    /** The person does not act for this organisation any more. */
    @Transactional
    public void leave(Person by, long id, String organisation) {
        int left = jdbc.sql("delete from account_organisation where account_id = ? and organisation = ?")
                .params(id, organisation)
                .update();
        if (left > 0) {
            versionUp(id);
            audit.record(by, "left", "account", Long.toString(id), Map.of("organisation", organisation));
        }
    }

    private void versionUp(long id) {
        jdbc.sql("update account set version = version + 1, updated_at = now() where id = ?")
                .param(id)
                .update();
    }

    /** Who is active, in the order of their numbers, from after the one that is given; for going through all in pieces. */
    @Transactional(readOnly = true)
    public List<Person> listAfter(long id, int most) {
        return jdbc.sql(PERSON + "where a.id > ? and a.active and (not a.demonstration or ?) order by a.id limit ?")
                .params(demonstration, id, demonstration, most)
                .query(Accounts::person)
                .list();
    }

    /** For {@code ilike}: the text itself, whatever signs are in it. */
    static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static void difference(Map<String, Object> detail, String field, Object was, Object is) {
        if (!was.equals(is)) {
            detail.put(field, Map.of("was", was, "is", is));
        }
    }

    private static Set<String> codes(Set<Role> roles) {
        Set<String> codes = new TreeSet<>();
        roles.forEach(role -> codes.add(role.code()));
        return codes;
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        Set<Role> roles = new HashSet<>();
        for (String role : (String[]) row.getArray("roles").getArray()) {
            roles.add(Role.valueOf(role));
        }
        return roles;
    }

    private static Set<String> organisations(ResultSet row) throws SQLException {
        return Set.of((String[]) row.getArray("organisations").getArray());
    }

    private static Person person(ResultSet row, int index) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("password_hash"),
                row.getString("language"),
                row.getBoolean("active"),
                roles(row),
                organisations(row));
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        java.sql.Timestamp signedIn = row.getTimestamp("last_signed_in_at");
        return new Account(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("language"),
                row.getBoolean("active"),
                row.getBoolean("demonstration"),
                row.getBoolean("password"),
                roles(row),
                organisations(row),
                row.getTimestamp("created_at").toInstant(),
                signedIn == null ? null : signedIn.toInstant(),
                row.getInt("version"));
    }
}
