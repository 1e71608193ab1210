package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.transport.Haul;

/**
 * Finds what a plan leaves out and says why. It looks at the same pairs as the planner: class, then quality, then reach,
 * then what stands in the way of those left. Linear in the pairs whose class fits.
 */
final class LeftOutFinder {
    /** Less than this share of a stream is rounding, not left out. */
    private static final double CRUMB = 1e-3;

    private final PlanProblem problem;
    private final Inventory inventory;
    private final Plan plan;
    private final Map<String, Double> sent = new HashMap<>();
    private final Map<String, Double> received = new HashMap<>();
    private final Map<String, Plan.FacilityUse> uses = new HashMap<>();
    private final Map<String, List<Need>> needsOfClass = new HashMap<>();
    private final Map<String, List<Process>> processesOfInput = new HashMap<>();
    private final Map<String, List<Process>> processesOf = new HashMap<>();
    private final Map<String, Double> available = new HashMap<>();
    private final Map<String, List<Offer>> offersUnder = new HashMap<>();
    private final Map<String, List<Made>> madeUnder = new HashMap<>();

    /** One output class of one process. */
    private record Made(Process process, String resourceClass) {}

    private LeftOutFinder(PlanProblem problem, Plan plan) {
        this.problem = problem;
        this.inventory = problem.inventory();
        this.plan = plan;
        for (Plan.Flow flow : plan.flows()) {
            if (flow.fromProcess() == null) {
                sent.merge(flow.from(), flow.quantity(), Double::sum);
            }
            if (flow.toProcess() == null) {
                received.merge(flow.to(), flow.quantity(), Double::sum);
            }
        }
        for (Plan.FacilityUse use : plan.facilities()) {
            uses.put(use.facility(), use);
        }
        for (Need need : inventory.needs()) {
            needsOfClass
                    .computeIfAbsent(need.resourceClass(), c -> new ArrayList<>())
                    .add(need);
        }
        for (Offer offer : inventory.offers()) {
            for (String above : inventory.lineage(offer.resourceClass())) {
                offersUnder.computeIfAbsent(above, c -> new ArrayList<>()).add(offer);
            }
        }
        for (Process process : inventory.processes()) {
            processesOf
                    .computeIfAbsent(process.facility(), f -> new ArrayList<>())
                    .add(process);
            processesOfInput
                    .computeIfAbsent(process.input(), c -> new ArrayList<>())
                    .add(process);
            for (String output : process.outputs().keySet()) {
                for (String above : inventory.lineage(output)) {
                    madeUnder.computeIfAbsent(above, c -> new ArrayList<>()).add(new Made(process, output));
                }
            }
        }
    }

    static List<PlanDocument.Entry> find(PlanProblem problem, Plan plan) {
        LeftOutFinder finder = new LeftOutFinder(problem, plan);
        List<PlanDocument.Entry> entries = new ArrayList<>();
        for (Facility facility : finder.inventory.facilities()) {
            finder.facility(facility).ifPresent(entries::add);
        }
        for (Offer offer : finder.inventory.offers()) {
            finder.offer(offer).ifPresent(entries::add);
        }
        for (Need need : finder.inventory.needs()) {
            finder.need(need).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<PlanDocument.Entry> facility(Facility facility) {
        if (runs(facility.id())) {
            return Optional.empty();
        }
        double available = available(facility);
        LeftOut reason = available <= 0
                ? LeftOut.NO_PARTNER
                : available < facility.minIntake() ? LeftOut.MINIMUM_NOT_REACHED : LeftOut.FACILITY_DOES_NOT_PAY;
        return Optional.of(new PlanDocument.Entry(
                facility.id(), "facility", available, facility.minIntake(), reason, null, null, ""));
    }

    /** All that could go in if the facility got every offer of the right class within reach. */
    private double available(Facility facility) {
        return available.computeIfAbsent(facility.id(), id -> count(facility));
    }

    private double count(Facility facility) {
        Site site = inventory.getSite(facility.site());
        double available = 0;
        java.util.Set<String> counted = new java.util.HashSet<>();
        for (Process process : processesOf.getOrDefault(facility.id(), List.of())) {
            for (Offer offer : offersUnder.getOrDefault(process.input(), List.of())) {
                if (haul(offer.resourceClass(), inventory.getSite(offer.site()), site) != null
                        && counted.add(offer.id())) {
                    available += offer.quantity();
                }
            }
            for (Made made : madeUnder.getOrDefault(process.input(), List.of())) {
                Plan.@Nullable FacilityUse maker = uses.get(made.process().facility());
                if (maker != null && maker.runs()) {
                    available += maker.byProcess().getOrDefault(made.process().id(), 0.0)
                            * made.process().outputs().getOrDefault(made.resourceClass(), 0.0);
                }
            }
        }
        return available;
    }

    private Optional<PlanDocument.Entry> offer(Offer offer) {
        double left = offer.quantity() - sent.getOrDefault(offer.id(), 0.0);
        if (left <= CRUMB * offer.quantity() || offer.quantity() <= 0) {
            return Optional.empty();
        }
        Double entryPrice = plan.prices().get(offer.id());
        Site from = inventory.getSite(offer.site());
        Obstacles obstacles = new Obstacles(entryPrice != null && entryPrice >= offer.price());
        for (String above : inventory.lineage(offer.resourceClass())) {
            for (Need need : needsOfClass.getOrDefault(above, List.of())) {
                String missed = missed(need, offer.qualities());
                Haul haul = haul(offer.resourceClass(), from, inventory.getSite(need.site()));
                obstacles.pair(
                        missed,
                        haul,
                        haul == null ? 0 : need.price() - offer.price() - carriage(haul),
                        received.getOrDefault(need.id(), 0.0) >= need.quantity() * (1 - CRUMB));
            }
            for (Process process : processesOfInput.getOrDefault(above, List.of())) {
                Facility facility = inventory.getFacility(process.facility());
                obstacles.facility("", haul(offer.resourceClass(), from, inventory.getSite(facility.site())), facility);
            }
        }
        LeftOut reason = obstacles.reason(left < offer.quantity() * (1 - CRUMB));
        return Optional.of(new PlanDocument.Entry(
                offer.id(),
                "offer",
                left,
                offer.quantity(),
                reason,
                offer.price(),
                entryPrice(reason, offer.price(), entryPrice),
                obstacles.detail(reason)));
    }

    private Optional<PlanDocument.Entry> need(Need need) {
        double left = need.quantity() - received.getOrDefault(need.id(), 0.0);
        if (left <= CRUMB * need.quantity() || need.quantity() <= 0) {
            return Optional.empty();
        }
        Double entryPrice = plan.prices().get(need.id());
        Site to = inventory.getSite(need.site());
        Obstacles obstacles = new Obstacles(entryPrice != null && entryPrice <= need.price());
        for (Offer offer : offersUnder.getOrDefault(need.resourceClass(), List.of())) {
            Haul haul = haul(offer.resourceClass(), inventory.getSite(offer.site()), to);
            obstacles.pair(
                    missed(need, offer.qualities()),
                    haul,
                    haul == null ? 0 : need.price() - offer.price() - carriage(haul),
                    sent.getOrDefault(offer.id(), 0.0) >= offer.quantity() * (1 - CRUMB));
        }
        for (Made made : madeUnder.getOrDefault(need.resourceClass(), List.of())) {
            Facility facility = inventory.getFacility(made.process().facility());
            obstacles.facility(
                    missed(need, made.process().qualities()),
                    haul(made.resourceClass(), inventory.getSite(facility.site()), to),
                    facility);
        }
        LeftOut reason = obstacles.reason(left < need.quantity() * (1 - CRUMB));
        return Optional.of(new PlanDocument.Entry(
                need.id(),
                "need",
                left,
                need.quantity(),
                reason,
                need.price(),
                entryPrice(reason, need.price(), entryPrice),
                obstacles.detail(reason)));
    }

    /** A price that differs from today's and would bring it in; nothing where no price would, or no more is to be had. */
    private static @Nullable Double entryPrice(LeftOut reason, double price, @Nullable Double entryPrice) {
        boolean byPrice = reason == LeftOut.PRICE
                || reason == LeftOut.OTHERS_FIRST
                || reason == LeftOut.CAPACITY_FULL
                || reason == LeftOut.ENOUGH;
        return byPrice && entryPrice != null && Math.abs(entryPrice - price) >= 0.005 ? entryPrice : null;
    }

    private boolean runs(String facility) {
        Plan.@Nullable FacilityUse use = uses.get(facility);
        return use != null && use.runs();
    }

    private double carriage(Haul haul) {
        return haul.cost() + problem.weights().co2() * haul.co2() / 1000;
    }

    private @Nullable Haul haul(String resourceClass, Site from, Site to) {
        return problem.transport()
                .find(inventory.getClass(resourceClass), from, to)
                .orElse(null);
    }

    /** The first limit that is not met, as {@code purity 82 < 85}; empty when all are met. */
    private static String missed(Need need, SortedMap<String, Double> qualities) {
        for (Map.Entry<String, QualityLimit> limit : new TreeMap<>(need.limits()).entrySet()) {
            Double value = qualities.get(limit.getKey());
            if (value == null || !limit.getValue().holds(value)) {
                boolean low = value == null
                        ? Double.isFinite(limit.getValue().min())
                        : value < limit.getValue().min();
                double bound = low ? limit.getValue().min() : limit.getValue().max();
                return limit.getKey() + " " + (value == null ? "?" : text(value)) + (low ? " < " : " > ") + text(bound);
            }
        }
        return "";
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }

    /** What stands between one stream and those who could take or give it; scratch of one stream. */
    private final class Obstacles {
        private final boolean pays;
        private boolean anyone;
        private boolean goodEnough;
        private boolean near;
        private boolean running;
        private boolean takenByOthers;
        private @Nullable Facility full;
        private @Nullable Facility tooSmall;
        private @Nullable Facility notPaying;
        private String missed = "";

        /** @param pays whether the entry price says that more of it would be worth moving */
        Obstacles(boolean pays) {
            this.pays = pays;
        }

        /** A partner that takes or gives directly. */
        void pair(String missedHere, @Nullable Haul haul, double margin, boolean exhausted) {
            if (!connects(missedHere, haul)) {
                return;
            }
            running = true;
            takenByOthers |= exhausted && margin > 0;
        }

        void facility(String missedHere, @Nullable Haul haul, Facility facility) {
            if (!connects(missedHere, haul)) {
                return;
            }
            Plan.@Nullable FacilityUse use = uses.get(facility.id());
            if (use != null && use.runs()) {
                running = true;
                if (use.intake() >= facility.capacity() * (1 - CRUMB)) {
                    full = facility;
                }
            } else if (available(facility) < facility.minIntake()) {
                tooSmall = facility;
            } else {
                notPaying = facility;
            }
        }

        private boolean connects(String missedHere, @Nullable Haul haul) {
            anyone = true;
            if (!missedHere.isEmpty()) {
                missed = missed.isEmpty() ? missedHere : missed;
                return false;
            }
            goodEnough = true;
            near |= haul != null;
            return haul != null;
        }

        LeftOut reason(boolean partly) {
            if (!anyone) {
                return LeftOut.NO_PARTNER;
            }
            if (!goodEnough) {
                return LeftOut.QUALITY;
            }
            if (!near) {
                return LeftOut.OUT_OF_REACH;
            }
            if (!running) {
                return tooSmall != null ? LeftOut.MINIMUM_NOT_REACHED : LeftOut.FACILITY_DOES_NOT_PAY;
            }
            if (full != null && !takenByOthers) {
                return LeftOut.CAPACITY_FULL;
            }
            if (partly) {
                return LeftOut.ENOUGH;
            }
            if (takenByOthers) {
                return LeftOut.OTHERS_FIRST;
            }
            return pays ? LeftOut.OTHERS_FIRST : LeftOut.PRICE;
        }

        String detail(LeftOut reason) {
            Facility facility =
                    switch (reason) {
                        case MINIMUM_NOT_REACHED -> tooSmall;
                        case FACILITY_DOES_NOT_PAY -> notPaying;
                        case CAPACITY_FULL -> full;
                        default -> null;
                    };
            return reason == LeftOut.QUALITY ? missed : facility == null ? "" : facility.id();
        }
    }
}
