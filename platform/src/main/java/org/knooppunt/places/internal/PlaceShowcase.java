package org.knooppunt.places.internal;

import org.knooppunt.organisation.Showcase;
import org.springframework.stereotype.Component;

/** Organisations with a public place are on show. */
@Component
class PlaceShowcase implements Showcase {
    @Override
    public String organisations() {
        return "select p.organisation from place p where p.visibility = 'public' and p.deleted_at is null";
    }
}
