package org.knooppunt.charter;

import org.knooppunt.identity.Person;
import org.knooppunt.organisation.OrganisationReferences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Texts of an organisation that turns out to be another: it is a party to them. Signatures stay in the name in which they
 * were given. */
@Component
class CharterReferences implements OrganisationReferences {
    private final JdbcClient jdbc;

    CharterReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "charter";
    }

    @Override
    public int count(String organisation) {
        return jdbc.sql("select count(*) from charter_party where organisation = :organisation")
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    @Override
    public void move(Person by, String from, String into) {
        change(
                "insert into charter_party (text, organisation) select text, :into from charter_party"
                        + " where organisation = :from on conflict do nothing",
                from,
                into);
        change("delete from charter_party where organisation = :from and :into <> :from", from, into);
    }

    private void change(String sql, String from, String into) {
        jdbc.sql(sql).param("from", from).param("into", into).update();
    }
}
