package org.knooppunt.organisation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do for one organisation. */
public enum OrganisationRole {
    /** Whom others turn to. */
    CONTACT,
    /** Signs for it and says who else may. */
    SIGNATORY,
    /** Decides for it from day to day; may no more here than a contact. */
    MANAGER;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OrganisationRole> find(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
