package org.knooppunt.planning.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.cases.Case;

/**
 * A case as {@code cases.json} holds it. Money in EUR per year.
 *
 * @param title the facilities that run in it, or what moves
 * @param kinds the kinds of resources that move in it
 * @param bestPair what two of the partners reach at most together; absent where it was not computed
 * @param bestPairPartners the two; empty where no pair reaches anything
 */
public record CaseDocument(
        @JsonProperty("case") String id,
        String title,
        List<String> kinds,
        List<Partner> partners,
        List<String> offers,
        List<String> facilities,
        List<String> needs,
        double surplus,
        double money,
        double co2eAvoidedT,
        double jobs,
        @Nullable Double bestPair,
        List<String> bestPairPartners,
        List<PlanDocument.Flow> flows) {

    /** A partner and the surplus it reaches with only what is its own. */
    public record Partner(String organisation, String name, double alone) {}

    /** The case as the engine knows it. */
    public Case toCase() {
        SortedMap<String, Double> alone = new TreeMap<>();
        partners.forEach(partner -> alone.put(partner.organisation(), partner.alone()));
        return new Case(
                id,
                List.copyOf(alone.keySet()),
                offers,
                facilities,
                needs,
                flows.stream().map(PlanDocument.Flow::toFlow).toList(),
                surplus,
                money,
                co2eAvoidedT,
                jobs,
                alone);
    }

    /** Without its flows; and, when it is not to be whole, without all else that grows with the number of partners. */
    public CaseDocument brief(boolean whole) {
        return new CaseDocument(
                id,
                title,
                kinds,
                whole ? partners : List.of(),
                whole ? offers : List.of(),
                whole ? facilities : List.of(),
                whole ? needs : List.of(),
                surplus,
                money,
                co2eAvoidedT,
                jobs,
                bestPair,
                bestPairPartners,
                List.of());
    }

    /** Below this many euros a year a group is said to reach nothing. */
    static final double NOTHING = 0.5;

    /** Whether no two partners reach anything together, nor anyone alone, while all together they do. */
    public boolean needsAll() {
        return bestPair != null && bestPair < NOTHING && surplus >= NOTHING && partners.size() > 2;
    }
}
