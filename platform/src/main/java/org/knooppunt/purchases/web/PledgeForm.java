package org.knooppunt.purchases.web;

import org.jspecify.annotations.Nullable;
import org.knooppunt.web.FormText;

/**
 * What a buyer typed.
 *
 * @param accept that the person may do this for the organisation, and knows when it is binding
 */
public record PledgeForm(
        String organisation,
        String volume,
        String limit,
        @Nullable Boolean accept,
        String version) {
    public PledgeForm {
        organisation = FormText.orEmpty(organisation);
        volume = FormText.orEmpty(volume);
        limit = FormText.orEmpty(limit);
        accept = Boolean.TRUE.equals(accept);
        version = FormText.orEmpty(version);
    }
}
