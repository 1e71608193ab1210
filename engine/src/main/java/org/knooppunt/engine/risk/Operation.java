package org.knooppunt.engine.risk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;

/**
 * The flows of a plan as rules by which a month is operated, in arrays. What a flow takes is a fixed share of what its
 * source gives: of an offer, the planned flow over the offer's yearly quantity; of a process, the planned flow over the
 * planned intake. Immutable; shared by threads.
 */
final class Operation {
    /** A flow: from an offer or else from a process, into a process or else to a need; -1 where it is the other. */
    record Arc(int offer, int fromProcess, int toProcess, int need, double share, double valuePerUnit) {}

    /** A process with its facility and what a unit of intake is worth, apart from what moves. */
    record Step(int facility, double valuePerUnit) {}

    final List<Offer> offers = new ArrayList<>();
    final List<Need> needs = new ArrayList<>();
    final List<Facility> facilities = new ArrayList<>();
    final List<GammaStream> supplies = new ArrayList<>();
    final List<GammaStream> demands = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<Store> stores = new ArrayList<>();

    /** Per facility in the order of operation: the arcs into it. */
    final List<List<Arc>> into = new ArrayList<>();

    /** Per need: the arcs to it. */
    final List<List<Arc>> to = new ArrayList<>();

    /** Facilities, each after those that feed it; where they go round, the first by its key goes first. */
    final int[] order;

    /** Planned intake per facility, units per year. */
    final double[] planned;

    /** Per facility: the processes of it that run. */
    final List<List<Integer>> stepsOf = new ArrayList<>();

    /** Per facility: the varying offers that reach it, directly or through other facilities. */
    final List<int[]> reaching = new ArrayList<>();

    /** Whether what lies in a store or goes round makes a year depend on the one before. */
    final boolean remembers;

    /** EUR per year that go whatever comes. */
    final double fixed;

    /** EUR per year when everything comes as planned. */
    final double plannedSurplus;

    private final Inventory inventory;
    private final Weights weights;
    private final Map<String, Integer> offerIndex = new HashMap<>();
    private final Map<String, Integer> needIndex = new HashMap<>();
    private final Map<String, Integer> stepIndex = new HashMap<>();
    private final SortedMap<String, Double> intakes = new TreeMap<>();

    Operation(Inventory inventory, Weights weights, Collection<String> running, Collection<Plan.Flow> flows) {
        this.inventory = inventory;
        this.weights = weights;
        SortedSet<String> keys = new TreeSet<>(running);
        for (Plan.Flow flow : flows) {
            if (flow.toProcess() != null) {
                intakes.merge(flow.toProcess(), flow.quantity(), Double::sum);
                keys.add(flow.to());
            }
        }
        List<String> sorted = List.copyOf(keys);
        planned = new double[sorted.size()];
        for (String key : sorted) {
            facilities.add(inventory.getFacility(key));
            into.add(new ArrayList<>());
            stepsOf.add(new ArrayList<>());
        }
        double worth = 0;
        for (Map.Entry<String, Double> intake : intakes.entrySet()) {
            worth += addStep(intake.getKey(), intake.getValue(), sorted);
        }
        for (Plan.Flow flow : flows) {
            if (flow.quantity() > 0) {
                worth += addArc(flow);
            }
        }
        double cost = 0;
        boolean stored = false;
        for (int at = 0; at < facilities.size(); at++) {
            Facility facility = facilities.get(at);
            cost += facility.fixedCost();
            stored |= facility.storage() > 0;
            stores.add(new Store(
                    planned[at] / 12, facility.capacity() / 12, facility.storage(), facility.minIntake() / 12));
        }
        fixed = cost;
        plannedSurplus = worth - cost;
        order = new int[facilities.size()];
        boolean round = sort();
        remembers = stored || round;
        reach();
    }

    /** What its planned intake is worth, EUR per year. */
    private double addStep(String key, double intake, List<String> sortedFacilities) {
        Process process = inventory.getProcess(key);
        int facility = Collections.binarySearch(sortedFacilities, process.facility());
        Step step = new Step(
                facility,
                -process.variableCost()
                        - weights.co2() * process.co2PerUnit() / 1000
                        + weights.jobs() * process.jobsPerThousand() / 1000);
        stepIndex.put(key, steps.size());
        stepsOf.get(facility).add(steps.size());
        steps.add(step);
        planned[facility] += intake;
        return intake * step.valuePerUnit();
    }

    /** What the flow is worth as planned, EUR per year. */
    private double addArc(Plan.Flow flow) {
        double value = -flow.unitCost() - weights.co2() * flow.co2e() / flow.quantity() / 1000;
        int offer = -1;
        int from = -1;
        double share;
        if (flow.fromProcess() == null) {
            Offer given = inventory.getOffer(flow.from());
            offer = offerIndex.computeIfAbsent(given.id(), key -> {
                offers.add(given);
                supplies.add(new GammaStream(given.quantity(), given.standardDeviation(), given.profile()));
                return offers.size() - 1;
            });
            value -= given.price();
            share = flow.quantity() / given.quantity();
        } else {
            from = step(flow.fromProcess());
            share = flow.quantity() / intakes.getOrDefault(flow.fromProcess(), 0.0);
        }
        if (flow.toProcess() != null) {
            int into = step(flow.toProcess());
            this.into.get(steps.get(into).facility()).add(new Arc(offer, from, into, -1, share, value));
            return flow.quantity() * value;
        }
        Need taker = inventory.getNeed(flow.to());
        int need = needIndex.computeIfAbsent(taker.id(), key -> {
            needs.add(taker);
            demands.add(new GammaStream(taker.quantity(), taker.standardDeviation(), taker.profile()));
            to.add(new ArrayList<>());
            return needs.size() - 1;
        });
        value += taker.price();
        to.get(need).add(new Arc(offer, from, -1, need, share, value));
        return flow.quantity() * value;
    }

    private int step(String process) {
        Integer step = stepIndex.get(process);
        if (step == null) {
            throw new IllegalArgumentException("process " + process + " gives but takes nothing; expected an intake");
        }
        return step;
    }

    /** Fills the order of operation; true when facilities feed each other in a circle. */
    private boolean sort() {
        int count = facilities.size();
        boolean[] placed = new boolean[count];
        boolean round = false;
        for (int at = 0; at < count; at++) {
            int next = -1;
            for (int facility = 0; facility < count && next < 0; facility++) {
                if (!placed[facility] && isFed(facility, placed)) {
                    next = facility;
                }
            }
            if (next < 0) {
                round = true;
                next = 0;
                while (placed[next]) {
                    next++;
                }
            }
            placed[next] = true;
            order[at] = next;
        }
        return round;
    }

    private boolean isFed(int facility, boolean[] placed) {
        for (Arc arc : into.get(facility)) {
            if (arc.fromProcess() >= 0 && !placed[steps.get(arc.fromProcess()).facility()]) {
                return false;
            }
        }
        return true;
    }

    private void reach() {
        List<SortedSet<Integer>> reached = new ArrayList<>();
        facilities.forEach(facility -> reached.add(new TreeSet<>()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (int facility : order) {
                SortedSet<Integer> own = reached.get(facility);
                int before = own.size();
                for (Arc arc : into.get(facility)) {
                    if (arc.offer() < 0) {
                        own.addAll(reached.get(steps.get(arc.fromProcess()).facility()));
                    } else if (supplies.get(arc.offer()).varies()) {
                        own.add(arc.offer());
                    }
                }
                grows |= own.size() > before;
            }
        }
        reached.forEach(
                own -> reaching.add(own.stream().mapToInt(Integer::intValue).toArray()));
    }
}
