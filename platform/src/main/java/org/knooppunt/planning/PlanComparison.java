package org.knooppunt.planning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanReport;

/** Two plans side by side: what differs in figures, cases, facilities and flows. */
public record PlanComparison(List<Figure> figures, List<CasePair> cases, List<Facility> facilities, List<Flow> flows) {
    /** Less than this share of a flow is rounding, not a change. */
    private static final double SAME = 1e-3;

    /** @param key of the name of the figure */
    public record Figure(String key, double a, double b) {
        public double difference() {
            return b - a;
        }
    }

    /** A case in both plans (the partners for more than half the same), or in one. */
    public record CasePair(
            @Nullable CaseDocument a, @Nullable CaseDocument b) {
        public double difference() {
            CaseDocument first = a;
            CaseDocument second = b;
            return (second == null ? 0 : second.surplus()) - (first == null ? 0 : first.surplus());
        }

        public String title() {
            CaseDocument first = a;
            CaseDocument second = b;
            return first != null ? first.title() : second != null ? second.title() : "";
        }
    }

    /** A facility that runs in one of the two only, or with another intake. */
    public record Facility(String name, boolean a, boolean b, double intakeA, double intakeB, String unit) {}

    /** A flow with another quantity. */
    public record Flow(String from, String to, String className, String kind, double a, double b) {}

    public static PlanComparison of(PlanReport a, PlanReport b) {
        return new PlanComparison(
                List.of(
                        new Figure("money", a.plan().money(), b.plan().money()),
                        new Figure("surplus", a.plan().surplus(), b.plan().surplus()),
                        new Figure("co2", a.plan().co2eAvoidedT(), b.plan().co2eAvoidedT()),
                        new Figure("jobs", a.plan().jobs(), b.plan().jobs()),
                        new Figure("cases", a.cases().size(), b.cases().size()),
                        new Figure("partners", a.partners(), b.partners()),
                        new Figure(
                                "transport",
                                a.plan().parts().transport(),
                                b.plan().parts().transport())),
                cases(a, b),
                facilities(a, b),
                flows(a, b));
    }

    private static List<CasePair> cases(PlanReport a, PlanReport b) {
        List<CasePair> pairs = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (CaseDocument first : a.cases()) {
            CaseDocument best = null;
            double most = 0.5;
            for (CaseDocument second : b.cases()) {
                double share = shared(first, second);
                if (share > most && !taken.contains(second.id())) {
                    most = share;
                    best = second;
                }
            }
            if (best != null) {
                taken.add(best.id());
            }
            pairs.add(new CasePair(first, best));
        }
        for (CaseDocument second : b.cases()) {
            if (!taken.contains(second.id())) {
                pairs.add(new CasePair(null, second));
            }
        }
        return pairs;
    }

    /** Partners in both over partners in either. */
    private static double shared(CaseDocument a, CaseDocument b) {
        Set<String> first = partners(a);
        Set<String> second = partners(b);
        Set<String> both = new HashSet<>(first);
        both.retainAll(second);
        return (double) both.size() / (first.size() + second.size() - both.size());
    }

    private static Set<String> partners(CaseDocument one) {
        return one.partners().stream().map(CaseDocument.Partner::organisation).collect(Collectors.toSet());
    }

    private static List<Facility> facilities(PlanReport a, PlanReport b) {
        Map<String, PlanReport.FacilityLine> second = new LinkedHashMap<>();
        b.facilities().forEach(line -> second.put(line.id(), line));
        List<Facility> changed = new ArrayList<>();
        for (PlanReport.FacilityLine line : a.facilities()) {
            PlanReport.FacilityLine other = second.remove(line.id());
            double intake = other == null ? 0 : other.intake();
            boolean runs = other != null && other.runs();
            if (line.runs() != runs || differs(line.intake(), intake)) {
                changed.add(new Facility(
                        line.name(),
                        line.runs(),
                        runs,
                        line.intake(),
                        intake,
                        line.unit().symbol()));
            }
        }
        second.values().stream()
                .filter(PlanReport.FacilityLine::runs)
                .forEach(line -> changed.add(new Facility(
                        line.name(), false, true, 0, line.intake(), line.unit().symbol())));
        return changed;
    }

    private static List<Flow> flows(PlanReport a, PlanReport b) {
        Map<List<String>, Flow> flows = new LinkedHashMap<>();
        for (PlanReport.FlowLine line : a.flows()) {
            flows.merge(key(line), flow(line, line.quantity(), 0), PlanComparison::sum);
        }
        for (PlanReport.FlowLine line : b.flows()) {
            flows.merge(key(line), flow(line, 0, line.quantity()), PlanComparison::sum);
        }
        return flows.values().stream()
                .filter(flow -> differs(flow.a(), flow.b()))
                .toList();
    }

    private static List<String> key(PlanReport.FlowLine line) {
        return List.of(line.from(), line.to(), line.resourceClass());
    }

    private static Flow flow(PlanReport.FlowLine line, double a, double b) {
        return new Flow(
                line.fromName(), line.toName(), line.className(), line.kind().code(), a, b);
    }

    private static Flow sum(Flow one, Flow other) {
        return new Flow(one.from(), one.to(), one.className(), one.kind(), one.a() + other.a(), one.b() + other.b());
    }

    private static boolean differs(double a, double b) {
        return Math.abs(a - b) > SAME * Math.max(Math.abs(a), Math.abs(b));
    }
}
