package org.knooppunt.organisation;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who acts for which organisation, and what each may do there. One person can act for several, with other roles in each. A
 * coordinator and who signs for an organisation give its roles.
 */
@Service
public class Memberships {
    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Audit audit;

    Memberships(JdbcClient jdbc, Accounts accounts, Audit audit) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
    }

    /**
     * A person who acts for an organisation.
     *
     * @param email absent for who is not told it
     */
    public record Membership(
            long account, String name, @Nullable String email, Set<OrganisationRole> roles) {
        public Membership {
            roles = Set.copyOf(roles);
        }

        /** In a fixed order, for pages. */
        public List<OrganisationRole> listRoles() {
            return roles.stream().sorted().toList();
        }
    }

    /** Whether a person has this role in this organisation now, as a member of the network. */
    @Transactional(readOnly = true)
    public boolean mayAct(@Nullable Person person, String organisation, OrganisationRole role) {
        return person != null
                && person.is(Role.MEMBER)
                && jdbc.sql("""
                                select exists (select from account_organisation_role r join account a on a.id = r.account_id
                                    where r.account_id = ? and r.organisation = ? and r.role = ? and a.active)
                                """)
                        .params(person.id(), organisation, role.name())
                        .query(Boolean.class)
                        .single();
    }

    /** The organisations in which a person has this role now, as a member of the network. */
    @Transactional(readOnly = true)
    public Set<String> where(Person person, OrganisationRole role) {
        return person.is(Role.MEMBER)
                ? Set.copyOf(jdbc.sql("select r.organisation from account_organisation_role r join account a"
                                + " on a.id = r.account_id where r.account_id = ? and r.role = ? and a.active")
                        .params(person.id(), role.name())
                        .query(String.class)
                        .list())
                : Set.of();
    }

    /** Whether a person may say who acts for an organisation and how. */
    @Transactional(readOnly = true)
    public boolean mayGive(@Nullable Person person, String organisation) {
        return person != null
                && (person.is(Role.COORDINATOR) || mayAct(person, organisation, OrganisationRole.SIGNATORY));
    }

    /**
     * Who acts for an organisation. The coordinator, the administrator and its own people see all of them; another member
     * sees whom to turn to, by name.
     */
    @Transactional(readOnly = true)
    public List<Membership> list(String organisation, @Nullable Person person) {
        boolean all = person != null
                && (person.is(Role.COORDINATOR)
                        || person.is(Role.ADMINISTRATOR)
                        || Organisations.mayEdit(person, organisation));
        if (!all && (person == null || !person.is(Role.MEMBER))) {
            return List.of();
        }
        return jdbc.sql("""
                        select a.id, a.name, a.email, coalesce(array_agg(r.role) filter (where r.role is not null), '{}')
                            as roles
                        from account_organisation o
                        join account a on a.id = o.account_id and a.active
                        left join account_organisation_role r
                            on r.account_id = o.account_id and r.organisation = o.organisation
                        where o.organisation = :organisation
                        group by a.id
                        having :all or bool_or(r.role = 'CONTACT')
                        order by lower(a.name), a.id
                        """)
                .param("organisation", organisation)
                .param("all", all)
                .query((row, index) -> new Membership(
                        row.getLong("id"),
                        row.getString("name"),
                        all ? row.getString("email") : null,
                        all ? roles((String[]) row.getArray("roles").getArray()) : Set.of(OrganisationRole.CONTACT)))
                .list();
    }

    /** What a person may do for each of its organisations. */
    @Transactional(readOnly = true)
    public Map<String, Set<OrganisationRole>> of(Person person) {
        return jdbc
                .sql("select organisation, array_agg(role) as roles from account_organisation_role where account_id = ?"
                        + " group by organisation order by organisation")
                .param(person.id())
                .query((row, index) -> Map.entry(row.getString("organisation"), roles((String[])
                        row.getArray("roles").getArray())))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Lets a person act for an organisation with these roles; those it had stay.
     *
     * @param by absent when the person followed an invitation
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void join(
            @Nullable Person by, long account, String organisation, Collection<OrganisationRole> roles, String giver) {
        accounts.join(by, account, organisation);
        for (OrganisationRole role : roles) {
            add(account, organisation, role, giver);
        }
    }

    /**
     * Sets what a person may do for an organisation it acts for.
     *
     * @throws AccessDeniedException when who asks may not
     */
    @Transactional
    public void set(Person by, long account, String organisation, Set<OrganisationRole> roles) {
        requireToGive(by, organisation);
        Membership before = hold(by, account, organisation);
        jdbc.sql("delete from account_organisation_role where account_id = ? and organisation = ?"
                        + " and not role = any(?)")
                .params(account, organisation, roles.stream().map(Enum::name).toArray(String[]::new))
                .update();
        roles.forEach(role -> add(account, organisation, role, by.name()));
        if (!before.roles().equals(roles)) {
            audit.record(
                    by,
                    "changed",
                    "organisation",
                    organisation,
                    Map.of("people", List.of(words(before.name(), before.roles()), words(before.name(), roles))));
        }
    }

    /** A person does not act for an organisation any more. */
    @Transactional
    public void end(Person by, long account, String organisation) {
        requireToGive(by, organisation);
        Membership before = hold(by, account, organisation);
        accounts.leave(by, account, organisation);
        audit.record(
                by,
                "changed",
                "organisation",
                organisation,
                Map.of("people", List.of(words(before.name(), before.roles()), "")));
    }

    /** Everybody who acts for the one acts for the other from now on, with their roles of both. */
    @Transactional(propagation = Propagation.MANDATORY)
    int move(Person by, String from, String into) {
        List<Long> all = jdbc.sql("select account_id from account_organisation where organisation = ? for update")
                .param(from)
                .query(Long.class)
                .list();
        all.forEach(account -> accounts.join(by, account, into));
        jdbc.sql("insert into account_organisation_role (account_id, organisation, role, given_at, giver)"
                        + " select account_id, ?, role, given_at, giver from account_organisation_role"
                        + " where organisation = ? on conflict do nothing")
                .params(into, from)
                .update();
        all.forEach(account -> accounts.leave(by, account, from));
        return all.size();
    }

    private void add(long account, String organisation, OrganisationRole role, String giver) {
        jdbc.sql("insert into account_organisation_role (account_id, organisation, role, giver) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(account, organisation, role.name(), giver)
                .update();
    }

    /** Two who change the same person wait for each other. */
    private Membership hold(Person by, long account, String organisation) {
        Optional<Long> held = jdbc.sql("select account_id from account_organisation where account_id = ?"
                        + " and organisation = ? for update")
                .params(account, organisation)
                .query(Long.class)
                .optional();
        return held.flatMap(id -> list(organisation, by).stream()
                        .filter(each -> each.account() == account)
                        .findFirst())
                .orElseThrow(() -> new Missing("person " + account + " of organisation " + organisation));
    }

    private void requireToGive(Person by, String organisation) {
        if (!mayGive(by, organisation)) {
            throw new AccessDeniedException("roles of an organisation are given by who signs for it or a coordinator");
        }
    }

    private static String words(String name, Set<OrganisationRole> roles) {
        return name
                + roles.stream()
                        .sorted()
                        .map(OrganisationRole::code)
                        .collect(Collectors.joining(", ", " (", ")"))
                        .replace(" ()", "");
    }

    private static Set<OrganisationRole> roles(String[] names) {
        Set<OrganisationRole> roles = EnumSet.noneOf(OrganisationRole.class);
        Arrays.stream(names).map(OrganisationRole::valueOf).forEach(roles::add);
        return roles;
    }
}
