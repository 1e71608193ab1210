package org.knooppunt.engine.candidates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.engine.transport.DirectTransport;

/**
 * The candidate arcs of an inventory in four blocks. Offers, needs and processes have the numbers of their order in the
 * inventory; products, one per output of a process, are numbered process by process and within one by class.
 *
 * <p>What a need pays is known, so the blocks that end at needs hold the k best by value. What a unit is worth to a
 * process is only known when the plan is. It is estimated from above: the worth of running it, plus, per output, the yield
 * times what the best need or next process leaves after transport, as if that were never full. A near process and a good
 * one are both kept: the best of every offer and product by the estimate, the cheapest to reach, and the best offers and
 * products of every process. Facilities are few, so a larger number costs little. Where the estimate misleads, pricing
 * at the plan's own duals ({@link Block#price}) brings what is missing, and proves that nothing is.
 */
public record InventoryCandidates(
        Block offersToNeeds, Block offersToProcesses, Block productsToProcesses, Block productsToNeeds) {
    /** Further stages that an estimate looks through; longer chains are left to pricing. */
    private static final int STAGES = 4;

    /**
     * @param search k, reach, minimum and threads for what ends at needs
     * @param ofFacilities k for what ends at processes
     * @param co2Weight EUR per tonne CO2e of transport
     * @param processWorth EUR per unit in that running each process is worth, its variable cost and weighed effects
     *     together
     * @param feeds which product may go to which process, beyond class and reach; it must leave no circle
     * @param visible streams of other visibility are left out
     * @param monthsMeet whether an offer and a need without a common month are no pair
     */
    public record Options(
            CandidateOptions search,
            int ofFacilities,
            double co2Weight,
            double[] processWorth,
            PairTest feeds,
            Set<Visibility> visible,
            boolean monthsMeet) {}

    /**
     * One sort of arcs.
     *
     * @param problem its pairs at the prices that were used to choose; processes at their estimates
     */
    public record Block(CandidateProblem problem, CandidateOptions options, Candidates pairs) {
        /**
         * The best pairs outside this block that earn something when a source's unit costs, and a taker's unit is worth,
         * this much.
         */
        public PricedPairs price(double[] sourcePrice, double[] takerPrice, int most) {
            return price(sourcePrice, takerPrice, 0, most);
        }

        /** @param above only pairs that earn more than this */
        public PricedPairs price(double[] sourcePrice, double[] takerPrice, double above, int most) {
            CandidateOptions earning = new CandidateOptions(options.k(), options.reachKm(), above, options.threads());
            return new CandidateSearch().price(problem.at(sourcePrice, takerPrice), earning, pairs, most);
        }

        public Block with(PricedPairs more) {
            return new Block(problem, options, pairs.with(more));
        }
    }

    public static InventoryCandidates of(Inventory inventory, DirectTransport transport, Options options) {
        if (options.processWorth().length != inventory.processes().size()) {
            throw new IllegalArgumentException(options.processWorth().length + " worths for "
                    + inventory.processes().size() + " processes; expected one each");
        }
        return new Finder(inventory, transport, options).find();
    }

    private static final class Finder {
        private final CandidateSearch search = new CandidateSearch();
        private final Inventory inventory;
        private final DirectTransport transport;
        private final Options options;
        private final List<ResourceClass> classes;
        private final Map<String, Integer> classIndex = new HashMap<>();
        private final List<Offer> offerList;
        private final List<Need> needList;
        private final List<Process> processList;
        private final List<Process> makers = new ArrayList<>();
        private final List<String> made = new ArrayList<>();
        private final List<Double> yields = new ArrayList<>();

        Finder(Inventory inventory, DirectTransport transport, Options options) {
            this.inventory = inventory;
            this.transport = transport;
            this.options = options;
            classes = List.copyOf(inventory.classes());
            for (ResourceClass c : classes) {
                classIndex.put(c.id(), classIndex.size());
            }
            offerList = List.copyOf(inventory.offers());
            needList = List.copyOf(inventory.needs());
            processList = List.copyOf(inventory.processes());
            for (Process process : processList) {
                process.outputs().forEach((output, yield) -> {
                    makers.add(process);
                    made.add(output);
                    yields.add(yield);
                });
            }
        }

        InventoryCandidates find() {
            Streams offers = offers();
            Streams needs = needs();
            Streams products = products();
            PairTest goodOffer =
                    (s, t) -> accepts(needList.get(t), offerList.get(s).qualities());
            PairTest goodProduct =
                    (s, t) -> accepts(needList.get(t), makers.get(s).qualities());
            CandidateOptions toNeeds = options.search();
            CandidateOptions toFacilities = new CandidateOptions(
                    options.ofFacilities(), toNeeds.reachKm(), Double.NEGATIVE_INFINITY, toNeeds.threads());

            CandidateProblem productsToNeeds = problem(products, needs, goodProduct);
            Streams processes = processes(estimate(productsToNeeds, toFacilities));
            return new InventoryCandidates(
                    block(problem(offers, needs, goodOffer), toNeeds),
                    facilityBlock(problem(offers, processes, (s, t) -> true), toFacilities),
                    facilityBlock(problem(products, processes, options.feeds()), toFacilities),
                    block(productsToNeeds, toNeeds));
        }

        private CandidateProblem problem(Streams sources, Streams takers, PairTest accepts) {
            return new CandidateProblem(classes, transport, options.co2Weight(), sources, takers, accepts);
        }

        private Block block(CandidateProblem problem, CandidateOptions wanted) {
            return new Block(problem, wanted, search.solve(problem, wanted));
        }

        /** The best by the estimate and the cheapest to reach. */
        private Block facilityBlock(CandidateProblem problem, CandidateOptions wanted) {
            CandidateProblem byCarriage = problem.at(
                    problem.sources().price(), new double[problem.takers().size()]);
            return new Block(problem, wanted, search.solve(problem, wanted).with(search.solve(byCarriage, wanted)));
        }

        private static boolean accepts(Need need, SortedMap<String, Double> qualities) {
            return need.limits().isEmpty() || need.accepts(qualities);
        }

        /** What a unit in is worth to each process, were its buyers never full. */
        private double[] estimate(CandidateProblem toNeeds, CandidateOptions wanted) {
            double[] sold = search.bestValues(toNeeds, wanted);
            double[] worth = worth(sold);
            for (int stage = 0; stage < STAGES; stage++) {
                double[] passedOn =
                        search.bestValues(problem(toNeeds.sources(), processes(worth), options.feeds()), wanted);
                double[] better = sold.clone();
                for (int product = 0; product < better.length; product++) {
                    better[product] = Math.max(better[product], passedOn[product]);
                }
                double[] next = worth(better);
                if (Arrays.equals(next, worth)) {
                    break;
                }
                worth = next;
            }
            return worth;
        }

        /** @param gain EUR that a unit of each product leaves; what leaves nothing stays where it is */
        private double[] worth(double[] gain) {
            double[] worth = options.processWorth().clone();
            int product = 0;
            for (int p = 0; p < worth.length; p++) {
                for (int output = 0; output < processList.get(p).outputs().size(); output++) {
                    worth[p] += yields.get(product) * Math.max(0, gain[product]);
                    product++;
                }
            }
            return worth;
        }

        private Streams offers() {
            int size = offerList.size();
            Rows rows = new Rows(size, options.monthsMeet());
            for (int s = 0; s < size; s++) {
                Offer offer = offerList.get(s);
                rows.set(s, offer.resourceClass(), offer.site(), offer.price());
                rows.set(s, offer.profile(), offer.visibility());
            }
            return rows.streams();
        }

        private Streams needs() {
            int size = needList.size();
            Rows rows = new Rows(size, options.monthsMeet());
            for (int t = 0; t < size; t++) {
                Need need = needList.get(t);
                rows.set(t, need.resourceClass(), need.site(), need.price());
                rows.set(t, need.profile(), need.visibility());
            }
            return rows.streams();
        }

        private Streams products() {
            Rows rows = new Rows(made.size(), false);
            for (int product = 0; product < made.size(); product++) {
                rows.set(product, made.get(product), siteOf(makers.get(product)), 0);
            }
            return rows.streams();
        }

        private Streams processes(double[] worth) {
            Rows rows = new Rows(processList.size(), false);
            for (int p = 0; p < worth.length; p++) {
                rows.set(p, processList.get(p).input(), siteOf(processList.get(p)), worth[p]);
            }
            return rows.streams();
        }

        private String siteOf(Process process) {
            return inventory.getFacility(process.facility()).site();
        }

        /** Arrays being filled. */
        private final class Rows {
            private final int[] resourceClass;
            private final double[] lat;
            private final double[] lon;
            private final double[] price;
            private final short[] months;
            private final long[] audience;

            Rows(int size, boolean withMonths) {
                resourceClass = new int[size];
                lat = new double[size];
                lon = new double[size];
                price = new double[size];
                months = new short[withMonths ? size : 0];
                audience = new long[size];
                Arrays.fill(audience, -1);
            }

            void set(int i, String classId, String siteId, double eur) {
                Site site = inventory.getSite(siteId);
                resourceClass[i] = classIndex.getOrDefault(classId, -1);
                lat[i] = site.lat();
                lon[i] = site.lon();
                price[i] = eur;
            }

            void set(int i, MonthProfile profile, Visibility visibility) {
                audience[i] = options.visible().contains(visibility) ? -1 : 0;
                if (months.length > 0) {
                    months[i] = profile.weights().isEmpty() ? Streams.ALL_YEAR : 0;
                    for (int month = 0; month < profile.weights().size(); month++) {
                        months[i] |= (short) (profile.weights().get(month) > 0 ? 1 << month : 0);
                    }
                }
            }

            Streams streams() {
                return new Streams(resourceClass, lat, lon, price, months, audience);
            }
        }
    }
}
