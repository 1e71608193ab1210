package org.knooppunt.inventory.internal;

import org.knooppunt.organisation.Showcase;
import org.springframework.stereotype.Component;

/** Organisations with a public stream or a facility are on show. */
@Component
class StreamShowcase implements Showcase {
    @Override
    public String organisations() {
        return "select s.organisation from site s where s.deleted_at is null and ("
                + "exists (select from offer t where t.site = s.key and t.visibility = 'public' and t.deleted_at is null)"
                + " or exists (select from need t where t.site = s.key and t.visibility = 'public'"
                + " and t.deleted_at is null)"
                + " or exists (select from facility t where t.site = s.key and t.deleted_at is null))";
    }
}
