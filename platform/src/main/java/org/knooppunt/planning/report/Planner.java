package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.cases.Case;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.cases.PairWorth;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimPlanner;
import org.knooppunt.engine.design.AimedPlan;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanEngine;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.SizedPlanner;
import org.knooppunt.engine.design.TradeMonitor;
import org.knooppunt.engine.design.TradeOff;
import org.knooppunt.engine.design.WeightScan;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.transport.DirectTransport;
import org.knooppunt.engine.transport.LinkTransport;
import org.knooppunt.engine.transport.Transport;
import org.knooppunt.planning.PlanGoal;

/** From an inventory to a plan, its cases and all that is told about them. Keeps no state between calls. */
public final class Planner {
    /** Facilities named in the title of a case; of more it tells how many. */
    private static final int MOST_IN_TITLE = 4;

    private final PlanEngine engine;
    private final String engineName;

    /** @param engineName name and version of the method, told with every plan */
    public Planner(PlanEngine engine, String engineName) {
        this.engine = engine;
        this.engineName = engineName;
    }

    /** A plan and its cases. */
    public record Planned(PlanDocument plan, List<CaseDocument> cases) {
        public Planned {
            cases = List.copyOf(cases);
        }
    }

    /** @param sha256 of the inventory as it is kept, so that a plan can be told to be made from it */
    public Planned plan(Inventory inventory, String sha256, Weights weights, PlanOptions options, PlanMonitor monitor) {
        return plan(inventory, sha256, weights, PlanGoal.MONEY, options, monitor);
    }

    /** For another goal than the most money with what is weighed; there must be no weights then. */
    public Planned plan(
            Inventory inventory,
            String sha256,
            Weights weights,
            PlanGoal goal,
            PlanOptions options,
            PlanMonitor monitor) {
        PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), weights);
        if (goal.isMoney()) {
            return planned(
                    problem,
                    engine.solve(problem, options, monitor),
                    engineName,
                    null,
                    sha256,
                    options,
                    monitor::cancelled);
        }
        AimedPlan aimed;
        if (goal.aim() == Aim.MONEY) {
            aimed = new AimPlanner().solve(problem, goal.floors(), options, monitor);
        } else if (isLarge(problem, options)) {
            aimed = new WeightScan(engine).most(problem, goal.aim(), options, monitor);
            return point(inventory, sha256, TradeOff.Coverage.SUPPORTED, aimed, options, monitor::cancelled);
        } else {
            aimed = new AimPlanner().solve(problem, goal.aim(), options, monitor);
        }
        return point(inventory, sha256, TradeOff.Coverage.EVEN, aimed, options, monitor::cancelled);
    }

    private static boolean isLarge(PlanProblem problem, PlanOptions options) {
        return SizedPlanner.methodFor(problem, options) == PlanOptions.Method.LAGRANGIAN;
    }

    /** Plans between two aims: exact where the size allows, else those that are best for some weight. */
    public TradeOff trade(Inventory inventory, AimPlanner.Request request, PlanOptions options, TradeMonitor monitor) {
        PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
        if (!isLarge(problem, options)) {
            return new AimPlanner().solve(problem, request, options, monitor);
        }
        if (request.first() != Aim.MONEY && request.second() != Aim.MONEY) {
            throw new NotAtThisSize();
        }
        Aim other = request.first() == Aim.MONEY ? request.second() : request.first();
        return new WeightScan(engine)
                .solve(problem, new AimPlanner.Request(Aim.MONEY, other, request.points()), options, monitor);
    }

    /** An inventory of this size can only be weighed between money and another aim. */
    public static final class NotAtThisSize extends RuntimeException {
        NotAtThisSize() {
            super("the inventory is too large for a trade-off without money");
        }
    }

    /** A plan for an aim with its cases, told like any other. */
    public Planned point(
            Inventory inventory,
            String sha256,
            TradeOff.Coverage coverage,
            AimedPlan aimed,
            PlanOptions options,
            BooleanSupplier cancelled) {
        boolean weighed = coverage == TradeOff.Coverage.SUPPORTED;
        PlanProblem problem =
                new PlanProblem(inventory, Transport.of(inventory), weighed ? aimed.shadow() : Weights.NONE);
        return planned(
                problem,
                aimed.plan(),
                weighed ? engineName : "aim",
                PlanDocument.Aimed.of(aimed, weighed),
                sha256,
                options,
                cancelled);
    }

    private Planned planned(
            PlanProblem problem,
            Plan plan,
            String method,
            PlanDocument.@Nullable Aimed aimed,
            String sha256,
            PlanOptions options,
            BooleanSupplier cancelled) {
        List<CaseDocument> cases = cases(problem, plan, cancelled);
        return new Planned(document(problem, plan, cases, method, aimed, sha256, options), cases);
    }

    private List<CaseDocument> cases(PlanProblem problem, Plan plan, BooleanSupplier cancelled) {
        List<CaseDocument> cases = new ArrayList<>();
        for (Case each : Cases.of(problem, plan, engine)) {
            PairWorth best = cancelled.getAsBoolean()
                    ? null
                    : Cases.findBestPair(problem, each, engine).orElse(null);
            cases.add(new CaseDocument(
                    each.id(),
                    title(problem.inventory(), each),
                    kinds(problem.inventory(), each),
                    each.partners().stream()
                            .map(id -> new CaseDocument.Partner(
                                    id,
                                    problem.inventory().getOrganisation(id).name(),
                                    each.alone().getOrDefault(id, 0.0)))
                            .toList(),
                    each.offers(),
                    each.facilities(),
                    each.needs(),
                    each.surplus(),
                    each.money(),
                    each.co2eAvoided(),
                    each.jobs(),
                    best == null ? null : best.surplus(),
                    best == null || best.surplus() < CaseDocument.NOTHING
                            ? List.of()
                            : List.of(best.first(), best.second()),
                    each.flows().stream().map(PlanDocument.Flow::of).toList()));
        }
        return cases;
    }

    private static String title(Inventory inventory, Case each) {
        if (!each.facilities().isEmpty()) {
            List<String> names = each.facilities().stream()
                    .limit(MOST_IN_TITLE)
                    .map(id -> inventory.getFacility(id).name())
                    .toList();
            int more = each.facilities().size() - names.size();
            return String.join(" + ", names) + (more > 0 ? " + " + more : "");
        }
        Map<String, Double> weight = new LinkedHashMap<>();
        for (Plan.Flow flow : each.flows()) {
            double price = flow.toProcess() == null
                    ? Math.abs(inventory.getNeed(flow.to()).price())
                    : 0;
            weight.merge(flow.resourceClass(), flow.quantity() * price, Double::sum);
        }
        List<String> names = weight.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> inventory.getClass(entry.getKey()).name())
                .distinct()
                .toList();
        return String.join(" + ", names.subList(0, Math.min(2, names.size()))) + (names.size() > 2 ? " + …" : "");
    }

    private static List<String> kinds(Inventory inventory, Case each) {
        Set<org.knooppunt.engine.inventory.Kind> kinds = new TreeSet<>();
        for (Plan.Flow flow : each.flows()) {
            kinds.add(inventory.getClass(flow.resourceClass()).kind());
        }
        Set<String> codes = new LinkedHashSet<>();
        kinds.forEach(kind -> codes.add(kind.code()));
        return List.copyOf(codes);
    }

    private PlanDocument document(
            PlanProblem problem,
            Plan plan,
            List<CaseDocument> cases,
            String method,
            PlanDocument.@Nullable Aimed aimed,
            String sha256,
            PlanOptions options) {
        Inventory inventory = problem.inventory();
        boolean stopped = plan.status() == Plan.Status.CANCELLED;
        return new PlanDocument(
                PlanDocument.FORMAT,
                stopped ? "time_limit" : plan.status().name().toLowerCase(Locale.ROOT),
                stopped,
                plan.surplus(),
                plan.bound(),
                plan.gap(),
                plan.money(),
                plan.co2eAvoided(),
                plan.jobs(),
                plan.seconds(),
                plan.seed(),
                method,
                new PlanDocument.Asked(
                        options.gap(),
                        options.timeLimit().toMillis() / 1000.0,
                        problem.weights().co2(),
                        problem.weights().jobs(),
                        options.method().name().toLowerCase(Locale.ROOT)),
                new PlanDocument.Parts(
                        plan.parts().sales(),
                        plan.parts().purchases(),
                        plan.parts().transport(),
                        plan.parts().variable(),
                        plan.parts().fixed()),
                new PlanDocument.Certificate(
                        plan.certificate().feasible(),
                        plan.certificate().surplus(),
                        plan.certificate().multiplierBound(),
                        plan.certificate().faults()),
                plan.facilities().stream()
                        .map(use ->
                                new PlanDocument.FacilityUse(use.facility(), use.runs(), use.intake(), use.byProcess()))
                        .toList(),
                plan.flows().stream().map(PlanDocument.Flow::of).toList(),
                plan.prices(),
                LeftOutFinder.find(problem, plan),
                cases.stream()
                        .map(each -> new PlanDocument.CaseReference(
                                each.id(), each.partners().size(), each.surplus()))
                        .toList(),
                transport(problem.transport()),
                new PlanDocument.Source(
                        sha256,
                        inventory.organisations().size(),
                        inventory.sites().size(),
                        inventory.offers().size(),
                        inventory.needs().size(),
                        inventory.facilities().size(),
                        inventory.classes().size()),
                aimed);
    }

    private static PlanDocument.Transport transport(Transport transport) {
        return switch (transport) {
            case DirectTransport direct -> {
                List<PlanDocument.Rate> rates = new ArrayList<>();
                for (org.knooppunt.engine.inventory.Kind kind : org.knooppunt.engine.inventory.Kind.values()) {
                    DirectTransport.Rate rate = direct.rates().byKind().get(kind);
                    if (rate != null) {
                        rates.add(rate(kind.code(), rate));
                    }
                }
                direct.rates().byClass().forEach((id, rate) -> rates.add(rate(id, rate)));
                yield new PlanDocument.Transport(
                        "direct",
                        direct.rates().detour(),
                        rates,
                        "tank-to-wheel",
                        "UK Government GHG conversion factors 2025 (DESNZ), HGV all diesel, average laden");
            }
            case LinkTransport links -> new PlanDocument.Transport("links", 1, List.of(), "", "links.csv");
            default -> new PlanDocument.Transport(transport.getClass().getSimpleName(), 1, List.of(), "", "");
        };
    }

    private static PlanDocument.Rate rate(String of, DirectTransport.Rate rate) {
        return new PlanDocument.Rate(
                of, rate.costPerKm(), rate.co2PerKm(), Double.isInfinite(rate.reachKm()) ? null : rate.reachKm());
    }
}
