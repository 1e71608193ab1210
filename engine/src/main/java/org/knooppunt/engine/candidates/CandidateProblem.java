package org.knooppunt.engine.candidates;

import java.util.List;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.transport.DirectTransport;

/**
 * Sources and the takers that may want them. A taker accepts its class and the descendants of that class.
 *
 * <p>A pair is worth, in EUR per unit,
 *
 * <pre>(taker's price − source's price) − (cost + co2Weight × CO2e / 1000)</pre>
 *
 * with the cost and CO2e that {@link DirectTransport} gives for the class of the source, computed in this order, so that
 * whoever computes it again gets the same bits.
 *
 * @param classes the class tree; streams name a class by its index in this list
 * @param co2Weight EUR per tonne CO2e of transport
 */
public record CandidateProblem(
        List<ResourceClass> classes,
        DirectTransport transport,
        double co2Weight,
        Streams sources,
        Streams takers,
        PairTest accepts) {
    public CandidateProblem {
        classes = List.copyOf(classes);
        if (!Double.isFinite(co2Weight)) {
            throw new IllegalArgumentException("weight of CO2e is " + co2Weight + "; expected a finite number");
        }
        check("source", sources, classes.size());
        check("taker", takers, classes.size());
    }

    private static void check(String who, Streams streams, int classes) {
        for (int i = 0; i < streams.size(); i++) {
            if (streams.resourceClass()[i] < 0 || streams.resourceClass()[i] >= classes) {
                throw new IllegalArgumentException(who + " " + i + " has class " + streams.resourceClass()[i]
                        + "; expected an index below " + classes);
            }
        }
    }

    /**
     * The same pairs at other prices, for instance those of a relaxation: a source asks its price plus the dual of its
     * quantity, a taker pays its price less the dual of its own.
     */
    public CandidateProblem at(double[] sourcePrice, double[] takerPrice) {
        return new CandidateProblem(
                classes, transport, co2Weight, sources.at(sourcePrice), takers.at(takerPrice), accepts);
    }
}
