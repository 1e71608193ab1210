package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.engine.transport.Transport;

/** A region in a few words, for tests: places are made as they are named, each with an organisation of the same name. */
public final class Region {
    private final Map<String, ResourceClass> classes = new TreeMap<>();
    private final Set<String> places = new LinkedHashSet<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final List<Facility> facilities = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private Weights weights = Weights.NONE;

    public Region kind(String id, Kind kind) {
        int dot = id.lastIndexOf('.');
        if (dot >= 0) {
            kind(id.substring(0, dot), kind);
        }
        classes.putIfAbsent(id, new ResourceClass(id, dot < 0 ? null : id.substring(0, dot), kind, id));
        return this;
    }

    private void known(String resourceClass) {
        if (!classes.containsKey(resourceClass)) {
            kind(resourceClass, Kind.MATERIAL);
        }
    }

    public Region offer(String id, String place, String resourceClass, double quantity, double price) {
        return offer(id, place, resourceClass, quantity, price, Map.of());
    }

    public Region offer(
            String id,
            String place,
            String resourceClass,
            double quantity,
            double price,
            Map<String, Double> qualities) {
        known(resourceClass);
        places.add(place);
        offers.add(new Offer(
                id,
                place,
                resourceClass,
                quantity,
                price,
                null,
                "",
                0,
                MonthProfile.EVEN,
                Visibility.PUBLIC,
                new TreeMap<>(qualities)));
        return this;
    }

    public Region need(String id, String place, String resourceClass, double quantity, double price) {
        return need(id, place, resourceClass, quantity, price, Map.of());
    }

    public Region need(
            String id,
            String place,
            String resourceClass,
            double quantity,
            double price,
            Map<String, QualityLimit> limits) {
        known(resourceClass);
        places.add(place);
        needs.add(new Need(
                id,
                place,
                resourceClass,
                quantity,
                price,
                "",
                0,
                MonthProfile.EVEN,
                Visibility.PUBLIC,
                new TreeMap<>(limits)));
        return this;
    }

    public Region facility(String id, String place, double capacity, double minIntake, double fixedCost) {
        return storing(id, place, capacity, minIntake, fixedCost, 0, 0);
    }

    /** An offer whose year has a standard deviation and a profile. */
    public Region varying(
            String id,
            String place,
            String resourceClass,
            double quantity,
            double price,
            double deviation,
            MonthProfile profile) {
        offer(id, place, resourceClass, quantity, price);
        Offer plain = offers.removeLast();
        offers.add(new Offer(
                id,
                place,
                resourceClass,
                quantity,
                price,
                null,
                "",
                deviation,
                profile,
                plain.visibility(),
                plain.qualities()));
        return this;
    }

    /** A facility where units can lie over. */
    public Region storing(
            String id,
            String place,
            double capacity,
            double minIntake,
            double fixedCost,
            double storage,
            double storageCost) {
        places.add(place);
        facilities.add(new Facility(
                id, place, id, FacilityStatus.CANDIDATE, capacity, minIntake, fixedCost, storage, storageCost));
        return this;
    }

    public Region process(String id, String facility, String input, Map<String, Double> outputs, double variableCost) {
        return process(id, facility, input, outputs, variableCost, 0, 0, Map.of());
    }

    public Region process(
            String id,
            String facility,
            String input,
            Map<String, Double> outputs,
            double variableCost,
            double co2PerUnit,
            double jobsPerThousand,
            Map<String, Double> qualities) {
        known(input);
        outputs.keySet().forEach(this::known);
        SortedMap<String, Double> declared = new TreeMap<>(qualities);
        processes.add(new Process(
                id, facility, id, input, new TreeMap<>(outputs), variableCost, co2PerUnit, jobsPerThousand, declared));
        return this;
    }

    /** One way. */
    public Region link(String from, String to, double cost) {
        return link(from, to, cost, 0);
    }

    public Region link(String from, String to, double cost, double co2) {
        places.add(from);
        places.add(to);
        links.add(new Link(from, to, cost, 10 * Math.abs(cost), co2, Mode.ROAD));
        return this;
    }

    public Region weights(double co2, double jobs) {
        weights = new Weights(co2, jobs);
        return this;
    }

    public Inventory inventory() {
        return new Inventory(
                List.copyOf(classes.values()),
                places.stream()
                        .map(place -> new Organisation("org-" + place, place, "", null, null))
                        .toList(),
                places.stream()
                        .map(place -> new Site(place, "org-" + place, place, "", 50.95, 5.5, Set.of()))
                        .toList(),
                offers,
                needs,
                facilities,
                processes,
                links);
    }

    public PlanProblem problem() {
        Inventory inventory = inventory();
        return new PlanProblem(inventory, Transport.of(inventory), weights);
    }
}
