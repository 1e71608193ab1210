package org.knooppunt.organisation;

import org.knooppunt.web.Coded;

/** What a person may do for one organisation. */
public enum OrganisationRole implements Coded {
    /** Whom others turn to. */
    CONTACT,
    /** Signs for it and says who else may. */
    SIGNATORY,
    /** Decides for it from day to day; may no more here than a contact. */
    MANAGER
}
