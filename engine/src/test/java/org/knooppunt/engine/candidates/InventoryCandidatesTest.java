package org.knooppunt.engine.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.engine.transport.DirectTransport;

class InventoryCandidatesTest {
    /** From one place to the next: a tenth of a degree, by road, at the rate of materials. */
    private static final double STEP = 11.1195 * 1.3 * 0.12;

    private static final DirectTransport TRANSPORT = new DirectTransport(DirectTransport.Rates.STANDARD);
    private static final MonthProfile SUMMER = profile(6);
    private static final MonthProfile WINTER = profile(0);

    private final List<Offer> offers = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final List<Facility> facilities = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private static MonthProfile profile(int month) {
        List<Double> weights = new ArrayList<>(Collections.nCopies(12, 0.0));
        weights.set(month, 1.0);
        return new MonthProfile(weights);
    }

    private void offer(String site, double price, MonthProfile profile, Visibility visibility, Map<String, Double> q) {
        offers.add(new Offer(
                "O" + offers.size(), site, "wood", 10, price, null, "", 0, profile, visibility, new TreeMap<>(q)));
    }

    private void need(String site, String resourceClass, double price, Map<String, QualityLimit> limits) {
        needs.add(new Need(
                "N" + needs.size(),
                site,
                resourceClass,
                10,
                price,
                "",
                0,
                WINTER,
                Visibility.PUBLIC,
                new TreeMap<>(limits)));
    }

    private void process(String site, String input, String output, double yield, Map<String, Double> qualities) {
        String id = "P" + processes.size();
        facilities.add(new Facility("F" + id, site, "", FacilityStatus.CANDIDATE, 100, 0, 0));
        processes.add(new Process(
                id, "F" + id, "", input, new TreeMap<>(Map.of(output, yield)), 0, 0, 0, new TreeMap<>(qualities)));
    }

    private Inventory inventory() {
        List<Site> sites = new ArrayList<>();
        for (int place = 0; place < 5; place++) {
            sites.add(new Site("p" + place, "org", "", "", 50 + place / 10.0, 5, Set.of()));
        }
        List<ResourceClass> classes = List.of(
                new ResourceClass("wood", null, Kind.MATERIAL, "wood"),
                new ResourceClass("panel", null, Kind.MATERIAL, "panel"),
                new ResourceClass("desk", null, Kind.MATERIAL, "desk"));
        return new Inventory(
                classes,
                List.of(new Organisation("org", "org", "", null, null)),
                sites,
                offers,
                needs,
                facilities,
                processes,
                List.of());
    }

    private InventoryCandidates find(int k, int ofFacilities, boolean monthsMeet, double... processWorth) {
        return InventoryCandidates.of(
                inventory(),
                TRANSPORT,
                new InventoryCandidates.Options(
                        new CandidateOptions(k, Double.POSITIVE_INFINITY, 0, 1),
                        ofFacilities,
                        0,
                        processWorth,
                        (product, process) -> product != process,
                        EnumSet.of(Visibility.PUBLIC, Visibility.MEMBERS),
                        monthsMeet));
    }

    private static List<List<Integer>> pairs(InventoryCandidates.Block block) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int s = 0; s < block.pairs().sources(); s++) {
            for (int pair = block.pairs().first(s); pair < block.pairs().first(s + 1); pair++) {
                pairs.add(List.of(s, block.pairs().taker(pair)));
            }
        }
        return pairs;
    }

    @Test
    void whatAUnitIsWorthToAProcessIsEstimatedThroughTheStagesAfterIt() {
        offer("p0", 0, MonthProfile.EVEN, Visibility.PUBLIC, Map.of());
        process("p1", "wood", "panel", 0.5, Map.of());
        process("p2", "panel", "desk", 0.4, Map.of());
        need("p2", "panel", 50, Map.of());
        need("p2", "desk", 300, Map.of());

        InventoryCandidates found = find(3, 3, true, -5, -10);

        double desks = -10 + 0.4 * 300;
        double panels = -5 + 0.5 * (desks - STEP);
        assertThat(found.offersToProcesses().problem().takers().price()[0]).isCloseTo(panels, within(1e-3));
        assertThat(found.offersToProcesses().problem().takers().price()[1]).isCloseTo(desks, within(1e-3));
        assertThat(pairs(found.offersToNeeds())).isEmpty();
        assertThat(pairs(found.offersToProcesses())).containsExactly(List.of(0, 0));
        assertThat(pairs(found.productsToProcesses())).containsExactly(List.of(0, 1));
        assertThat(pairs(found.productsToNeeds())).containsExactly(List.of(0, 0), List.of(1, 1));
    }

    @Test
    void aProcessThatLeavesNothingIsStillKnownToThoseNear() {
        offer("p0", 0, MonthProfile.EVEN, Visibility.PUBLIC, Map.of());
        for (int place = 0; place < 5; place++) {
            process("p" + place, "wood", "panel", 0.1 + place / 10.0, Map.of());
        }
        need("p4", "panel", 200, Map.of());

        InventoryCandidates found = find(1, 1, true, 0, 0, 0, 0, 0);

        // the farthest is best by far, the nearest is nearest; every process knows its only offer as well
        assertThat(pairs(found.offersToProcesses())).hasSize(5);
        Candidates pairs = found.offersToProcesses().pairs();
        assertThat(pairs.isBestOfSource(4)).isTrue();
        assertThat(pairs.isBestOfTaker(2)).isTrue();
    }

    @Test
    void qualityMonthsAndVisibilityDecideWhoMeets() {
        offer("p0", 0, MonthProfile.EVEN, Visibility.MEMBERS, Map.of("dry", 0.9));
        offer("p0", 0, MonthProfile.EVEN, Visibility.PUBLIC, Map.of("dry", 0.5));
        offer("p0", 0, SUMMER, Visibility.PUBLIC, Map.of("dry", 0.9));
        offer("p0", 0, WINTER, Visibility.COORDINATOR, Map.of("dry", 0.9));
        need("p1", "wood", 50, Map.of("dry", new QualityLimit(0.8, 1)));

        assertThat(pairs(find(5, 5, true).offersToNeeds())).containsExactly(List.of(0, 0));
        assertThat(pairs(find(5, 5, false).offersToNeeds())).containsExactly(List.of(0, 0), List.of(2, 0));
    }

    @Test
    void aProductOfTooLowGradeGoesToNoNeedAndAddsNoWorth() {
        process("p0", "wood", "panel", 1, Map.of("grade", 1.0));
        need("p0", "panel", 50, Map.of("grade", new QualityLimit(2, 9)));

        InventoryCandidates found = find(5, 5, true, -3);

        assertThat(pairs(found.productsToNeeds())).isEmpty();
        assertThat(found.offersToProcesses().problem().takers().price()).containsExactly(-3);
    }

    @Test
    void thePlannerComesBackForWhatItsDualsAskFor() {
        offer("p0", 0, MonthProfile.EVEN, Visibility.PUBLIC, Map.of());
        offer("p0", 1, MonthProfile.EVEN, Visibility.PUBLIC, Map.of());
        need("p0", "wood", 9, Map.of());
        need("p0", "wood", 8, Map.of());
        InventoryCandidates.Block block = find(1, 1, true).offersToNeeds();
        assertThat(pairs(block)).containsExactly(List.of(0, 0), List.of(0, 1), List.of(1, 0));

        PricedPairs more = block.price(new double[] {7, 1}, new double[] {3, 8}, 5);

        assertThat(more.isAll()).isTrue();
        assertThat(more.margin()).containsExactly(7);
        assertThat(pairs(block.with(more))).contains(List.of(1, 1)).hasSize(4);
        assertThat(block.with(more)
                        .price(new double[] {7, 1}, new double[] {3, 8}, 5)
                        .size())
                .isZero();
    }

    @Test
    void everyProcessNeedsItsWorth() {
        process("p0", "wood", "panel", 1, Map.of());

        assertThatThrownBy(() -> find(1, 1, true)).hasMessageContaining("0 worths for 1 processes");
    }
}
