package org.knooppunt.organisation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knooppunt.identity.OrganisationNames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells the room of accounts which organisations there are. */
@Service
class AccountOrganisations implements OrganisationNames {
    private final JdbcClient jdbc;

    AccountOrganisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, String> find(Collection<String> keys) {
        return names(jdbc.sql("select key, name from organisation where deleted_at is null and key = any(?)")
                .param(keys.toArray(String[]::new)));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, String> list(int most) {
        return names(jdbc.sql("select key, name from organisation where deleted_at is null"
                        + " order by plain(name), key limit ?")
                .param(most));
    }

    private static Map<String, String> names(JdbcClient.StatementSpec query) {
        Map<String, String> names = new LinkedHashMap<>();
        query.query(row -> {
            names.put(row.getString("key"), row.getString("name"));
        });
        return names;
    }
}
