package org.knooppunt.cases;

import java.util.List;
import org.knooppunt.identity.Person;

/** A room in which ideas for cases come up is a bean of this, so that the page of a case leads back to where it came from. */
public interface SeedBed {
    /**
     * A way back.
     *
     * @param key message key of what it is to the case
     * @param path address of its page
     */
    record Link(String key, String title, String path) {}

    /** Where a case came up, of what this person may see; nothing when not in this room. */
    List<Link> of(long businessCase, Person person);
}
