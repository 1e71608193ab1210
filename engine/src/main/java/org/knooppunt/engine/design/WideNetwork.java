package org.knooppunt.engine.design;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.knooppunt.engine.candidates.CandidateOptions;
import org.knooppunt.engine.candidates.InventoryCandidates;
import org.knooppunt.engine.candidates.InventoryCandidates.Block;
import org.knooppunt.engine.candidates.PricedPairs;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.engine.transport.DirectTransport;

/**
 * The network of a region in which everything can go to everything, so that not all pairs become arcs: the best of every
 * source and taker first, then those that prices ask for. At prices u a pair outside has a margin, what a unit on it would
 * earn when both ends are paid; while no pair outside has one above 0, the bound of the relaxation holds for all pairs.
 * Memory is linear in the streams and the arcs that came in.
 */
final class WideNetwork {
    /** Up to so many pairs of a class, all of them become arcs. */
    private static final long MANY_PAIRS = 3_000_000;

    private static final int BEST = 12;
    private static final int BEST_OF_FACILITIES = 24;
    private static final int FEWEST_MORE = 20;

    private final PlanProblem problem;
    private Block offersToNeeds;
    private Block offersToProcesses;
    private Block productsToProcesses;
    private Block productsToNeeds;
    private Network network;
    private double outside = Double.POSITIVE_INFINITY;

    private WideNetwork(PlanProblem problem, DirectTransport transport, int best, int ofFacilities, int threads) {
        this.problem = problem;
        Inventory inventory = problem.inventory();
        Network alone = Network.withoutArcs(problem);
        Network.ProcessOrder circles = new Network.ProcessOrder(alone.processes, inventory);
        InventoryCandidates candidates = InventoryCandidates.of(
                inventory,
                transport,
                new InventoryCandidates.Options(
                        // an arc into a need that earns nothing is never used
                        new CandidateOptions(best, Double.POSITIVE_INFINITY, 0, threads),
                        ofFacilities,
                        problem.weights().co2(),
                        alone.processWorth,
                        (product, p) -> circles.circleOf[p] != circles.circleOf[alone.processOf[product]],
                        EnumSet.allOf(Visibility.class),
                        false));
        offersToNeeds = candidates.offersToNeeds();
        offersToProcesses = candidates.offersToProcesses();
        productsToProcesses = candidates.productsToProcesses();
        productsToNeeds = candidates.productsToNeeds();
        network = build();
    }

    /** Whether so many pairs fit by class that not all should become arcs. */
    static boolean isWide(PlanProblem problem) {
        if (!(problem.transport() instanceof DirectTransport)) {
            return false;
        }
        Inventory inventory = problem.inventory();
        Map<String, Integer> wanted = new HashMap<>();
        for (Need need : inventory.needs()) {
            wanted.merge(need.resourceClass(), 1, Integer::sum);
        }
        inventory.processes().forEach(process -> wanted.merge(process.input(), 1, Integer::sum));
        long pairs = 0;
        for (Offer offer : inventory.offers()) {
            for (String accepted : inventory.lineage(offer.resourceClass())) {
                pairs += wanted.getOrDefault(accepted, 0);
            }
        }
        return pairs > MANY_PAIRS;
    }

    static WideNetwork of(PlanProblem problem, int threads) {
        return of(problem, BEST, BEST_OF_FACILITIES, threads);
    }

    /**
     * @param best pairs of every source and taker to begin with
     * @param ofFacilities likewise where processes take in
     */
    static WideNetwork of(PlanProblem problem, int best, int ofFacilities, int threads) {
        if (!(problem.transport() instanceof DirectTransport transport)) {
            throw new IllegalArgumentException("candidates need direct transport; links list their pairs themselves");
        }
        return new WideNetwork(problem, transport, best, ofFacilities, threads);
    }

    private Network build() {
        return new Network(
                problem,
                new InventoryCandidates(offersToNeeds, offersToProcesses, productsToProcesses, productsToNeeds));
    }

    Network network() {
        return network;
    }

    /** What a unit on the best pair outside would earn at the prices of the last {@link #grow}; below 0 where all is well. */
    double outside() {
        return outside;
    }

    /**
     * Takes in the pairs that earn most at these prices, some that earn nothing among them. When {@link #outside} is not
     * above 0 afterwards, the bound of these prices on the network holds for all pairs.
     */
    void grow(double[] prices, int firstNeed, int firstProduct, double[] made) {
        int most = Math.max(FEWEST_MORE, network.arcs / 4);
        outside = Double.NEGATIVE_INFINITY;
        double[] supply = new double[network.offers.length];
        for (int s = 0; s < supply.length; s++) {
            supply[s] = network.offers[s].price() + prices[s];
        }
        double[] need = new double[network.needs.length];
        for (int n = 0; n < need.length; n++) {
            need[n] = network.needs[n].price() - prices[firstNeed + n];
        }
        double[] product = new double[network.processOf.length];
        System.arraycopy(prices, firstProduct, product, 0, product.length);
        double[] process = new double[network.processes.length];
        for (int p = 0; p < process.length; p++) {
            process[p] = network.processWorth[p] + made[p];
        }
        PricedPairs one = look(offersToNeeds.price(supply, need, Double.NEGATIVE_INFINITY, most));
        PricedPairs two = look(offersToProcesses.price(supply, process, Double.NEGATIVE_INFINITY, most));
        PricedPairs three = look(productsToProcesses.price(product, process, Double.NEGATIVE_INFINITY, most));
        PricedPairs four = look(productsToNeeds.price(product, need, Double.NEGATIVE_INFINITY, most));
        offersToNeeds = offersToNeeds.with(one);
        offersToProcesses = offersToProcesses.with(two);
        productsToProcesses = productsToProcesses.with(three);
        productsToNeeds = productsToNeeds.with(four);
        if (one.size() + two.size() + three.size() + four.size() > 0) {
            network = build();
        }
    }

    private PricedPairs look(PricedPairs pairs) {
        if (!pairs.isAll() && pairs.size() > 0) {
            outside = Math.max(outside, pairs.margin()[pairs.size() - 1]);
        }
        return pairs;
    }
}
