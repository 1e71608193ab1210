package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Visibility;

/**
 * Says why something is in a plan or what would bring it in, by making the plan again: without it, and at the values
 * where the decision turns.
 *
 * <p>The best surplus at a price is a convex function of that price, and each plan that uses the thing is one of its
 * tangents; so the price at which it turns is found by Newton's method (Dinkelbach 1967): solve, see where the tangent
 * meets the surplus without the thing, solve there, until nothing is gained. It is exact, facilities being free to open
 * and shut, where entry prices from duals hold only while facilities stay as they are. What a facility's fixed cost may
 * be follows from two plans, with it running at no fixed cost and without it. The supply it lacks is the least extra
 * supply at its gate with which a plan in which it runs is no worse than the best without it: one model that minimises
 * that supply. Every answer is checked by plans a little beyond and a little short of it.
 *
 * <p>Cost: some five to twenty mixed-integer models. Where the time limit cuts them off, what is known comes back and says
 * what was not checked. Deterministic unless cut off.
 */
public final class Explainer {
    private static final int MOST_STEPS = 30;
    private static final double GAP = 1e-9;
    /** Used means more than this share of what could be. */
    private static final double CRUMB = 1e-6;

    /** @param floors what the plan has to reach beside its surplus */
    public Explanation explain(
            PlanProblem problem,
            Floors floors,
            Plan plan,
            Explanation.Thing thing,
            String id,
            PlanOptions options,
            PlanMonitor monitor) {
        Network network = new Network(problem);
        GoalSearch search = new GoalSearch(network, options, monitor::cancelled);
        return new Case(problem, floors, plan, thing, id, search).explain();
    }

    /** Time is up: what is known so far has to do. */
    private static final class OutOfTime extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super("out of time", null, false, false);
        }
    }

    /** One question. */
    private static final class Case {
        private final PlanProblem problem;
        private final Floors floors;
        private final Plan plan;
        private final Explanation.Thing thing;
        private final String id;
        private final GoalSearch search;
        private final Network network;
        private final Goal surplus;
        private final NetworkModel.Scope all;
        private final List<Explanation.Way> ways = new ArrayList<>();
        private final List<String> stops = new ArrayList<>();
        private final List<String> starts = new ArrayList<>();
        private final int index;
        /** The arcs of the thing: out of an offer, into a need or a facility. */
        private final boolean[] own;

        private @Nullable Double worth;

        Case(PlanProblem problem, Floors floors, Plan plan, Explanation.Thing thing, String id, GoalSearch search) {
            this.problem = problem;
            this.floors = floors;
            this.plan = plan;
            this.thing = thing;
            this.id = id;
            this.search = search;
            network = search.network;
            surplus = Goal.of(network, Aim.MONEY);
            all = NetworkModel.Scope.all(network);
            index = find();
            own = new boolean[network.arcs];
            for (int a = 0; a < own.length; a++) {
                own[a] = switch (thing) {
                    case OFFER -> network.startsAtOffer(a) && network.tail[a] == index;
                    case NEED -> network.endsAtNeed(a) && network.head[a] == index;
                    case FACILITY -> !network.endsAtNeed(a) && network.facilityOf[network.head[a]] == index;
                };
            }
        }

        private int find() {
            String[] ids =
                    switch (thing) {
                        case OFFER ->
                            Arrays.stream(network.offers).map(Offer::id).toArray(String[]::new);
                        case NEED ->
                            Arrays.stream(network.needs).map(need -> need.id()).toArray(String[]::new);
                        case FACILITY ->
                            Arrays.stream(network.facilities).map(Facility::id).toArray(String[]::new);
                    };
            int found = Arrays.asList(ids).indexOf(id);
            if (found < 0) {
                throw new IllegalArgumentException("there is no " + thing + " " + id + " in " + problem.inventory());
            }
            return found;
        }

        Explanation explain() {
            double quantity = quantityInPlan();
            boolean in = quantity > 0;
            boolean complete = true;
            try {
                GoalSearch.Found best = solve(surplus, all, start());
                GoalSearch.Found without = without(best);
                worth = without.isPlan() ? Math.max(0, best.value() - without.value()) : Double.POSITIVE_INFINITY;
                if (without.isPlan()) {
                    compare(without);
                    if (thing == Explanation.Thing.FACILITY) {
                        askFacility(in, best, without);
                    } else {
                        askPrice(in, best, without);
                    }
                }
            } catch (OutOfTime e) {
                complete = false;
                if (ways.isEmpty()) {
                    addPlansOwnPrice();
                }
            }
            return new Explanation(thing, id, in, quantity, worth, margin(in), stops, starts, ways, complete);
        }

        private double quantityInPlan() {
            return switch (thing) {
                case OFFER ->
                    plan.flows().stream()
                            .filter(flow ->
                                    flow.fromProcess() == null && flow.from().equals(id))
                            .mapToDouble(Plan.Flow::quantity)
                            .sum();
                case NEED ->
                    plan.flows().stream()
                            .filter(flow ->
                                    flow.toProcess() == null && flow.to().equals(id))
                            .mapToDouble(Plan.Flow::quantity)
                            .sum();
                case FACILITY ->
                    plan.facilities().stream()
                            .filter(use -> use.facility().equals(id))
                            .mapToDouble(Plan.FacilityUse::intake)
                            .sum();
            };
        }

        private double price() {
            return thing == Explanation.Thing.OFFER ? network.offers[index].price() : network.needs[index].price();
        }

        private @Nullable Double margin(boolean in) {
            Double nodal = plan.prices().get(id);
            if (!in || nodal == null || thing == Explanation.Thing.FACILITY) {
                return null;
            }
            return thing == Explanation.Thing.OFFER ? nodal - price() : price() - nodal;
        }

        /** By the plan's duals: holds while facilities stay as they are, and is not checked. */
        private void addPlansOwnPrice() {
            Double nodal = plan.prices().get(id);
            if (nodal != null && thing != Explanation.Thing.FACILITY) {
                ways.add(new Explanation.Way(Explanation.Change.PRICE, price(), nodal, false, null, null));
            }
        }

        // ---- plans made again

        private Goal.Target target(Goal goal) {
            return Goal.Target.of(goal)
                    .keeping(Goal.of(network, Aim.CO2E), floors.co2e())
                    .keeping(Goal.of(network, Aim.JOBS), floors.jobs());
        }

        private GoalSearch.Found solve(Goal goal, NetworkModel.Scope scope, GoalSearch.@Nullable Found start)
                throws OutOfTime {
            return solve(search, target(goal), scope, start);
        }

        private static GoalSearch.Found solve(
                GoalSearch search, Goal.Target target, NetworkModel.Scope scope, GoalSearch.@Nullable Found start)
                throws OutOfTime {
            if (search.stopped()) {
                throw new OutOfTime();
            }
            GoalSearch.Found found = search.solve(target, scope, start, GAP, search.share(1));
            if (found.ending() == GoalSearch.Ending.CUT) {
                throw new OutOfTime();
            }
            return found;
        }

        /** The plan as flows on arcs, if the network has them all. */
        private GoalSearch.@Nullable Found start() {
            Map<List<Object>, Integer> arcs = new HashMap<>();
            for (int a = 0; a < network.arcs; a++) {
                arcs.put(key(a), a);
            }
            double[] flows = new double[network.arcs];
            for (Plan.Flow flow : plan.flows()) {
                Integer arc = arcs.get(Arrays.asList(
                        flow.from(), flow.fromProcess(), flow.to(), flow.toProcess(), flow.resourceClass()));
                if (arc == null) {
                    return null;
                }
                flows[arc] = flow.quantity();
            }
            boolean[] runs = new boolean[network.facilities.length];
            for (int h = 0; h < runs.length; h++) {
                String facility = network.facilities[h].id();
                runs[h] = plan.facilities().stream()
                        .anyMatch(use -> use.runs() && use.facility().equals(facility));
            }
            return new GoalSearch.Found(
                    GoalSearch.Ending.DONE, flows, runs, surplus.of(flows, runs), Double.POSITIVE_INFINITY);
        }

        private List<Object> key(int a) {
            int tail = network.tail[a];
            int head = network.head[a];
            int maker = network.startsAtOffer(a) ? -1 : network.processOf[tail];
            return Arrays.asList(
                    maker < 0 ? network.offers[tail].id() : network.processes[maker].facility(),
                    maker < 0 ? null : network.processes[maker].id(),
                    network.endsAtNeed(a) ? network.needs[head].id() : network.processes[head].facility(),
                    network.endsAtNeed(a) ? null : network.processes[head].id(),
                    maker < 0 ? network.offers[tail].resourceClass() : network.classOf[tail]);
        }

        private GoalSearch.Found without(GoalSearch.Found best) throws OutOfTime {
            byte[] states = new byte[network.facilities.length];
            boolean[] kept = null;
            if (thing == Explanation.Thing.FACILITY) {
                states[index] = NetworkModel.SHUT;
            } else {
                kept = new boolean[network.arcs];
                for (int a = 0; a < kept.length; a++) {
                    kept[a] = !own[a];
                }
            }
            return solve(surplus, NetworkModel.Scope.of(states).keeping(kept), used(best) > 0 ? null : best);
        }

        private void compare(GoalSearch.Found without) {
            for (int h = 0; h < network.facilities.length; h++) {
                String facility = network.facilities[h].id();
                boolean runs = plan.facilities().stream()
                        .anyMatch(use -> use.runs() && use.facility().equals(facility));
                if (facility.equals(id)) {
                    continue;
                }
                if (runs && !without.runs()[h]) {
                    stops.add(facility);
                } else if (!runs && without.runs()[h]) {
                    starts.add(facility);
                }
            }
        }

        private double used(GoalSearch.Found found) {
            double used = 0;
            for (int a = 0; a < own.length; a++) {
                used += own[a] ? found.flows()[a] : 0;
            }
            double most = 0;
            for (int a = 0; a < own.length; a++) {
                most = Math.max(most, own[a] ? network.most[a] : 0);
            }
            return used > CRUMB * most ? used : 0;
        }

        /** Less than this is rounding of a surplus of that size. */
        private static double rounding(double value) {
            return 1e-6 + 1e-8 * Math.abs(value);
        }

        // ---- offers and needs: price, and what amounts to a price

        private Goal raised(double gain) {
            Goal goal = surplus.copy();
            for (int a = 0; a < own.length; a++) {
                goal.perUnit()[a] += own[a] ? gain : 0;
            }
            return goal;
        }

        private void askPrice(boolean in, GoalSearch.Found best, GoalSearch.Found without) throws OutOfTime {
            double limit = without.value();
            double gain = 0;
            GoalSearch.Found at = best;
            if (used(best) == 0) {
                gain = absurd();
                at = solve(raised(gain), all, best);
                if (used(at) == 0) {
                    return;
                }
            }
            GoalSearch.Found using = at;
            double value = at.value();
            for (int step = 0; step < MOST_STEPS && value > limit + rounding(limit); step++) {
                using = at;
                gain -= (value - limit) / used(using);
                at = solve(raised(gain), all, using);
                value = at.value();
                if (used(at) == 0) {
                    break;
                }
            }
            double quantity = used(using);
            double step = Math.max(0.01, 4 * rounding(limit) / quantity);
            boolean checked = solve(raised(gain + step), all, using).value() > limit + rounding(limit)
                    && solve(raised(gain - step), all, without).value() <= limit + rounding(limit);
            double turns = thing == Explanation.Thing.OFFER ? price() - gain : price() + gain;
            ways.add(new Explanation.Way(Explanation.Change.PRICE, price(), turns, checked, null, null));
            if (!in && gain > 0) {
                askTransport(gain, checked, using);
            }
        }

        /** More than any unit could lose, the fixed cost of all facilities on its way included. */
        private double absurd() {
            double most = 1;
            for (double each : network.worth) {
                most = Math.max(most, Math.abs(each));
            }
            double fixed = 0;
            double least = 0;
            for (Facility facility : network.facilities) {
                fixed += facility.fixedCost();
            }
            for (int a = 0; a < own.length; a++) {
                least = Math.max(least, own[a] ? network.most[a] : 0);
            }
            return 10 * most + (least > 0 ? 2 * fixed / least : 0);
        }

        /** Cheaper transport by so much per unit is the same to the plan as a better price by so much per unit. */
        private void askTransport(double gain, boolean checked, GoalSearch.Found using) {
            double quantity = 0;
            double cost = 0;
            double km = 0;
            double cheapest = Double.POSITIVE_INFINITY;
            int largest = -1;
            for (int a = 0; a < own.length; a++) {
                double flow = own[a] ? using.flows()[a] : 0;
                if (flow > CRUMB * network.most[a]) {
                    quantity += flow;
                    cost += flow * network.cost[a];
                    km += flow * network.km[a];
                    cheapest = Math.min(cheapest, network.cost[a]);
                    largest = largest < 0 || flow > using.flows()[largest] ? a : largest;
                }
            }
            if (largest < 0 || !(cheapest >= gain) || problem.weights().co2() != 0) {
                return;
            }
            double now = cost / quantity;
            String partner = partner(largest);
            ways.add(new Explanation.Way(Explanation.Change.TRANSPORT, now, now - gain, checked, partner, null));
            if (km > 0) {
                ways.add(new Explanation.Way(
                        Explanation.Change.DISTANCE,
                        km / quantity,
                        km / quantity * (1 - gain / now),
                        checked,
                        partner,
                        null));
            }
        }

        private String partner(int a) {
            if (thing == Explanation.Thing.OFFER) {
                return network.endsAtNeed(a)
                        ? network.needs[network.head[a]].id()
                        : network.processes[network.head[a]].facility();
            }
            return network.startsAtOffer(a)
                    ? network.offers[network.tail[a]].id()
                    : network.processes[network.processOf[network.tail[a]]].facility();
        }

        // ---- facilities: fixed cost and volume

        private Goal atFixedCost(double fixed) {
            Goal goal = surplus.copy();
            goal.running()[index] = -fixed;
            return goal;
        }

        private NetworkModel.Scope running() {
            byte[] states = new byte[network.facilities.length];
            states[index] = NetworkModel.RUNS;
            return NetworkModel.Scope.of(states);
        }

        private void askFacility(boolean in, GoalSearch.Found best, GoalSearch.Found without) throws OutOfTime {
            double limit = without.value();
            GoalSearch.Found open = solve(atFixedCost(0), running(), null);
            if (open.isPlan()) {
                double turns = open.value() - limit;
                double step = Math.max(1, 4 * rounding(limit));
                // where running is no choice, it has to be told to run to count the cost
                NetworkModel.Scope scope = network.isChoice(index) ? all : running();
                boolean checked = solve(atFixedCost(turns - step), scope, null).value() > limit + rounding(limit)
                        && solve(atFixedCost(turns + step), scope, null).value() <= limit + rounding(limit);
                ways.add(new Explanation.Way(
                        Explanation.Change.FIXED_COST,
                        network.facilities[index].fixedCost(),
                        turns,
                        checked,
                        null,
                        null));
            }
            if (!in && best.value() <= limit + rounding(limit)) {
                askVolume(limit);
            }
        }

        /** The least extra supply, of the class it takes in most of, with which it would run. */
        private void askVolume(double limit) throws OutOfTime {
            int process = mainProcess();
            if (process < 0) {
                return;
            }
            double gate = gatePrice(process);
            double most = network.facilities[index].capacity();
            Offer extra = extra(process, gate, most);
            PlanProblem more = with(extra);
            Network wider = new Network(more);
            GoalSearch again = search.on(wider);
            Goal value = Goal.of(wider, Aim.MONEY);
            Goal.Target least = Goal.Target.of(supplied(wider, extra))
                    .keeping(value, limit)
                    .keeping(Goal.of(wider, Aim.CO2E), floors.co2e())
                    .keeping(Goal.of(wider, Aim.JOBS), floors.jobs());
            byte[] states = new byte[wider.facilities.length];
            states[indexOf(wider)] = NetworkModel.RUNS;
            GoalSearch.Found found = solve(again, least, NetworkModel.Scope.of(states), null);
            if (!found.isPlan()) {
                return;
            }
            double needed = -found.value();
            double step = Math.max(1e-3 * needed, 1e-6 * most);
            boolean checked = pays(extra(process, gate, Math.min(most, needed + step)), limit)
                    && (needed <= step || !pays(extra(process, gate, needed - step), limit));
            ways.add(new Explanation.Way(
                    Explanation.Change.VOLUME, 0, needed, checked, network.processes[process].input(), gate));
        }

        /** Whether with that offer the facility can run in a plan that is no worse than the best without it. */
        private boolean pays(Offer extra, double limit) throws OutOfTime {
            Network wider = new Network(with(extra));
            Goal.Target target = Goal.Target.of(Goal.of(wider, Aim.MONEY))
                    .keeping(Goal.of(wider, Aim.CO2E), floors.co2e())
                    .keeping(Goal.of(wider, Aim.JOBS), floors.jobs());
            byte[] states = new byte[wider.facilities.length];
            states[indexOf(wider)] = NetworkModel.RUNS;
            GoalSearch.Found found = solve(search.on(wider), target, NetworkModel.Scope.of(states), null);
            return found.isPlan() && found.value() >= limit - rounding(limit);
        }

        private int indexOf(Network wider) {
            for (int h = 0; h < wider.facilities.length; h++) {
                if (wider.facilities[h].id().equals(id)) {
                    return h;
                }
            }
            throw new IllegalStateException("facility " + id + " is gone");
        }

        /** Minus what the extra offer gives: maximised, it is the least. */
        private Goal supplied(Network wider, Offer extra) {
            double[] perUnit = new double[wider.arcs];
            for (int a = 0; a < perUnit.length; a++) {
                perUnit[a] = wider.startsAtOffer(a)
                                && wider.offers[wider.tail[a]].id().equals(extra.id())
                        ? -1
                        : 0;
            }
            return new Goal(perUnit, new double[wider.facilities.length]);
        }

        /** The process of the facility that most offers fit, by quantity. */
        private int mainProcess() {
            double[] supply = new double[network.processes.length];
            for (int a = network.directEnd; a < network.intakeEnd; a++) {
                supply[network.head[a]] += network.offers[network.tail[a]].quantity();
            }
            int main = -1;
            for (int p = 0; p < supply.length; p++) {
                if (network.facilityOf[p] == index && (main < 0 || supply[p] > supply[main])) {
                    main = p;
                }
            }
            return main;
        }

        /** What the offers that fit ask, brought to the gate: the mean by quantity; 0 when there are none. */
        private double gatePrice(int process) {
            double quantity = 0;
            double paid = 0;
            for (int a = network.directEnd; a < network.intakeEnd; a++) {
                if (network.head[a] == process) {
                    Offer offer = network.offers[network.tail[a]];
                    quantity += offer.quantity();
                    paid += offer.quantity() * (offer.price() + network.cost[a]);
                }
            }
            return quantity > 0 ? paid / quantity : 0;
        }

        private Offer extra(int process, double gate, double quantity) {
            return new Offer(
                    "extra-supply-of-" + id,
                    network.facilities[index].site(),
                    network.processes[process].input(),
                    quantity,
                    gate,
                    null,
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.COORDINATOR,
                    new java.util.TreeMap<>());
        }

        private PlanProblem with(Offer extra) {
            Inventory inventory = problem.inventory();
            List<Offer> offers = new ArrayList<>(inventory.offers());
            offers.add(extra);
            return new PlanProblem(
                    new Inventory(
                            List.copyOf(inventory.classes()),
                            List.copyOf(inventory.organisations()),
                            List.copyOf(inventory.sites()),
                            offers,
                            List.copyOf(inventory.needs()),
                            List.copyOf(inventory.facilities()),
                            List.copyOf(inventory.processes()),
                            inventory.links()),
                    problem.transport(),
                    problem.weights());
        }
    }
}
