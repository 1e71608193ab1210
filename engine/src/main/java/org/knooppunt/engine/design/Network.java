package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.candidates.Candidates;
import org.knooppunt.engine.candidates.InventoryCandidates;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.transport.Haul;
import org.knooppunt.engine.transport.Transport;

/**
 * Everything that can flow, as arrays: the common ground of the plan engines. A <em>product</em> is one output class of
 * one process. Arcs stand in four blocks: offer to need, offer to process, product to process, product to need; within
 * a block by tail, then by head. Built in time linear in the pairs whose class fits.
 *
 * <p>Processes that could feed each other in a circle (by class, wherever they stand) are not linked: otherwise a stream
 * could go round and fill minimum intakes, or earn jobs, with nothing.
 */
final class Network {
    private static final Mode[] MODES = Mode.values();

    final PlanProblem problem;
    final Offer[] offers;
    final Need[] needs;
    final Facility[] facilities;
    final Process[] processes;
    /** Facility of each process. */
    final int[] facilityOf;
    /** Processes of each facility, in their own order. */
    final int[][] processesOf;
    /** EUR per unit in that running the process is worth: minus its variable cost, plus weighed effects. */
    final double[] processWorth;
    /** Products of process p are {@code firstProduct[p]} up to {@code firstProduct[p + 1]}. */
    final int[] firstProduct;

    final int[] processOf;
    final String[] classOf;
    final double[] yield;
    /** Processes in an order in which each stands after all that can feed it. */
    final int[] order;

    /** End of the block offer to need; the next three likewise. */
    final int directEnd;

    final int intakeEnd;
    final int stageEnd;
    final int arcs;
    final int[] tail;
    final int[] head;
    /** EUR one unit on the arc adds to the surplus: prices, transport, process at its head, weighed effects. */
    final double[] worth;
    /** EUR of transport one unit on the arc takes from the surplus, weighed CO2e included. */
    final double[] carriage;
    /** No plan has more on the arc. */
    final double[] most;

    final double[] cost;
    final double[] km;
    final double[] co2;
    private final byte[] mode;

    /** What there is, with nothing flowing. */
    static Network withoutArcs(PlanProblem problem) {
        return new Network(problem, null, false);
    }

    /** With every pair that can be. */
    Network(PlanProblem problem) {
        this(problem, null);
    }

    /** @param pairs that become arcs; null for every pair that can be */
    Network(PlanProblem problem, @Nullable InventoryCandidates pairs) {
        this(problem, pairs, true);
    }

    private Network(PlanProblem problem, @Nullable InventoryCandidates pairs, boolean withArcs) {
        this.problem = problem;
        Inventory inventory = problem.inventory();
        Weights weights = problem.weights();
        offers = inventory.offers().toArray(new Offer[0]);
        needs = inventory.needs().toArray(new Need[0]);
        facilities = inventory.facilities().toArray(new Facility[0]);
        processes = inventory.processes().toArray(new Process[0]);
        Map<String, Integer> facilityIndex = new LinkedHashMap<>();
        for (int h = 0; h < facilities.length; h++) {
            facilityIndex.put(facilities[h].id(), h);
        }
        facilityOf = new int[processes.length];
        processWorth = new double[processes.length];
        firstProduct = new int[processes.length + 1];
        for (int p = 0; p < processes.length; p++) {
            Process process = processes[p];
            facilityOf[p] = facilityIndex.getOrDefault(process.facility(), -1);
            processWorth[p] = -process.variableCost()
                    - weights.co2() * process.co2PerUnit() / 1000
                    + weights.jobs() * process.jobsPerThousand() / 1000;
            firstProduct[p + 1] = firstProduct[p] + process.outputs().size();
        }
        processesOf = new int[facilities.length][];
        for (int h = 0; h < facilities.length; h++) {
            int facility = h;
            processesOf[h] = IntStream.range(0, processes.length)
                    .filter(p -> facilityOf[p] == facility)
                    .toArray();
        }
        int products = firstProduct[processes.length];
        processOf = new int[products];
        classOf = new String[products];
        yield = new double[products];
        for (int p = 0; p < processes.length; p++) {
            int product = firstProduct[p];
            for (Map.Entry<String, Double> output : processes[p].outputs().entrySet()) {
                processOf[product] = p;
                classOf[product] = output.getKey();
                yield[product++] = output.getValue();
            }
        }
        ProcessOrder circles = new ProcessOrder(processes, inventory);
        order = circles.order;

        ArcList list = new ArcList(this, circles.circleOf);
        if (withArcs && pairs == null) {
            list.addOffersToNeeds();
        } else if (pairs != null) {
            list.addOffers(pairs.offersToNeeds(), n -> needs[n].site());
        }
        directEnd = list.size;
        if (withArcs && pairs == null) {
            list.addOffersToProcesses();
        } else if (pairs != null) {
            list.addOffers(pairs.offersToProcesses(), p -> facilities[facilityOf[p]].site());
        }
        intakeEnd = list.size;
        if (withArcs && pairs == null) {
            list.addProductsToProcesses();
        } else if (pairs != null) {
            list.addProducts(pairs.productsToProcesses(), p -> facilities[facilityOf[p]].site());
        }
        stageEnd = list.size;
        if (withArcs && pairs == null) {
            list.addProductsToNeeds();
        } else if (pairs != null) {
            list.addProducts(pairs.productsToNeeds(), n -> needs[n].site());
        }
        arcs = list.size;
        tail = Arrays.copyOf(list.tail, arcs);
        head = Arrays.copyOf(list.head, arcs);
        cost = Arrays.copyOf(list.cost, arcs);
        km = Arrays.copyOf(list.km, arcs);
        co2 = Arrays.copyOf(list.co2, arcs);
        mode = Arrays.copyOf(list.mode, arcs);
        worth = new double[arcs];
        carriage = new double[arcs];
        most = new double[arcs];
        for (int a = 0; a < arcs; a++) {
            carriage[a] = cost[a] + weights.co2() * co2[a] / 1000;
            boolean fromOffer = a < intakeEnd;
            boolean toNeed = a < directEnd || a >= stageEnd;
            double paid = fromOffer ? offers[tail[a]].price() : 0;
            double earned = toNeed ? needs[head[a]].price() : processWorth[head[a]];
            worth[a] = earned - paid - carriage[a];
            double given = fromOffer ? offers[tail[a]].quantity() : mostMade(tail[a]);
            double taken = toNeed ? needs[head[a]].quantity() : facilities[facilityOf[head[a]]].capacity();
            most[a] = Math.min(given, taken);
        }
    }

    /** Most units of a product that can be made in a year. */
    double mostMade(int product) {
        return yield[product] * facilities[facilityOf[processOf[product]]].capacity();
    }

    /** Whether running the facility is a choice that costs something or must reach a minimum. */
    boolean isChoice(int facility) {
        return facilities[facility].fixedCost() > 0 || facilities[facility].minIntake() > 0;
    }

    /**
     * Whether some optimal plan may use the arc. An arc into a need that earns nothing never does: leaving the unit
     * where it is, or disposing of it, is no worse.
     */
    boolean canPay(int arc) {
        boolean toNeed = arc < directEnd || arc >= stageEnd;
        return most[arc] > 0 && (!toNeed || worth[arc] > 0);
    }

    boolean endsAtNeed(int arc) {
        return arc < directEnd || arc >= stageEnd;
    }

    boolean startsAtOffer(int arc) {
        return arc < intakeEnd;
    }

    /** Flows of a network for the same problem that has all arcs of the other, where the other's flow. */
    double[] flowsOf(Network other, double[] flows) {
        double[] here = new double[arcs];
        int a = 0;
        for (int o = 0; o < other.arcs; o++) {
            // of blocks that are empty the last one counts
            a = o == other.directEnd ? directEnd : a;
            a = o == other.intakeEnd ? intakeEnd : a;
            a = o == other.stageEnd ? stageEnd : a;
            while (tail[a] != other.tail[o] || head[a] != other.head[o]) {
                a++;
            }
            here[a] = flows[o];
        }
        return here;
    }

    /** The facility the arc starts at, -1 for an offer. */
    int makerOf(int arc) {
        return startsAtOffer(arc) ? -1 : facilityOf[processOf[tail[arc]]];
    }

    /** The facility the arc ends at, -1 for a need. */
    int takerOf(int arc) {
        return endsAtNeed(arc) ? -1 : facilityOf[head[arc]];
    }

    Mode mode(int arc) {
        return MODES[mode[arc]];
    }

    /** Which processes can feed each other in a circle, and an order for those that cannot (Tarjan 1972, iterative). */
    static final class ProcessOrder {
        final int[] circleOf;
        final int[] order;

        ProcessOrder(Process[] processes, Inventory inventory) {
            int count = processes.length;
            Map<String, List<Integer>> byInput = new LinkedHashMap<>();
            for (int p = 0; p < count; p++) {
                byInput.computeIfAbsent(processes[p].input(), input -> new ArrayList<>())
                        .add(p);
            }
            int[][] next = new int[count][];
            for (int p = 0; p < count; p++) {
                int self = p;
                next[p] = processes[p].outputs().keySet().stream()
                        .flatMap(output -> inventory.lineage(output).stream())
                        .distinct()
                        .flatMap(wanted -> byInput.getOrDefault(wanted, List.of()).stream())
                        .mapToInt(Integer::intValue)
                        .filter(other -> other != self)
                        .distinct()
                        .toArray();
            }
            circleOf = new int[count];
            order = new int[count];
            int[] number = new int[count];
            int[] low = new int[count];
            int[] at = new int[count];
            int[] stack = new int[count];
            int[] path = new int[count];
            boolean[] onStack = new boolean[count];
            int stacked = 0;
            int numbered = 0;
            int circles = 0;
            int placed = count;
            for (int start = 0; start < count; start++) {
                if (number[start] != 0) {
                    continue;
                }
                int depth = 0;
                path[0] = start;
                number[start] = low[start] = ++numbered;
                stack[stacked++] = start;
                onStack[start] = true;
                while (depth >= 0) {
                    int p = path[depth];
                    if (at[p] < next[p].length) {
                        int to = next[p][at[p]++];
                        if (number[to] == 0) {
                            number[to] = low[to] = ++numbered;
                            stack[stacked++] = to;
                            onStack[to] = true;
                            path[++depth] = to;
                        } else if (onStack[to]) {
                            low[p] = Math.min(low[p], number[to]);
                        }
                        continue;
                    }
                    if (low[p] == number[p]) {
                        int member;
                        do {
                            member = stack[--stacked];
                            onStack[member] = false;
                            circleOf[member] = circles;
                            order[--placed] = member;
                        } while (member != p);
                        circles++;
                    }
                    if (--depth >= 0) {
                        low[path[depth]] = Math.min(low[path[depth]], low[p]);
                    }
                }
            }
        }
    }

    /** Growing arrays of arcs, and the search for takers by class and site. */
    private static final class ArcList {
        private final Network network;
        private final Inventory inventory;
        private final Transport transport;
        private final int[] circleOf;
        private final Map<String, Map<String, List<Integer>>> needsByClassAndSite = new LinkedHashMap<>();
        private final Map<String, Map<String, List<Integer>>> processesByClassAndSite = new LinkedHashMap<>();
        int size;
        int[] tail = new int[256];
        int[] head = new int[256];
        double[] cost = new double[256];
        double[] km = new double[256];
        double[] co2 = new double[256];
        byte[] mode = new byte[256];

        ArcList(Network network, int[] circleOf) {
            this.network = network;
            this.inventory = network.problem.inventory();
            this.transport = network.problem.transport();
            this.circleOf = circleOf;
            for (int n = 0; n < network.needs.length; n++) {
                Need need = network.needs[n];
                file(needsByClassAndSite, need.resourceClass(), need.site(), n);
            }
            for (int p = 0; p < network.processes.length; p++) {
                String site = network.facilities[network.facilityOf[p]].site();
                file(processesByClassAndSite, network.processes[p].input(), site, p);
            }
        }

        private static void file(
                Map<String, Map<String, List<Integer>>> index, String resourceClass, String site, int thing) {
            index.computeIfAbsent(resourceClass, key -> new LinkedHashMap<>())
                    .computeIfAbsent(site, key -> new ArrayList<>())
                    .add(thing);
        }

        void addOffersToNeeds() {
            for (int s = 0; s < network.offers.length; s++) {
                Offer offer = network.offers[s];
                SortedMap<String, Double> qualities = offer.qualities();
                add(
                        s,
                        offer.resourceClass(),
                        offer.site(),
                        needsByClassAndSite,
                        n -> network.needs[n].accepts(qualities));
            }
        }

        void addOffersToProcesses() {
            for (int s = 0; s < network.offers.length; s++) {
                Offer offer = network.offers[s];
                add(s, offer.resourceClass(), offer.site(), processesByClassAndSite, p -> true);
            }
        }

        void addProductsToProcesses() {
            for (int product = 0; product < network.processOf.length; product++) {
                int maker = network.processOf[product];
                add(
                        product,
                        network.classOf[product],
                        siteOf(product),
                        processesByClassAndSite,
                        p -> circleOf[p] != circleOf[maker]);
            }
        }

        void addProductsToNeeds() {
            for (int product = 0; product < network.processOf.length; product++) {
                SortedMap<String, Double> qualities = network.processes[network.processOf[product]].qualities();
                add(
                        product,
                        network.classOf[product],
                        siteOf(product),
                        needsByClassAndSite,
                        n -> network.needs[n].accepts(qualities));
            }
        }

        /** Arcs of pairs that were chosen; these stand by source and taker already. */
        void addOffers(InventoryCandidates.Block block, IntFunction<String> siteOf) {
            for (int s = 0; s < network.offers.length; s++) {
                add(s, network.offers[s].resourceClass(), network.offers[s].site(), block.pairs(), siteOf);
            }
        }

        void addProducts(InventoryCandidates.Block block, IntFunction<String> siteOf) {
            for (int product = 0; product < network.processOf.length; product++) {
                add(product, network.classOf[product], siteOf(product), block.pairs(), siteOf);
            }
        }

        private void add(
                int from, String resourceClass, String fromSite, Candidates pairs, IntFunction<String> siteOf) {
            for (int pair = pairs.first(from); pair < pairs.first(from + 1); pair++) {
                int to = pairs.taker(pair);
                addAt(from, resourceClass, inventory.getSite(fromSite), siteOf.apply(to), List.of(to), taker -> true);
            }
        }

        private String siteOf(int product) {
            return network.facilities[network.facilityOf[network.processOf[product]]].site();
        }

        private void add(
                int from,
                String resourceClass,
                String fromSite,
                Map<String, Map<String, List<Integer>>> takers,
                java.util.function.IntPredicate fits) {
            Site site = inventory.getSite(fromSite);
            int first = size;
            Optional<Set<String>> reachable = Optional.empty();
            boolean asked = false;
            for (String wanted : inventory.lineage(resourceClass)) {
                Map<String, List<Integer>> bySite = takers.get(wanted);
                if (bySite == null) {
                    continue;
                }
                if (!asked) {
                    asked = true;
                    reachable = transport.listReachable(site);
                }
                if (reachable.isPresent() && reachable.get().size() < bySite.size()) {
                    for (String toSite : reachable.get()) {
                        List<Integer> there = bySite.get(toSite);
                        if (there != null) {
                            addAt(from, resourceClass, site, toSite, there, fits);
                        }
                    }
                } else {
                    for (Map.Entry<String, List<Integer>> there : bySite.entrySet()) {
                        addAt(from, resourceClass, site, there.getKey(), there.getValue(), fits);
                    }
                }
            }
            sortByHead(first);
        }

        private void addAt(
                int from,
                String resourceClass,
                Site fromSite,
                String toSite,
                List<Integer> there,
                java.util.function.IntPredicate fits) {
            Optional<Haul> found =
                    transport.find(inventory.getClass(resourceClass), fromSite, inventory.getSite(toSite));
            if (found.isEmpty()) {
                return;
            }
            Haul haul = found.get();
            for (int to : there) {
                if (!fits.test(to)) {
                    continue;
                }
                if (size == tail.length) {
                    int length = size * 2;
                    tail = Arrays.copyOf(tail, length);
                    head = Arrays.copyOf(head, length);
                    cost = Arrays.copyOf(cost, length);
                    km = Arrays.copyOf(km, length);
                    co2 = Arrays.copyOf(co2, length);
                    mode = Arrays.copyOf(mode, length);
                }
                tail[size] = from;
                head[size] = to;
                cost[size] = haul.cost();
                km[size] = haul.km();
                co2[size] = haul.co2();
                mode[size++] = (byte) haul.mode().ordinal();
            }
        }

        /** The order of sets and maps must not reach the model: the same inventory gives the same plan. */
        private void sortByHead(int first) {
            boolean sorted = true;
            for (int a = first + 1; a < size && sorted; a++) {
                sorted = head[a - 1] < head[a];
            }
            if (sorted) {
                return;
            }
            long[] keys = new long[size - first];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = ((long) head[first + i] << 32) | i;
            }
            Arrays.sort(keys);
            int[] heads = Arrays.copyOfRange(head, first, size);
            double[] costs = Arrays.copyOfRange(cost, first, size);
            double[] kms = Arrays.copyOfRange(km, first, size);
            double[] co2s = Arrays.copyOfRange(co2, first, size);
            byte[] modes = Arrays.copyOfRange(mode, first, size);
            for (int i = 0; i < keys.length; i++) {
                int from = (int) keys[i];
                head[first + i] = heads[from];
                cost[first + i] = costs[from];
                km[first + i] = kms[from];
                co2[first + i] = co2s[from];
                mode[first + i] = modes[from];
            }
        }
    }
}
