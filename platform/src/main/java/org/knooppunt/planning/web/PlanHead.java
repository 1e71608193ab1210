package org.knooppunt.planning.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.report.PlanOverview;
import org.knooppunt.planning.report.Words;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What every page of a plan shows above. */
@Component
class PlanHead {
    private final Plans plans;
    private final PlanContents contents;
    private final MessageSource messages;
    private final Formats formats;

    PlanHead(Plans plans, PlanContents contents, MessageSource messages, Formats formats) {
        this.plans = plans;
        this.contents = contents;
        this.messages = messages;
        this.formats = formats;
    }

    PlanSummary show(long id, @Nullable Person person, Model model, Locale locale) {
        PlanSummary plan = plans.get(id, person);
        model.addAttribute("plan", plan);
        model.addAttribute("mayWrite", Plans.mayWrite(person));
        model.addAttribute("words", new Words(messages, formats, locale));
        contents.overview(id, person).ifPresent(overview -> {
            model.addAttribute("overview", overview);
            String base = "/plans/" + id;
            model.addAttribute(
                    "tabs",
                    List.of(
                            new Choice(base, say(locale, "plan.tab.answer")),
                            new Choice(base + "/flows", say(locale, "plan.tab.flows")),
                            new Choice(base + "/left-out", say(locale, "plan.tab.leftOut")),
                            new Choice(base + "/trade", say(locale, "plan.tab.trade")),
                            new Choice(base + "/assumptions", say(locale, "plan.tab.assumptions"))));
        });
        return plan;
    }

    /** @throws Missing when the plan has no answer */
    PlanOverview overview(long id, @Nullable Person person, Model model, Locale locale) {
        show(id, person, model, locale);
        PlanOverview overview = (PlanOverview) model.getAttribute("overview");
        if (overview == null) {
            throw new Missing("answer of plan " + id);
        }
        return overview;
    }

    private String say(Locale locale, String key) {
        return messages.getMessage(key, new Object[0], locale);
    }
}
