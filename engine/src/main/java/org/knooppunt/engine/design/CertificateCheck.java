package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.transport.Haul;
import org.knooppunt.engine.transport.Transport;

/**
 * Checks a plan against the inventory alone, without the code that made it.
 *
 * <p>Feasibility: every flow starts and ends at something that exists, its class and qualities fit, its sites are
 * connected at the stated figures; no offer gives, no need gets and no facility takes in more than it may; a running
 * facility reaches its minimum; what a process puts out is covered by its intake times its yield; nothing goes round in
 * a circle; intakes, surplus, money, CO2e and jobs are what the flows make them. Quantities may be off by
 * {@value #TOLERANCE} of the limit (of 1 unit when the limit is smaller), money by that share of the largest part.
 *
 * <p>Bound: for multipliers λ of offers, μ of needs, π of outputs, all at least 0, no plan has a surplus above
 *
 * <pre>
 * Σ λ·quantity + Σ μ·quantity
 *   + Σ offer to need  max(0, price − price − transport − λ − μ) · min(quantity, quantity)
 *   + Σ facility       max(0, best intake + best delivery − fixed cost)
 * </pre>
 *
 * where best intake sorts the facility's sources by margin (−price − transport − λ, or −transport − π of the feeding
 * process, plus the worth of the process and Σ yield·π), fills to capacity while the margin is above 0, and on to the
 * minimum where it must; and best delivery fills each need with what the facility can make for it, as far as price −
 * transport − π − μ is above 0. Rounding of the sum is covered: {@value #ROUNDING} times the sum of absolute terms is added.
 * Time n log n in the pairs that fit.
 */
public final class CertificateCheck {
    public static final double TOLERANCE = 1e-6;
    static final double ROUNDING = 1e-12;

    private CertificateCheck() {}

    /** Checks the plan; its own certificate is not looked at. */
    public static Certificate check(PlanProblem problem, Plan plan, Multipliers multipliers) {
        return check(problem, plan, Floors.NONE, multipliers, Weights.NONE);
    }

    /**
     * Checks a plan that has to reach floors. A price on each floor proves a bound on every plan that reaches them: the
     * bound of the problem in which CO2e and jobs weigh that much more, minus price times floor.
     *
     * @param shadow price of each floor, at least 0: EUR per t CO2e and per job
     */
    public static Certificate check(
            PlanProblem problem, Plan plan, Floors floors, Multipliers multipliers, Weights shadow) {
        if (shadow.co2() < 0 || shadow.jobs() < 0) {
            throw new IllegalArgumentException("prices of floors are " + shadow + "; expected at least 0");
        }
        Inspection inspection = new Inspection(problem, plan);
        inspection.inspect();
        inspection.inspectFloor("CO2e avoided", inspection.avoided, floors.co2e());
        inspection.inspectFloor("jobs", inspection.jobs, floors.jobs());
        Weights weights = problem.weights();
        PlanProblem priced = new PlanProblem(
                problem.inventory(),
                problem.transport(),
                new Weights(weights.co2() + shadow.co2(), weights.jobs() + shadow.jobs()));
        double bound = new Bound(priced, multipliers).compute()
                - (shadow.co2() > 0 ? shadow.co2() * floors.co2e() : 0)
                - (shadow.jobs() > 0 ? shadow.jobs() * floors.jobs() : 0);
        if (inspection.faults.isEmpty() && inspection.surplus > bound + TOLERANCE * Math.max(1, Math.abs(bound))) {
            inspection.fault("plan: surplus is %s; expected at most the proven bound, %s", inspection.surplus, bound);
        }
        return new Certificate(inspection.faults.isEmpty(), inspection.surplus, bound, inspection.faults);
    }

    /** Upper bound on the surplus of every plan, EUR per year. */
    public static double bound(PlanProblem problem, Multipliers multipliers) {
        return new Bound(problem, multipliers).compute();
    }

    /** Whether a wanted class stands in the line from a given class to its root. */
    private static boolean fits(Inventory inventory, String wanted, String given) {
        return inventory.lineage(given).contains(wanted);
    }

    private static boolean meets(Need need, SortedMap<String, Double> qualities) {
        return need.limits().entrySet().stream().allMatch(limit -> {
            Double value = qualities.get(limit.getKey());
            return value != null
                    && value >= limit.getValue().min()
                    && value <= limit.getValue().max();
        });
    }

    /** One look at a plan. */
    private static final class Inspection {
        private final PlanProblem problem;
        private final Inventory inventory;
        private final Plan plan;
        private final Map<String, Offer> offers = new HashMap<>();
        private final Map<String, Need> needs = new HashMap<>();
        private final Map<String, Facility> facilities = new HashMap<>();
        private final Map<String, Process> processes = new HashMap<>();
        private final Map<String, Double> taken = new LinkedHashMap<>();
        private final Map<String, Double> delivered = new LinkedHashMap<>();
        private final Map<String, Double> fed = new LinkedHashMap<>();
        private final Map<Multipliers.Output, Double> given = new LinkedHashMap<>();
        private final Map<String, Set<String>> feeds = new TreeMap<>();
        final List<String> faults = new ArrayList<>();
        double surplus;
        double avoided;
        double jobs;

        Inspection(PlanProblem problem, Plan plan) {
            this.problem = problem;
            this.inventory = problem.inventory();
            this.plan = plan;
            inventory.offers().forEach(offer -> offers.put(offer.id(), offer));
            inventory.needs().forEach(need -> needs.put(need.id(), need));
            inventory.facilities().forEach(facility -> facilities.put(facility.id(), facility));
            inventory.processes().forEach(process -> processes.put(process.id(), process));
        }

        void fault(String format, Object... values) {
            faults.add(String.format(Locale.ROOT, format, values));
        }

        private static boolean exceeds(double value, double limit) {
            return !(value <= limit + TOLERANCE * Math.max(1, Math.abs(limit)));
        }

        private static boolean differs(double one, double other, double scale) {
            return !(Math.abs(one - other) <= TOLERANCE * Math.max(1, scale));
        }

        void inspect() {
            double transport = 0;
            double co2 = 0;
            for (Plan.Flow flow : plan.flows()) {
                inspectFlow(flow);
                transport += flow.quantity() * flow.unitCost();
                co2 += flow.co2e();
            }
            double purchases = 0;
            for (Map.Entry<String, Double> entry : taken.entrySet()) {
                Offer offer = offers.get(entry.getKey());
                if (offer != null) {
                    purchases += entry.getValue() * offer.price();
                    if (exceeds(entry.getValue(), offer.quantity())) {
                        fault(
                                "offer %s: %s is taken; expected at most %s",
                                offer.id(), entry.getValue(), offer.quantity());
                    }
                }
            }
            double sales = 0;
            for (Map.Entry<String, Double> entry : delivered.entrySet()) {
                Need need = needs.get(entry.getKey());
                if (need != null) {
                    sales += entry.getValue() * need.price();
                    if (exceeds(entry.getValue(), need.quantity())) {
                        fault(
                                "need %s: %s is delivered; expected at most %s",
                                need.id(), entry.getValue(), need.quantity());
                    }
                }
            }
            for (Map.Entry<Multipliers.Output, Double> entry : given.entrySet()) {
                Process process = processes.get(entry.getKey().process());
                if (process != null) {
                    double share = process.outputs().getOrDefault(entry.getKey().resourceClass(), 0.0);
                    double made = share * fed.getOrDefault(process.id(), 0.0);
                    if (exceeds(entry.getValue(), made)) {
                        fault(
                                "process %s: %s of %s leaves; expected at most what is made, %s",
                                process.id(), entry.getValue(), entry.getKey().resourceClass(), made);
                    }
                }
            }
            inspectCircles();
            double fixed = 0;
            double variable = 0;
            Set<String> seen = new HashSet<>();
            for (Plan.FacilityUse use : plan.facilities()) {
                Facility facility = facilities.get(use.facility());
                if (facility == null || !seen.add(use.facility())) {
                    fault("facility %s: unknown or listed twice; expected each facility once", use.facility());
                    continue;
                }
                inspectUse(use, facility);
                fixed += use.runs() ? facility.fixedCost() : 0;
            }
            for (Map.Entry<String, Double> entry : fed.entrySet()) {
                Process process = processes.get(entry.getKey());
                if (process != null) {
                    variable += entry.getValue() * process.variableCost();
                    co2 += entry.getValue() * process.co2PerUnit();
                    jobs += entry.getValue() * process.jobsPerThousand() / 1000;
                    if (!seen.contains(process.facility())) {
                        fault(
                                "facility %s: fed but not listed; expected every facility that is fed",
                                process.facility());
                    }
                }
            }
            double money = sales - purchases - transport - variable - fixed;
            avoided = -co2 / 1000;
            surplus = money
                    + problem.weights().co2() * avoided
                    + problem.weights().jobs() * jobs;
            double scale = Math.abs(sales) + Math.abs(purchases) + Math.abs(transport) + Math.abs(variable) + fixed;
            Plan.Parts parts = plan.parts();
            compare("sales", parts.sales(), sales, scale);
            compare("purchases", parts.purchases(), purchases, scale);
            compare("transport", parts.transport(), transport, scale);
            compare("variable cost", parts.variable(), variable, scale);
            compare("fixed cost", parts.fixed(), fixed, scale);
            compare("money", plan.money(), money, scale);
            compare("CO2e avoided", plan.co2eAvoided(), -co2 / 1000, Math.abs(co2) / 1000);
            compare("jobs", plan.jobs(), jobs, jobs);
            compare("surplus", plan.surplus(), surplus, scale + Math.abs(surplus));
            if (plan.surplus() > plan.bound() + TOLERANCE * Math.max(1, Math.abs(plan.bound()))) {
                fault("plan: surplus is %s; expected at most its own bound, %s", plan.surplus(), plan.bound());
            }
        }

        void inspectFloor(String what, double found, double least) {
            if (found < least - TOLERANCE * Math.max(1, Math.abs(least))) {
                fault("plan: %s is %s; expected at least the floor, %s", what, found, least);
            }
        }

        private void compare(String what, double stated, double found, double scale) {
            if (differs(stated, found, scale)) {
                fault("plan: %s is stated as %s; expected %s from the flows", what, stated, found);
            }
        }

        private void inspectFlow(Plan.Flow flow) {
            String name = "flow " + flow.from() + " to " + flow.to();
            if (!(flow.quantity() > 0) || Double.isInfinite(flow.quantity())) {
                fault("%s: quantity is %s; expected a finite number above 0", name, flow.quantity());
                return;
            }
            Site fromSite;
            String madeClass;
            SortedMap<String, Double> qualities;
            String maker = flow.fromProcess();
            if (maker == null) {
                Offer offer = offers.get(flow.from());
                if (offer == null) {
                    fault("%s: offer %s is unknown", name, flow.from());
                    return;
                }
                fromSite = inventory.getSite(offer.site());
                madeClass = offer.resourceClass();
                qualities = offer.qualities();
                taken.merge(offer.id(), flow.quantity(), Double::sum);
            } else {
                Process process = processes.get(maker);
                if (process == null || !process.facility().equals(flow.from())) {
                    fault("%s: process %s is not one of facility %s", name, maker, flow.from());
                    return;
                }
                if (!process.outputs().containsKey(flow.resourceClass())) {
                    fault("%s: process %s does not put out %s", name, maker, flow.resourceClass());
                    return;
                }
                fromSite = inventory.getSite(siteOf(process));
                madeClass = flow.resourceClass();
                qualities = process.qualities();
                given.merge(new Multipliers.Output(maker, madeClass), flow.quantity(), Double::sum);
            }
            if (!madeClass.equals(flow.resourceClass())) {
                fault("%s: class is %s; expected that of the offer, %s", name, flow.resourceClass(), madeClass);
            }
            Site toSite;
            String wanted;
            String taker = flow.toProcess();
            if (taker == null) {
                Need need = needs.get(flow.to());
                if (need == null) {
                    fault("%s: need %s is unknown", name, flow.to());
                    return;
                }
                toSite = inventory.getSite(need.site());
                wanted = need.resourceClass();
                delivered.merge(need.id(), flow.quantity(), Double::sum);
                if (!meets(need, qualities)) {
                    fault("%s: qualities are %s; expected them within %s", name, qualities, need.limits());
                }
            } else {
                Process process = processes.get(taker);
                if (process == null || !process.facility().equals(flow.to())) {
                    fault("%s: process %s is not one of facility %s", name, taker, flow.to());
                    return;
                }
                toSite = inventory.getSite(siteOf(process));
                wanted = process.input();
                fed.merge(taker, flow.quantity(), Double::sum);
                if (maker != null) {
                    feeds.computeIfAbsent(maker, key -> new HashSet<>()).add(taker);
                }
            }
            if (!fits(inventory, wanted, madeClass)) {
                fault("%s: class is %s; expected %s or a class below it", name, madeClass, wanted);
            }
            inspectHaul(flow, name, problem.transport().find(inventory.getClass(madeClass), fromSite, toSite));
        }

        private String siteOf(Process process) {
            return inventory.getFacility(process.facility()).site();
        }

        private void inspectHaul(Plan.Flow flow, String name, Optional<Haul> found) {
            if (found.isEmpty()) {
                fault("%s: the sites are not connected for %s", name, flow.resourceClass());
                return;
            }
            Haul haul = found.get();
            double emitted = haul.co2() * flow.quantity();
            if (differs(flow.unitCost(), haul.cost(), Math.abs(haul.cost()))
                    || differs(flow.km(), haul.km(), haul.km())
                    || differs(flow.co2e(), emitted, Math.abs(emitted))
                    || flow.mode() != haul.mode()) {
                fault(
                        "%s: transport is %s EUR per unit, %s km, %s kg, %s; expected %s, %s, %s, %s",
                        name,
                        flow.unitCost(),
                        flow.km(),
                        flow.co2e(),
                        flow.mode(),
                        haul.cost(),
                        haul.km(),
                        emitted,
                        haul.mode());
            }
        }

        private void inspectUse(Plan.FacilityUse use, Facility facility) {
            double total = 0;
            for (Process process : processes.values()) {
                if (process.facility().equals(facility.id())) {
                    double in = fed.getOrDefault(process.id(), 0.0);
                    total += in;
                    double stated = use.byProcess().getOrDefault(process.id(), 0.0);
                    if (differs(stated, in, in)) {
                        fault("process %s: intake is stated as %s; expected %s", process.id(), stated, in);
                    }
                }
            }
            if (differs(use.intake(), total, total)) {
                fault("facility %s: intake is stated as %s; expected %s", facility.id(), use.intake(), total);
            }
            for (String listed : use.byProcess().keySet()) {
                Process process = processes.get(listed);
                if (process == null || !process.facility().equals(facility.id())) {
                    fault("facility %s: process %s is not one of it", facility.id(), listed);
                }
            }
            if (!use.runs() && total > 0) {
                fault("facility %s: intake is %s; expected 0, it does not run", facility.id(), total);
            }
            if (exceeds(total, facility.capacity())) {
                fault(
                        "facility %s: intake is %s; expected at most its capacity, %s",
                        facility.id(), total, facility.capacity());
            }
            if (use.runs() && exceeds(facility.minIntake(), total)) {
                fault(
                        "facility %s: intake is %s; expected at least its minimum, %s",
                        facility.id(), total, facility.minIntake());
            }
        }

        /** Takes away processes that feed nobody left, until none is left or a circle is. */
        private void inspectCircles() {
            boolean shrunk = true;
            while (shrunk) {
                Set<String> makers = Set.copyOf(feeds.keySet());
                feeds.values().forEach(takers -> takers.retainAll(makers));
                shrunk = feeds.values().removeIf(Set::isEmpty);
            }
            if (!feeds.isEmpty()) {
                fault("processes %s: what they make goes round; expected no circle", feeds.keySet());
            }
        }
    }

    /** One bound. */
    private static final class Bound {
        private final PlanProblem problem;
        private final Inventory inventory;
        private final Transport transport;
        private final Weights weights;
        private final Multipliers multipliers;
        private final Map<String, List<Need>> needsBySite = new HashMap<>();
        private final Map<String, List<Need>> needsByClass = new HashMap<>();
        private final Map<String, List<Process>> processesByInput = new HashMap<>();
        private final Map<String, List<Process>> processesOf = new HashMap<>();
        private final Map<String, Set<String>> lineages = new HashMap<>();
        private final Map<String, Facility> facilities = new HashMap<>();
        /** Best margin per source and facility, with what the source can give. */
        private final Map<String, Map<Object, Source>> sources = new HashMap<>();

        private final Map<String, Double> worth = new HashMap<>();
        private double sum;
        private double absolute;

        private record Source(double margin, double most) {}

        private record Delivery(double margin, double made, double wanted) {}

        Bound(PlanProblem problem, Multipliers multipliers) {
            this.problem = problem;
            this.inventory = problem.inventory();
            this.transport = problem.transport();
            this.weights = problem.weights();
            this.multipliers = multipliers;
            for (Facility facility : inventory.facilities()) {
                facilities.put(facility.id(), facility);
                processesOf.put(facility.id(), new ArrayList<>());
                sources.put(facility.id(), new HashMap<>());
            }
            for (Need need : inventory.needs()) {
                needsBySite
                        .computeIfAbsent(need.site(), key -> new ArrayList<>())
                        .add(need);
                needsByClass
                        .computeIfAbsent(need.resourceClass(), key -> new ArrayList<>())
                        .add(need);
            }
            for (Process process : inventory.processes()) {
                processesByInput
                        .computeIfAbsent(process.input(), key -> new ArrayList<>())
                        .add(process);
                listProcesses(process.facility()).add(process);
            }
        }

        private List<Process> listProcesses(String facility) {
            return processesOf.getOrDefault(facility, List.of());
        }

        private static double atLeastZero(@Nullable Double multiplier) {
            return multiplier == null ? 0 : Math.max(0, multiplier);
        }

        private double ofOutput(String process, String resourceClass) {
            return atLeastZero(multipliers.outputs().get(new Multipliers.Output(process, resourceClass)));
        }

        private Set<String> lineage(String resourceClass) {
            return lineages.computeIfAbsent(resourceClass, id -> new java.util.LinkedHashSet<>(inventory.lineage(id)));
        }

        private void add(double term) {
            sum += term;
            absolute += Math.abs(term);
        }

        double compute() {
            for (Process process : inventory.processes()) {
                double value = -process.variableCost()
                        - weights.co2() * process.co2PerUnit() / 1000
                        + weights.jobs() * process.jobsPerThousand() / 1000;
                for (Map.Entry<String, Double> output : process.outputs().entrySet()) {
                    value += output.getValue() * ofOutput(process.id(), output.getKey());
                }
                worth.put(process.id(), value);
            }
            for (Offer offer : inventory.offers()) {
                double scarce = atLeastZero(multipliers.offers().get(offer.id()));
                add(scarce * offer.quantity());
                double spent = offer.price() + scarce;
                Site site = inventory.getSite(offer.site());
                for (Need need : listNeeds(offer.resourceClass(), site, offer.qualities())) {
                    double most = Math.min(offer.quantity(), need.quantity());
                    addIfPositive(delivery(need, offer.resourceClass(), site) - spent, most);
                }
                addSources(offer, offer.resourceClass(), site, spent, offer.quantity(), null);
            }
            for (Need need : inventory.needs()) {
                add(atLeastZero(multipliers.needs().get(need.id())) * need.quantity());
            }
            Map<String, Integer> circles = new Circles().find();
            for (Process maker : inventory.processes()) {
                Facility facility = inventory.getFacility(maker.facility());
                Site site = inventory.getSite(facility.site());
                for (Map.Entry<String, Double> output : maker.outputs().entrySet()) {
                    addSources(
                            new Multipliers.Output(maker.id(), output.getKey()),
                            output.getKey(),
                            site,
                            ofOutput(maker.id(), output.getKey()),
                            output.getValue() * facility.capacity(),
                            other -> !Objects.equals(circles.get(other.id()), circles.get(maker.id())));
                }
            }
            for (Facility facility : inventory.facilities()) {
                addFacility(facility);
            }
            return sum + ROUNDING * absolute;
        }

        private void addIfPositive(double margin, double most) {
            if (margin > 0) {
                add(margin * most);
            }
        }

        /** EUR a unit earns at the need, scarcity of the need and transport taken off; worst when not connected. */
        private double delivery(Need need, String resourceClass, Site from) {
            Optional<Haul> haul =
                    transport.find(inventory.getClass(resourceClass), from, inventory.getSite(need.site()));
            return haul.isEmpty()
                    ? Double.NEGATIVE_INFINITY
                    : need.price() - atLeastZero(multipliers.needs().get(need.id())) - carriage(haul.get());
        }

        private double carriage(Haul haul) {
            return haul.cost() + weights.co2() * haul.co2() / 1000;
        }

        private List<Need> listNeeds(String resourceClass, Site from, SortedMap<String, Double> qualities) {
            Set<String> line = lineage(resourceClass);
            List<Need> found = new ArrayList<>();
            Optional<Set<String>> reachable = transport.listReachable(from);
            if (reachable.isPresent()) {
                for (String site : reachable.get()) {
                    for (Need need : needsBySite.getOrDefault(site, List.of())) {
                        if (line.contains(need.resourceClass()) && meets(need, qualities)) {
                            found.add(need);
                        }
                    }
                }
            } else {
                for (String wanted : line) {
                    for (Need need : needsByClass.getOrDefault(wanted, List.of())) {
                        if (meets(need, qualities)) {
                            found.add(need);
                        }
                    }
                }
            }
            return found;
        }

        private void addSources(
                Object source,
                String resourceClass,
                Site from,
                double spent,
                double quantity,
                java.util.function.@Nullable Predicate<Process> allowed) {
            Set<String> reachable = transport.listReachable(from).orElse(null);
            for (String wanted : lineage(resourceClass)) {
                for (Process process : processesByInput.getOrDefault(wanted, List.of())) {
                    Facility facility = inventory.getFacility(process.facility());
                    if ((allowed != null && !allowed.test(process))
                            || (reachable != null && !reachable.contains(facility.site()))) {
                        continue;
                    }
                    Optional<Haul> haul =
                            transport.find(inventory.getClass(resourceClass), from, inventory.getSite(facility.site()));
                    if (haul.isPresent()) {
                        double margin = worth.getOrDefault(process.id(), 0.0) - spent - carriage(haul.get());
                        sources.computeIfAbsent(facility.id(), key -> new HashMap<>())
                                .merge(
                                        source,
                                        new Source(margin, quantity),
                                        (one, other) -> one.margin() >= other.margin() ? one : other);
                    }
                }
            }
        }

        /** What running the facility adds at best, if that is more than shutting it. */
        private void addFacility(Facility facility) {
            Source[] sorted =
                    sources.getOrDefault(facility.id(), Map.of()).values().toArray(new Source[0]);
            Arrays.sort(sorted, (one, other) -> {
                int byMargin = Double.compare(other.margin(), one.margin());
                return byMargin != 0 ? byMargin : Double.compare(other.most(), one.most());
            });
            double value = -facility.fixedCost();
            double size = facility.fixedCost();
            double in = 0;
            for (Source source : sorted) {
                double limit = source.margin() > 0 ? facility.capacity() : facility.minIntake();
                double more = Math.max(0, Math.min(source.most(), limit - in));
                value += more * source.margin();
                size += Math.abs(more * source.margin());
                in += more;
            }
            if (exceedsMinimum(facility.minIntake(), in)) {
                return;
            }
            for (List<Delivery> deliveries : listDeliveries(facility).values()) {
                deliveries.sort((one, other) -> Double.compare(other.margin(), one.margin()));
                double open = deliveries.getFirst().wanted();
                for (Delivery delivery : deliveries) {
                    double more = Math.min(open, delivery.made());
                    value += more * delivery.margin();
                    open -= more;
                }
            }
            if (value > 0) {
                sum += value;
                absolute += Math.abs(value) + 2 * size;
            }
        }

        /** What the facility could bring to needs at a profit, per need. */
        private Map<String, List<Delivery>> listDeliveries(Facility facility) {
            Map<String, List<Delivery>> deliveries = new TreeMap<>();
            Site site = inventory.getSite(facility.site());
            for (Process process : listProcesses(facility.id())) {
                for (Map.Entry<String, Double> output : process.outputs().entrySet()) {
                    double made = output.getValue() * facility.capacity();
                    double scarce = ofOutput(process.id(), output.getKey());
                    for (Need need : listNeeds(output.getKey(), site, process.qualities())) {
                        double margin = delivery(need, output.getKey(), site) - scarce;
                        if (margin > 0) {
                            deliveries
                                    .computeIfAbsent(need.id(), key -> new ArrayList<>())
                                    .add(new Delivery(margin, made, need.quantity()));
                        }
                    }
                }
            }
            return deliveries;
        }

        /** With the same tolerance as the feasibility check, or a plan that passes it could lie above the bound. */
        private static boolean exceedsMinimum(double minIntake, double reachable) {
            return minIntake > reachable + TOLERANCE * Math.max(1, minIntake);
        }

        /** Numbers the sets of processes that can feed each other in a circle (Kosaraju's two passes, iterative). */
        private final class Circles {
            private final List<Process> all = List.copyOf(inventory.processes());
            private final Map<String, List<Process>> makersByClass = new HashMap<>();

            Map<String, Integer> find() {
                for (Process process : all) {
                    for (String output : process.outputs().keySet()) {
                        for (String fitting : lineage(output)) {
                            makersByClass
                                    .computeIfAbsent(fitting, key -> new ArrayList<>())
                                    .add(process);
                        }
                    }
                }
                List<Process> finished = new ArrayList<>();
                Set<String> seen = new HashSet<>();
                for (Process process : all) {
                    walk(process, true, seen, finished);
                }
                Map<String, Integer> circle = new HashMap<>();
                seen.clear();
                for (int i = finished.size() - 1; i >= 0; i--) {
                    List<Process> members = new ArrayList<>();
                    walk(finished.get(i), false, seen, members);
                    for (Process member : members) {
                        circle.put(member.id(), i);
                    }
                }
                return circle;
            }

            private List<Process> next(Process process, boolean forward) {
                if (!forward) {
                    return makersByClass.getOrDefault(process.input(), List.of());
                }
                List<Process> takers = new ArrayList<>();
                for (String output : process.outputs().keySet()) {
                    for (String wanted : lineage(output)) {
                        takers.addAll(processesByInput.getOrDefault(wanted, List.of()));
                    }
                }
                return takers;
            }

            private void walk(Process start, boolean forward, Set<String> seen, List<Process> finished) {
                if (!seen.add(start.id())) {
                    return;
                }
                List<Process> path = new ArrayList<>(List.of(start));
                List<java.util.Iterator<Process>> open = new ArrayList<>();
                open.add(next(start, forward).iterator());
                while (!path.isEmpty()) {
                    java.util.Iterator<Process> iterator = open.getLast();
                    if (!iterator.hasNext()) {
                        open.removeLast();
                        finished.add(path.removeLast());
                        continue;
                    }
                    Process process = iterator.next();
                    if (seen.add(process.id())) {
                        path.add(process);
                        open.add(next(process, forward).iterator());
                    }
                }
            }
        }
    }
}
