package org.knooppunt.effects.web;

import java.util.List;
import org.knooppunt.web.FormText;

/** Which places and years count, as it was chosen. */
public record ChoiceForm(String treated, String from, String to, List<String> compared) {
    public ChoiceForm {
        treated = FormText.orEmpty(treated);
        from = FormText.orEmpty(from);
        to = FormText.orEmpty(to);
        // what is not ticked is not sent
        compared = FormText.filled(compared, FormText.used(compared));
    }
}
