package org.knooppunt.planning.web;

import java.util.List;
import java.util.Locale;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.Splits;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.SplitDocument;
import org.knooppunt.planning.report.SplitLines;
import org.knooppunt.planning.report.Words;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts in a model what {@code planning/split :: panel} shows. */
@Component
class SplitPanel {
    private final Splits splits;
    private final PlanContents contents;
    private final MessageSource messages;
    private final Formats formats;

    SplitPanel(Splits splits, PlanContents contents, MessageSource messages, Formats formats) {
        this.splits = splits;
        this.contents = contents;
        this.messages = messages;
        this.formats = formats;
    }

    void add(long plan, String caseId, Person person, Model model, Locale locale) {
        Splits.State state = splits.get(plan, caseId, person);
        SplitDocument document = state.document();
        model.addAttribute("splitAddress", "/plans/" + plan + "/cases/" + caseId + "/split");
        model.addAttribute("splitState", state);
        model.addAttribute("mayWrite", Plans.mayWrite(person));
        model.addAttribute(
                "splitWeights", SplitLines.weights(document == null ? Fairness.SHAPLEY : document.fairness()));
        PlanReport report =
                document == null ? null : contents.report(plan, person).orElse(null);
        if (document != null && report != null) {
            model.addAttribute("split", document);
            model.addAttribute("splitLines", lines(report, document, locale));
        }
    }

    private SplitLines lines(PlanReport report, SplitDocument document, Locale locale) {
        return new SplitLines(report, document, new Words(messages, formats, locale), formats);
    }

    /** The bars: what each partner gets, beside what it reaches alone. */
    record Bars(String type, String unit, List<String> x, List<Series> series) {}

    record Series(String name, boolean main, List<Long> values) {}

    Bars bars(PlanReport report, SplitDocument document, Locale locale) {
        List<SplitLines.Line> lines = lines(report, document, locale).lines();
        return new Bars(
                "bar",
                "€",
                lines.stream().map(SplitLines.Line::name).toList(),
                List.of(
                        new Series(
                                messages.getMessage("plan.split.column.share", null, locale),
                                true,
                                lines.stream()
                                        .map(line -> Math.round(line.share().amount()))
                                        .toList()),
                        new Series(
                                messages.getMessage("plan.column.alone", null, locale),
                                false,
                                lines.stream()
                                        .map(line -> Math.round(line.standing().alone()))
                                        .toList())));
    }
}
