package org.knooppunt.organisation;

import org.knooppunt.identity.Person;

/**
 * A room that names organisations in a column that is no foreign key, or inside a document, is a bean of this: when two
 * organisations turn out to be one, what it holds of the one goes to the other. Columns that are foreign keys to
 * {@code organisation} move by themselves.
 */
public interface OrganisationReferences {
    /** What it is, as part of the message key {@code merge.what.<name>}. */
    String name();

    /** How much of an organisation this room holds. */
    int count(String organisation);

    /** In the transaction of the merge. */
    void move(Person by, String from, String into);
}
