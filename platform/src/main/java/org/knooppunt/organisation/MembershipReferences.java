package org.knooppunt.organisation;

import org.knooppunt.identity.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People who act for an organisation that turns out to be another. */
@Component
class MembershipReferences implements OrganisationReferences {
    private final Memberships memberships;
    private final JdbcClient jdbc;

    MembershipReferences(Memberships memberships, JdbcClient jdbc) {
        this.memberships = memberships;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public int count(String organisation) {
        return jdbc.sql("select count(*) from account_organisation where organisation = ?")
                .param(organisation)
                .query(Integer.class)
                .single();
    }

    @Override
    public void move(Person by, String from, String into) {
        memberships.move(by, from, into);
    }
}
