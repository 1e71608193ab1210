package org.knooppunt.engine.candidates;

import java.util.List;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.transport.DirectTransport;
import org.knooppunt.engine.transport.GreatCircle;

/** What carrying costs per class, exactly for a pair and at least for a region. */
final class Tariff {
    /** Half a turn of the earth, and a little for rounding. */
    private static final double FARTHEST_KM = Math.PI * GreatCircle.EARTH_RADIUS_KM + 1;

    private final DirectTransport.Rates rates;
    private final double co2Weight;
    private final DirectTransport.Rate[] rateOf;
    private final double[] reachKm;
    private final double[] farthestKm;

    Tariff(CandidateProblem problem, double reach) {
        rates = problem.transport().rates();
        co2Weight = problem.co2Weight();
        List<ResourceClass> classes = problem.classes();
        rateOf = new DirectTransport.Rate[classes.size()];
        reachKm = new double[classes.size()];
        farthestKm = new double[classes.size()];
        for (int c = 0; c < rateOf.length; c++) {
            rateOf[c] = rates.of(classes.get(c));
            reachKm[c] = Math.min(reach, rateOf[c].reachKm());
            farthestKm[c] = Math.min(reachKm[c], rates.travelledKm(FARTHEST_KM));
        }
    }

    double travelledKm(double greatCircleKm) {
        return rates.travelledKm(greatCircleKm);
    }

    boolean reaches(int resourceClass, double travelledKm) {
        return travelledKm <= reachKm[resourceClass];
    }

    double carriage(int resourceClass, double travelledKm) {
        DirectTransport.Rate rate = rateOf[resourceClass];
        return rate.cost(travelledKm) + co2Weight * rate.co2(travelledKm) / 1000;
    }

    /**
     * No pair at least that far apart, and within reach, is carried for less. Floating-point products and sums are
     * monotone, so this holds for the computed numbers too and needs no tolerance. Where far is cheaper than near (a
     * negative rate, or CO2e weighed negatively), that part is taken at the farthest.
     */
    double leastCarriage(int resourceClass, double travelledKm) {
        DirectTransport.Rate rate = rateOf[resourceClass];
        double costKm = rate.costPerKm() >= 0 ? travelledKm : farthestKm[resourceClass];
        double co2Km = co2Weight * rate.co2PerKm() >= 0 ? travelledKm : farthestKm[resourceClass];
        return rate.cost(costKm) + co2Weight * rate.co2(co2Km) / 1000;
    }

    /**
     * EUR that a kilometre of great circle weighs against a difference in price when a region is divided: the tariff, or
     * what lets the whole spread of prices fit in the reach when that is more. It steers the speed, never the answer.
     */
    double perKm(int resourceClass, double spread) {
        double near = carriage(resourceClass, travelledKm(1)) - carriage(resourceClass, 0);
        return Math.max(Math.abs(near), spread / farthestKm[resourceClass]);
    }
}
