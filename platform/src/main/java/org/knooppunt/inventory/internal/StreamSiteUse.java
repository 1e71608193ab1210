package org.knooppunt.inventory.internal;

import org.knooppunt.organisation.SiteUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Streams and facilities lie on sites. */
@Component
class StreamSiteUse implements SiteUse {
    private final JdbcClient jdbc;

    StreamSiteUse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean isUsed(String site) {
        return jdbc.sql("select exists (select from offer where site = :site and deleted_at is null)"
                        + " or exists (select from need where site = :site and deleted_at is null)"
                        + " or exists (select from facility where site = :site and deleted_at is null)")
                .param("site", site)
                .query(Boolean.class)
                .single();
    }
}
