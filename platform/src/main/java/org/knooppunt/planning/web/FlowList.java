package org.knooppunt.planning.web;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.web.Slice;

/** The flows of a plan that were asked for, in order, one page of them. */
final class FlowList {
    private FlowList() {}

    /** @param cost EUR of transport per year of all that were found */
    record Found(Slice<PlanReport.FlowLine> slice, double cost) {}

    static Found find(
            List<PlanReport.FlowLine> flows, String text, String kind, String inCase, String sort, int page, int size) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        boolean down = sort.startsWith("-");
        Comparator<PlanReport.FlowLine> order = order(down ? sort.substring(1) : sort);
        List<PlanReport.FlowLine> found = flows.stream()
                .filter(flow -> kind.isEmpty() || flow.kind().code().equals(kind))
                .filter(flow -> inCase.isEmpty() || flow.caseId().equals(inCase))
                .filter(flow -> {
                    String all = String.join(
                                    " ",
                                    flow.from(),
                                    flow.fromName(),
                                    flow.fromPlace(),
                                    flow.to(),
                                    flow.toName(),
                                    flow.toPlace(),
                                    flow.className())
                            .toLowerCase(Locale.ROOT);
                    return words.stream().allMatch(all::contains);
                })
                .sorted((down ? order.reversed() : order).thenComparingInt(PlanReport.FlowLine::number))
                .toList();
        int at = Math.max(1, page);
        int first = Math.min(found.size(), (at - 1) * size);
        return new Found(
                new Slice<>(found.subList(first, Math.min(found.size(), first + size)), at, size, found.size()),
                found.stream().mapToDouble(PlanReport.FlowLine::cost).sum());
    }

    private static Comparator<PlanReport.FlowLine> order(String column) {
        return switch (column) {
            case "from" -> Comparator.comparing(PlanReport.FlowLine::fromName);
            case "to" -> Comparator.comparing(PlanReport.FlowLine::toName);
            case "class" -> Comparator.comparing(PlanReport.FlowLine::className);
            case "quantity" -> Comparator.comparingDouble(PlanReport.FlowLine::quantity);
            case "km" -> Comparator.comparingDouble(PlanReport.FlowLine::km);
            case "cost" -> Comparator.comparingDouble(PlanReport.FlowLine::cost);
            default ->
                Comparator.comparing((PlanReport.FlowLine flow) -> flow.caseId().length())
                        .thenComparing(PlanReport.FlowLine::caseId);
        };
    }
}
