package org.knooppunt.places.web;

import org.knooppunt.web.FormText;

/** What a person typed about what became of somebody who looked for space. */
public record FollowForm(String state, String movedOn, String place, String whereto, String note) {
    public FollowForm {
        state = FormText.orEmpty(state);
        movedOn = FormText.orEmpty(movedOn);
        place = FormText.orEmpty(place);
        whereto = FormText.orEmpty(whereto);
        note = FormText.orEmpty(note);
    }
}
