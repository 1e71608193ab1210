package org.knooppunt.places.web;

import org.knooppunt.web.FormText;

/** What a person typed about space that is looked for. */
public record SeekerForm(
        String site, String resourceClass, String size, String price, String words, String visibility) {
    public SeekerForm {
        site = FormText.orEmpty(site);
        resourceClass = FormText.orEmpty(resourceClass);
        size = FormText.orEmpty(size);
        price = FormText.orEmpty(price);
        words = FormText.orEmpty(words);
        visibility = FormText.orEmpty(visibility);
    }
}
