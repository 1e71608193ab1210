package org.knooppunt.benchmarks;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
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
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.engine.transport.Transport;

/**
 * Capacitated warehouse location problems of the OR-Library (Beasley 1988) read as problems of the planner: each
 * warehouse a facility with its fixed cost and capacity, each customer an offer of its demand, one sink that takes
 * everything. That a customer must be served is said by price: the sink pays {@value #PRICE} times the dearest transport of
 * a unit, so no customer is left. The cost of a plan is what the sink pays for all demand, minus the surplus: one that
 * leaves a customer shows it by its cost.
 */
final class FacilityLocation {
    /** Far more than a unit of demand. */
    private static final double ANYTHING = 1e9;

    private static final int PRICE = 20;

    final String name;
    final PlanProblem problem;
    /** What the sink pays for all demand, EUR. */
    final double paid;

    private FacilityLocation(String name, PlanProblem problem, double paid) {
        this.name = name;
        this.problem = problem;
        this.paid = paid;
    }

    double cost(double surplus) {
        return paid - surplus;
    }

    /** Reads an instance; the capacity counts where the file leaves it open, as capa does. */
    static FacilityLocation read(Path file, double openCapacity, String name) throws IOException {
        StreamTokenizer tokens = new StreamTokenizer(new StringReader(Files.readString(file)));
        tokens.resetSyntax();
        tokens.whitespaceChars(0, ' ');
        tokens.wordChars('!', '~');
        int warehouses = (int) number(tokens, 0);
        int customers = (int) number(tokens, 0);
        double[] capacity = new double[warehouses];
        double[] fixed = new double[warehouses];
        for (int h = 0; h < warehouses; h++) {
            capacity[h] = number(tokens, openCapacity);
            fixed[h] = number(tokens, 0);
        }
        double[] demand = new double[customers];
        double[][] cost = new double[customers][warehouses];
        double dearest = 0;
        double total = 0;
        for (int s = 0; s < customers; s++) {
            demand[s] = number(tokens, 0);
            total += demand[s];
            for (int h = 0; h < warehouses; h++) {
                cost[s][h] = number(tokens, 0);
                if (demand[s] > 0) {
                    dearest = Math.max(dearest, cost[s][h] / demand[s]);
                }
            }
        }
        double price = Math.ceil(PRICE * dearest);
        return new FacilityLocation(name, problem(capacity, fixed, demand, cost, price), price * total);
    }

    private static double number(StreamTokenizer tokens, double ifOpen) throws IOException {
        tokens.nextToken();
        String text = tokens.sval;
        if (text == null) {
            throw new IOException("the file ends too early");
        }
        return text.equals("capacity") ? ifOpen : Double.parseDouble(text);
    }

    private static PlanProblem problem(
            double[] capacity, double[] fixed, double[] demand, double[][] cost, double price) {
        List<Organisation> organisations = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        List<Facility> facilities = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        organisations.add(new Organisation("all", "all", "", null, null));
        sites.add(site("sink"));
        for (int h = 0; h < capacity.length; h++) {
            sites.add(site("w" + h));
            facilities.add(new Facility("W" + h, "w" + h, "W" + h, FacilityStatus.CANDIDATE, capacity[h], 0, fixed[h]));
            processes.add(new Process(
                    "P" + h,
                    "W" + h,
                    "P" + h,
                    "demand",
                    new TreeMap<>(Map.of("served", 1.0)),
                    0,
                    0,
                    0,
                    new TreeMap<>()));
            links.add(new Link("w" + h, "sink", 0, 0, 0, Mode.ROAD));
        }
        for (int s = 0; s < demand.length; s++) {
            if (demand[s] <= 0) {
                continue;
            }
            sites.add(site("c" + s));
            offers.add(new Offer(
                    "C" + s,
                    "c" + s,
                    "demand",
                    demand[s],
                    0,
                    null,
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
            for (int h = 0; h < capacity.length; h++) {
                links.add(new Link("c" + s, "w" + h, cost[s][h] / demand[s], 0, 0, Mode.ROAD));
            }
        }
        List<Need> needs = List.of(new Need(
                "N", "sink", "served", ANYTHING, price, "", 0, MonthProfile.EVEN, Visibility.PUBLIC, new TreeMap<>()));
        List<ResourceClass> classes = List.of(
                new ResourceClass("demand", null, Kind.MATERIAL, "demand"),
                new ResourceClass("served", null, Kind.MATERIAL, "served"));
        Inventory inventory = new Inventory(classes, organisations, sites, offers, needs, facilities, processes, links);
        return new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
    }

    private static Site site(String id) {
        return new Site(id, "all", id, "", 51, 5.5, Set.of());
    }

    /** Known optimal costs by name of the instance: {@code capa_8000} for capa with that capacity. */
    static Map<String, Double> optima(Path file) throws IOException {
        Map<String, Double> optima = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2) {
                optima.put(words[0], Double.valueOf(words[1]));
            }
        }
        return optima;
    }
}
