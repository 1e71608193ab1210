package org.knooppunt.engine.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;

/**
 * Moves everything the direct way: distance = great circle (haversine, mean earth radius 6,371.0088 km) × a detour
 * factor; cost and CO2e are distance × the rate of the class. The same site costs nothing. Out of reach is not connected.
 */
public final class DirectTransport implements Transport {
    private final Rates rates;

    public DirectTransport(Rates rates) {
        this.rates = rates;
    }

    public Rates rates() {
        return rates;
    }

    @Override
    public Optional<Haul> find(ResourceClass resourceClass, Site from, Site to) {
        if (from.id().equals(to.id())) {
            return Optional.of(new Haul(0, 0, 0, Mode.ROAD));
        }
        Rate rate = rates.of(resourceClass);
        double km = rates.travelledKm(GreatCircle.km(from.lat(), from.lon(), to.lat(), to.lon()));
        return rate.reaches(km) ? Optional.of(new Haul(rate.cost(km), km, rate.co2(km), Mode.ROAD)) : Optional.empty();
    }

    /**
     * What a kilometre does.
     *
     * @param costPerKm EUR per unit and km
     * @param co2PerKm kg CO2e per unit and km
     * @param reachKm farthest distance, detour included, in km; infinite for no limit
     */
    public record Rate(double costPerKm, double co2PerKm, double reachKm) {
        public Rate {
            if (!Double.isFinite(costPerKm) || !Double.isFinite(co2PerKm) || !(reachKm >= 0)) {
                throw new IllegalArgumentException("rate is " + costPerKm + " EUR, " + co2PerKm + " kg, reach "
                        + reachKm + " km; expected finite rates and a reach of at least 0");
            }
        }

        public boolean reaches(double travelledKm) {
            return travelledKm <= reachKm;
        }

        /** EUR per unit over that many km. */
        public double cost(double travelledKm) {
            return travelledKm * costPerKm;
        }

        /** kg CO2e per unit over that many km. */
        public double co2(double travelledKm) {
            return travelledKm * co2PerKm;
        }
    }

    /**
     * The rates in use.
     *
     * @param detour road distance over great circle, at least 1
     * @param byKind rate of every kind
     * @param byClass rates that go before the kind's: key {@code energy.heat} holds for the class of that id and for
     *     every id that starts with {@code energy.heat.}; the longest key wins
     */
    public record Rates(double detour, Map<Kind, Rate> byKind, SortedMap<String, Rate> byClass) {
        /**
         * Standard rates, to be replaced by the user's own:
         *
         * <ul>
         *   <li>detour 1.3, a usual figure for roads in densely settled regions;
         *   <li>materials: 0.12 EUR/t·km; 0.10163 kg CO2e/t·km, no limit. The emission factor is "HGV (all diesel), All
         *       HGVs, average laden", UK Government GHG conversion factors 2025 (DESNZ), tank-to-wheel: direct emissions
         *       of the vehicle, without well-to-tank (0.02359 more);
         *   <li>energy: over the grid, no cost, no emissions, no limit: grid fees belong in the prices;
         *   <li>heat ({@code heat} and {@code energy.heat}): 2.0 EUR/MWh·km through a pipe, at most 3 km;
         *   <li>water: 0.10 EUR/m3·km through a pipe, at most 5 km;
         *   <li>space and people: no cost, no limit.
         * </ul>
         *
         * <p>The costs are assumptions for a first plan, not tariffs.
         */
        public static final Rates STANDARD = standard();

        public Rates {
            if (!(detour >= 1) || Double.isInfinite(detour)) {
                throw new IllegalArgumentException("detour is " + detour + "; expected a number of at least 1");
            }
            for (Kind kind : Kind.values()) {
                if (!byKind.containsKey(kind)) {
                    throw new IllegalArgumentException("no rate for " + kind.code() + "; expected one per kind");
                }
            }
            byKind = Map.copyOf(byKind);
            byClass = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byClass));
        }

        private static Rates standard() {
            Rate free = new Rate(0, 0, Double.POSITIVE_INFINITY);
            Rate heat = new Rate(2.0, 0, 3);
            Map<Kind, Rate> byKind = new EnumMap<>(Kind.class);
            byKind.put(Kind.MATERIAL, new Rate(0.12, 0.10163, Double.POSITIVE_INFINITY));
            byKind.put(Kind.ENERGY, free);
            byKind.put(Kind.WATER, new Rate(0.10, 0, 5));
            byKind.put(Kind.SPACE, free);
            byKind.put(Kind.PEOPLE, free);
            return new Rates(1.3, byKind, new TreeMap<>(Map.of("heat", heat, "energy.heat", heat)));
        }

        /** The way a unit travels when the great circle is that long. */
        public double travelledKm(double greatCircleKm) {
            return greatCircleKm * detour;
        }

        /** The rate of a class: its own or that of the nearest id above it, else its kind's. */
        public Rate of(ResourceClass resourceClass) {
            if (!byClass.isEmpty()) {
                String id = resourceClass.id();
                while (true) {
                    Rate rate = byClass.get(id);
                    if (rate != null) {
                        return rate;
                    }
                    int dot = id.lastIndexOf('.');
                    if (dot < 0) {
                        break;
                    }
                    id = id.substring(0, dot);
                }
            }
            Rate rate = byKind.get(resourceClass.kind());
            if (rate == null) {
                throw new IllegalStateException("no rate for " + resourceClass.kind());
            }
            return rate;
        }
    }
}
