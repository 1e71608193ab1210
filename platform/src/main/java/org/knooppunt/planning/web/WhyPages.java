package org.knooppunt.planning.web;

import java.util.Arrays;
import java.util.Locale;
import org.knooppunt.engine.design.Explanation;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.Explanations;
import org.knooppunt.planning.report.Why;
import org.knooppunt.planning.report.WhyWords;
import org.knooppunt.planning.report.Words;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Why an offer, need or facility is in a plan, or what would bring it in. */
@Controller
class WhyPages {
    private final Explanations explanations;
    private final PlanHead head;
    private final MessageSource messages;
    private final Formats formats;

    WhyPages(Explanations explanations, PlanHead head, MessageSource messages, Formats formats) {
        this.explanations = explanations;
        this.head = head;
        this.messages = messages;
        this.formats = formats;
    }

    @GetMapping("/plans/{id}/why/{thing}/{key}")
    String why(
            @PathVariable long id,
            @PathVariable String thing,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Explanation.Thing asked = Arrays.stream(Explanation.Thing.values())
                .filter(each -> Why.code(each).equals(thing))
                .findFirst()
                .orElseThrow(() -> new Missing(thing + " of plan " + id));
        head.overview(id, person, model, locale);
        Why why = explanations.get(id, asked, key, person);
        model.addAttribute("why", why);
        model.addAttribute("key", key);
        model.addAttribute("said", new WhyWords(new Words(messages, formats, locale), formats, why));
        return "planning/why";
    }
}
