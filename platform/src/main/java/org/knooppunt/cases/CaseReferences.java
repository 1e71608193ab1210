package org.knooppunt.cases;

import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.OrganisationReferences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cases of an organisation that turns out to be another: partners, their lines of money, and the flows between them. */
@Component
class CaseReferences implements OrganisationReferences {
    private final JdbcClient jdbc;
    private final BusinessCases cases;

    CaseReferences(JdbcClient jdbc, BusinessCases cases) {
        this.jdbc = jdbc;
        this.cases = cases;
    }

    @Override
    public String name() {
        return "cases";
    }

    @Override
    public int count(String organisation) {
        return jdbc.sql("select count(*) from business_case_partner where organisation = ?")
                .param(organisation)
                .query(Integer.class)
                .single();
    }

    @Override
    public void move(Person by, String from, String into) {
        List<Long> held = jdbc.sql("select business_case from business_case_partner where organisation = ? for update")
                .param(from)
                .query(Long.class)
                .list();
        if (held.isEmpty()) {
            return;
        }
        // where the one that stays takes part already, it stays as it is; elsewhere it takes the place of the other,
        // with
        // what that released
        List<Long> taken = jdbc.sql("insert into business_case_partner (business_case, organisation, name, alone, role)"
                        + " select business_case, ?, name, alone, role from business_case_partner where organisation = ?"
                        + " on conflict do nothing returning business_case")
                .params(into, from)
                .query(Long.class)
                .list();
        jdbc.sql("update business_case_release set organisation = ? where organisation = ? and business_case = any(?)")
                .params(into, from, taken.toArray(Long[]::new))
                .update();
        jdbc.sql("delete from business_case_partner where organisation = ?")
                .param(from)
                .update();
        jdbc.sql("update business_case_money set partner = ? where partner = ?")
                .params(into, from)
                .update();
        for (String end : List.of("fromOrganisation", "toOrganisation")) {
            jdbc.sql("""
                            update business_case set flows = (
                                select jsonb_agg(case when flow ->> (:end)::text = :from
                                        then jsonb_set(flow, array[(:end)::text], to_jsonb(:into::text)) else flow end order by at)
                                from jsonb_array_elements(flows) with ordinality as e (flow, at))
                            where id = any(:cases) and jsonb_array_length(flows) > 0
                            """)
                    .param("end", end)
                    .param("from", from)
                    .param("into", into)
                    .param("cases", held.toArray(Long[]::new))
                    .update();
        }
        held.forEach(id -> cases.changed(id, by, Map.of("partner", List.of(from, into))));
    }
}
