package org.knooppunt.identity;

import java.util.Locale;

/** What a person may be here; one person can be several. Nobody signed in is a visitor. */
public enum Role {
    RESIDENT,
    MEMBER,
    COORDINATOR,
    POLICY_OFFICER,
    COACH,
    JUROR,
    ADMINISTRATOR;

    /** As Spring Security names it. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** As message keys and addresses name it, for example {@code policy-officer}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
