package org.knooppunt.purchases;

import org.knooppunt.identity.Person;
import org.knooppunt.organisation.OrganisationReferences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Group purchases of an organisation that turns out to be another. What is bound stays as it was pledged, and where both
 * pledged, so do both. */
@Component
class PurchaseReferences implements OrganisationReferences {
    private final JdbcClient jdbc;

    PurchaseReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "purchases";
    }

    @Override
    public int count(String organisation) {
        return jdbc.sql("select count(*) from purchase_pledge where organisation = :organisation")
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    @Override
    public void move(Person by, String from, String into) {
        change(
                "insert into purchase_guest (purchase, organisation, name) select purchase, :into, name"
                        + " from purchase_guest where organisation = :from on conflict do nothing",
                from,
                into);
        change("delete from purchase_guest where organisation = :from and :into <> :from", from, into);
        change(
                "update purchase_pledge p set organisation = :into where p.organisation = :from and p.bound_at is null"
                        + " and not exists (select from purchase_pledge q where q.purchase = p.purchase"
                        + " and q.organisation = :into)",
                from,
                into);
        change("update purchase set supplier_organisation = :into where supplier_organisation = :from", from, into);
    }

    private void change(String sql, String from, String into) {
        jdbc.sql(sql).param("from", from).param("into", into).update();
    }
}
