package org.knooppunt.planning.web;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.Risks;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.RiskDocument;
import org.knooppunt.planning.report.RiskLines;
import org.knooppunt.planning.report.Words;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts in a model what {@code planning/risk :: panel} shows. */
@Component
class RiskPanel {
    private final Risks risks;
    private final Plans plans;
    private final MessageSource messages;
    private final Formats formats;

    RiskPanel(Risks risks, Plans plans, MessageSource messages, Formats formats) {
        this.risks = risks;
        this.plans = plans;
        this.messages = messages;
        this.formats = formats;
    }

    void add(long plan, String caseId, Person person, Model model, Locale locale) {
        Risks.State state = risks.get(plan, caseId, person);
        model.addAttribute("riskAddress", "/plans/" + plan + "/cases/" + caseId + "/risk");
        model.addAttribute("riskState", state);
        model.addAttribute("mayWrite", Plans.mayWrite(person));
        RiskDocument document = state.document();
        PlanReport report = document == null ? null : plans.report(plan, person).orElse(null);
        if (document != null && report != null) {
            model.addAttribute("risk", document);
            model.addAttribute("riskLines", lines(report, document, locale));
            model.addAttribute(
                    "riskMonths",
                    Arrays.stream(Month.values())
                            .map(month -> month.getDisplayName(TextStyle.SHORT_STANDALONE, locale))
                            .toList());
        }
    }

    RiskLines lines(PlanReport report, RiskDocument document, Locale locale) {
        return new RiskLines(report, document, new Words(messages, formats, locale), formats);
    }

    /** The bars: how likely each facility reaches the minimum of a year, in percent, with their whiskers. */
    record Bars(String type, String unit, List<String> x, List<Series> series) {}

    record Series(String name, boolean main, List<Double> values, List<Double> low, List<Double> high) {}

    Bars bars(PlanReport report, RiskDocument document, Locale locale) {
        List<RiskLines.Line> lines = lines(report, document, locale).lines();
        return new Bars(
                "bar",
                "%",
                lines.stream().map(RiskLines.Line::name).toList(),
                List.of(new Series(
                        messages.getMessage("plan.risk.column.year", null, locale),
                        true,
                        lines.stream()
                                .map(line -> percent(line.risk().year().value()))
                                .toList(),
                        lines.stream()
                                .map(line -> percent(line.risk().year().low()))
                                .toList(),
                        lines.stream()
                                .map(line -> percent(line.risk().year().high()))
                                .toList())));
    }

    private static double percent(double share) {
        return Math.round(share * 1_000) / 10.0;
    }
}
