package org.knooppunt.inventory.web;

import org.jspecify.annotations.Nullable;
import org.knooppunt.api.BodyReader;
import org.knooppunt.inventory.Classes;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.FormText;
import org.springframework.stereotype.Component;

/** What bodies of programs refer to must be there. */
@Component
class References {
    private final Classes classes;
    private final Organisations organisations;

    References(Classes classes, Organisations organisations) {
        this.classes = classes;
        this.organisations = organisations;
    }

    void checkClass(String field, @Nullable String given, BodyReader reader) {
        String key = FormText.stripped(given);
        if (classes.find(key).filter(found -> found.key().equals(key)).isEmpty()) {
            reader.refuse(field, given, "the key of a class, see /api/v1/classes");
        }
    }

    void checkSite(@Nullable String given, BodyReader reader) {
        if (FormText.hasControl(FormText.orEmpty(given))
                || organisations.findSite(FormText.stripped(given)).isEmpty()) {
            reader.refuse("site", given, "the key of a site, see /api/v1/organisations");
        }
    }
}
