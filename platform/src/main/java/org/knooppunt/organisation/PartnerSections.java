package org.knooppunt.organisation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Item;

/** A room with something to show on the page of an organisation is a bean of this. */
public interface PartnerSections {
    /**
     * One section.
     *
     * @param titleKey message key of its heading
     * @param items the first few
     * @param total how many there are
     * @param href the list of all
     * @param addHref where one is added; absent when this person may not
     * @param addKey message key of that button
     */
    record Section(
            String titleKey,
            List<Item> items,
            long total,
            String href,
            @Nullable String addHref,
            String addKey) {
        public Section {
            items = List.copyOf(items);
        }
    }

    /** What this person may see of an organisation. */
    List<Section> of(String organisation, @Nullable Person person);
}
