package org.knooppunt.sessions;

import org.knooppunt.identity.Person;
import org.knooppunt.organisation.OrganisationReferences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invitations to sessions of an organisation that turns out to be another. */
@Component
class SessionReferences implements OrganisationReferences {
    private final JdbcClient jdbc;

    SessionReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public int count(String organisation) {
        return jdbc.sql("select count(*) from hub_invitation where organisation = :organisation")
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    @Override
    public void move(Person by, String from, String into) {
        change(
                "insert into hub_invitation (session, organisation, invited_at, inviter) select session, :into, invited_at,"
                        + " inviter from hub_invitation where organisation = :from on conflict do nothing",
                from,
                into);
        change("delete from hub_invitation where organisation = :from and :into <> :from", from, into);
    }

    private void change(String sql, String from, String into) {
        jdbc.sql(sql).param("from", from).param("into", into).update();
    }
}
