package org.knooppunt.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people who can sign in. An account of the demonstration is not active while no demonstration runs. */
@Service
public class Accounts implements UserDetailsService {
    private static final String PERSON = """
            select a.id, a.email, a.name, a.password_hash, a.language,
                   a.active and (not a.demonstration or ?) as active,
                   array(select role from account_role r where r.account_id = a.id) as roles,
                   array(select organisation from account_organisation o where o.account_id = a.id) as organisations
            from account a
            """;

    private final JdbcClient jdbc;
    private final boolean demonstration;

    Accounts(JdbcClient jdbc, KnooppuntProperties properties) {
        this.jdbc = jdbc;
        this.demonstration = properties.demonstration();
    }

    @Override
    @Transactional(readOnly = true)
    public Person loadUserByUsername(String email) {
        return find(email).orElseThrow(() -> new UsernameNotFoundException("no such account"));
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

    /** Makes an account; the hash is already one, or absent when the person cannot sign in with a password. */
    @Transactional
    public Person create(
            String email, String name, @Nullable String passwordHash, Set<Role> roles, Set<String> organisations) {
        long id = jdbc.sql("insert into account (email, name, password_hash) values (?, ?, ?) returning id")
                .params(email.strip(), name.strip(), passwordHash)
                .query(Long.class)
                .single();
        for (Role role : roles) {
            jdbc.sql("insert into account_role (account_id, role) values (?, ?)")
                    .params(id, role.name())
                    .update();
        }
        for (String organisation : organisations) {
            jdbc.sql("insert into account_organisation (account_id, organisation) values (?, ?)")
                    .params(id, organisation)
                    .update();
        }
        return find(id).orElseThrow();
    }

    private static Person person(ResultSet row, int index) throws SQLException {
        Set<Role> roles = new HashSet<>();
        for (String role : (String[]) row.getArray("roles").getArray()) {
            roles.add(Role.valueOf(role));
        }
        return new Person(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("password_hash"),
                row.getString("language"),
                row.getBoolean("active"),
                roles,
                Set.of((String[]) row.getArray("organisations").getArray()));
    }
}
