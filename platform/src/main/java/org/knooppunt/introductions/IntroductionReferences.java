package org.knooppunt.introductions;

import org.knooppunt.identity.Person;
import org.knooppunt.organisation.OrganisationReferences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Introductions of an organisation that turns out to be another. */
@Component
class IntroductionReferences implements OrganisationReferences {
    private final JdbcClient jdbc;

    IntroductionReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "introductions";
    }

    @Override
    public int count(String organisation) {
        return jdbc.sql(
                        "select count(*) from introduction where :organisation in (offer_organisation, need_organisation)")
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    @Override
    public void move(Person by, String from, String into) {
        change("update veiled_stream set organisation = :into where organisation = :from", from, into);
        change("update introduction set offer_organisation = :into where offer_organisation = :from", from, into);
        change("update introduction set need_organisation = :into where need_organisation = :from", from, into);
    }

    private void change(String sql, String from, String into) {
        jdbc.sql(sql).param("from", from).param("into", into).update();
    }
}
