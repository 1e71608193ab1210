package org.knooppunt.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What templates call, as variables: Thymeleaf lets no bean into the parameters of a fragment, but a variable it does.
 * {@code ${fmt.money(x)}}, {@code ${changes.of(event)}}.
 */
@ControllerAdvice(annotations = Controller.class)
class TemplateTools {
    private final Formats formats;
    private final Changes changes;

    TemplateTools(Formats formats, Changes changes) {
        this.formats = formats;
        this.changes = changes;
    }

    @ModelAttribute("fmt")
    Formats formats() {
        return formats;
    }

    @ModelAttribute("changes")
    Changes changes() {
        return changes;
    }

    @ModelAttribute("pickFrom")
    Options options() {
        return Options.INSTANCE;
    }
}
