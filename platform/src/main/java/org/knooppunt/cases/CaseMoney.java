package org.knooppunt.cases;

import java.util.List;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Item;

/** A room with something on the money of a case is a bean of this: its items stand on the page of the case's finance. */
public interface CaseMoney {
    /**
     * A section of that page.
     *
     * @param titleKey message key of its heading
     * @param introKey message key of what it is
     * @param addHref where one is added
     * @param addKey message key of that button
     */
    record Section(String titleKey, String introKey, List<Item> items, String addHref, String addKey) {
        public Section {
            items = List.copyOf(items);
        }
    }

    /** For a coordinator, who sees all of a case. */
    Section of(long businessCase, Person coordinator);
}
