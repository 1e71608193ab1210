package org.knooppunt.engine.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanEngine;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.PlanValue;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Site;

/**
 * Takes a plan apart into cases: the connected components of organisations, two organisations being connected when
 * something flows between their sites. The owner of a running facility belongs to the case of what it takes in. Cases
 * share no flow and no facility, so their money, CO2e and jobs add up to the plan's.
 *
 * <p>Time: linear in the flows, plus one plan for each partner that both gives and takes, for what it reaches alone. Deterministic.
 */
public final class Cases {
    /** Above this number of partners, pairs are not compared: there would be too many plans to make. */
    public static final int MOST_PARTNERS_FOR_PAIRS = 12;

    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofSeconds(60), 1, 1);

    private final PlanProblem problem;
    private final PlanEngine engine;
    private final PlanOptions options;
    private final Set<String> givers = new HashSet<>();
    private final Set<String> takers = new HashSet<>();

    private Cases(PlanProblem problem, PlanEngine engine, PlanOptions options) {
        this.problem = problem;
        this.engine = engine;
        Inventory inventory = problem.inventory();
        inventory
                .offers()
                .forEach(offer -> givers.add(inventory.ownerOf(offer.site()).id()));
        inventory
                .needs()
                .forEach(need -> takers.add(inventory.ownerOf(need.site()).id()));
        // whoever is paid to take something in needs nobody to sell to
        inventory
                .facilities()
                .forEach(facility ->
                        takers.add(inventory.ownerOf(facility.site()).id()));
        this.options = options;
    }

    /** The cases of a plan, the one with the largest surplus first; none when nothing flows. */
    public static List<Case> of(PlanProblem problem, Plan plan, PlanEngine engine) {
        return of(problem, plan, engine, EXACT);
    }

    /** As {@link #of(PlanProblem, Plan, PlanEngine)}, with options for the plans of the partners. */
    public static List<Case> of(PlanProblem problem, Plan plan, PlanEngine engine, PlanOptions options) {
        return new Cases(problem, engine, options).list(plan);
    }

    /**
     * The two partners of a case that reach most together without the others, counting all they have; nothing when the
     * case has fewer than two partners or more than {@value #MOST_PARTNERS_FOR_PAIRS}.
     */
    public static Optional<PairWorth> findBestPair(PlanProblem problem, Case found, PlanEngine engine) {
        List<String> partners = found.partners();
        if (partners.size() < 2 || partners.size() > MOST_PARTNERS_FOR_PAIRS) {
            return Optional.empty();
        }
        Cases cases = new Cases(problem, engine, EXACT);
        PairWorth best = null;
        for (int one = 0; one < partners.size(); one++) {
            for (int other = one + 1; other < partners.size(); other++) {
                double surplus = cases.worth(Set.of(partners.get(one), partners.get(other)));
                if (best == null || surplus > best.surplus()) {
                    best = new PairWorth(partners.get(one), partners.get(other), surplus);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** The part of an inventory that these organisations own: their sites, and what stands or links between them. */
    public static Inventory restrict(Inventory inventory, Set<String> organisations) {
        List<Site> sites = inventory.sites().stream()
                .filter(site -> organisations.contains(site.organisation()))
                .toList();
        Set<String> there = new HashSet<>();
        sites.forEach(site -> there.add(site.id()));
        List<Facility> facilities = inventory.facilities().stream()
                .filter(facility -> there.contains(facility.site()))
                .toList();
        Set<String> running = new HashSet<>();
        facilities.forEach(facility -> running.add(facility.id()));
        return new Inventory(
                List.copyOf(inventory.classes()),
                inventory.organisations().stream()
                        .filter(organisation -> organisations.contains(organisation.id()))
                        .toList(),
                sites,
                inventory.offers().stream()
                        .filter(offer -> there.contains(offer.site()))
                        .toList(),
                inventory.needs().stream()
                        .filter(need -> there.contains(need.site()))
                        .toList(),
                facilities,
                inventory.processes().stream()
                        .filter(process -> running.contains(process.facility()))
                        .toList(),
                inventory.links().stream()
                        .filter(link -> there.contains(link.from()) && there.contains(link.to()))
                        .toList());
    }

    private double worth(Set<String> organisations) {
        // nearly everyone only gives or only takes; that costs no plan
        if (Collections.disjoint(organisations, givers) || Collections.disjoint(organisations, takers)) {
            return 0;
        }
        Inventory own = restrict(problem.inventory(), organisations);
        // the transport of the whole: without links among their own sites they are not suddenly connected
        PlanProblem restricted = new PlanProblem(own, problem.transport(), problem.weights());
        return engine.solve(restricted, options, PlanMonitor.SILENT).surplus();
    }

    private List<Case> list(Plan plan) {
        Inventory inventory = problem.inventory();
        Map<String, Offer> offers = new HashMap<>();
        inventory.offers().forEach(offer -> offers.put(offer.id(), offer));
        Map<String, Need> needs = new HashMap<>();
        inventory.needs().forEach(need -> needs.put(need.id(), need));
        Groups groups = new Groups();
        for (Plan.Flow flow : plan.flows()) {
            groups.join(giver(flow, offers), taker(flow, needs));
        }
        Map<String, List<Plan.Flow>> flows = new LinkedHashMap<>();
        for (Plan.Flow flow : plan.flows()) {
            flows.computeIfAbsent(groups.find(giver(flow, offers)), key -> new ArrayList<>())
                    .add(flow);
        }
        Map<String, List<Plan.FacilityUse>> uses = new HashMap<>();
        for (Plan.FacilityUse use : plan.facilities()) {
            if (use.runs()) {
                uses.computeIfAbsent(groups.find(owner(use.facility())), key -> new ArrayList<>())
                        .add(use);
            }
        }
        Map<String, SortedMap<String, Double>> partners = new HashMap<>();
        groups.members().forEach(member -> partners.computeIfAbsent(groups.find(member), key -> new TreeMap<>())
                .put(member, 0.0));
        List<Draft> drafts = new ArrayList<>();
        flows.forEach((group, its) -> {
            List<Plan.FacilityUse> running = uses.getOrDefault(group, List.of());
            drafts.add(new Draft(
                    partners.getOrDefault(group, new TreeMap<>()), its, running, PlanValue.of(problem, running, its)));
        });
        drafts.sort(Comparator.comparingDouble((Draft draft) -> -draft.value().surplus())
                .thenComparing(draft -> draft.partners().firstKey()));
        List<Case> cases = new ArrayList<>();
        for (Draft draft : drafts) {
            cases.add(finish("C" + (cases.size() + 1), draft));
        }
        return List.copyOf(cases);
    }

    private String giver(Plan.Flow flow, Map<String, Offer> offers) {
        Offer offer = flow.fromProcess() == null ? offers.get(flow.from()) : null;
        return offer == null
                ? owner(flow.from())
                : problem.inventory().ownerOf(offer.site()).id();
    }

    private String taker(Plan.Flow flow, Map<String, Need> needs) {
        Need need = flow.toProcess() == null ? needs.get(flow.to()) : null;
        return need == null
                ? owner(flow.to())
                : problem.inventory().ownerOf(need.site()).id();
    }

    private String owner(String facility) {
        return problem.inventory()
                .ownerOf(problem.inventory().getFacility(facility).site())
                .id();
    }

    private Case finish(String id, Draft draft) {
        Set<String> offers = new TreeSet<>();
        Set<String> needs = new TreeSet<>();
        for (Plan.Flow flow : draft.flows()) {
            if (flow.fromProcess() == null) {
                offers.add(flow.from());
            }
            if (flow.toProcess() == null) {
                needs.add(flow.to());
            }
        }
        SortedMap<String, Double> alone = new TreeMap<>();
        for (String partner : draft.partners().keySet()) {
            alone.put(partner, worth(Set.of(partner)));
        }
        return new Case(
                id,
                List.copyOf(draft.partners().keySet()),
                List.copyOf(offers),
                draft.uses().stream().map(Plan.FacilityUse::facility).sorted().toList(),
                List.copyOf(needs),
                List.copyOf(draft.flows()),
                draft.value().surplus(),
                draft.value().parts().money(),
                draft.value().co2eAvoided(),
                draft.value().jobs(),
                Collections.unmodifiableSortedMap(alone));
    }

    private record Draft(
            SortedMap<String, Double> partners, List<Plan.Flow> flows, List<Plan.FacilityUse> uses, PlanValue value) {}

    /** Disjoint sets; a set is known by its smallest member, so the order of flows does not matter. */
    private static final class Groups {
        private final Map<String, String> above = new TreeMap<>();

        String find(String member) {
            String at = member;
            String up = above.getOrDefault(at, at);
            while (!up.equals(at)) {
                at = up;
                up = above.getOrDefault(at, at);
            }
            above.put(member, at);
            return at;
        }

        void join(String one, String other) {
            String first = find(one);
            String second = find(other);
            boolean ordered = first.compareTo(second) <= 0;
            above.put(ordered ? second : first, ordered ? first : second);
        }

        List<String> members() {
            return List.copyOf(above.keySet());
        }
    }
}
