package org.knooppunt.planning.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.coalition.CoalitionReport;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.engine.coalition.FlowPrice;
import org.knooppunt.engine.coalition.Split;
import org.knooppunt.engine.coalition.Standing;
import org.knooppunt.engine.coalition.Transfers;

/**
 * How the surplus of a case is shared, as {@code split.json} holds it; see {@link CoalitionReport}. Money in EUR per year.
 *
 * @param worths of all coalitions, by the partners as bits of a number in the order of the standings; empty when these
 *     are too many
 * @param prices what each exchange would cost under the split
 * @param settlements paid beside the prices, per partner; mostly 0
 */
public record SplitDocument(
        String format,
        @JsonProperty("case") String caseId,
        Fairness fairness,
        double worth,
        boolean proven,
        int pairs,
        List<Standing> standings,
        Split split,
        List<Price> prices,
        SortedMap<String, Double> settlements,
        List<Double> worths,
        double seconds) {
    public static final String FORMAT = "knooppunt-split/1";

    /**
     * The price of one exchange.
     *
     * @param price EUR per unit that the taker pays the giver at its gate; below 0 the giver pays
     * @param reference what the inventory asks or pays; absent between facilities
     */
    public record Price(
            PlanDocument.Flow flow,
            String giver,
            String taker,
            double price,
            @Nullable Double reference) {
        static Price of(FlowPrice of) {
            return new Price(
                    PlanDocument.Flow.of(of.flow()),
                    of.giver(),
                    of.taker(),
                    of.price(),
                    of.reference().isPresent() ? of.reference().getAsDouble() : null);
        }

        FlowPrice toFlowPrice() {
            return new FlowPrice(
                    flow.toFlow(),
                    giver,
                    taker,
                    price,
                    reference == null ? OptionalDouble.empty() : OptionalDouble.of(reference));
        }
    }

    public static SplitDocument of(String caseId, Fairness fairness, CoalitionReport report) {
        return new SplitDocument(
                FORMAT,
                caseId,
                fairness,
                report.worth(),
                report.proven(),
                report.pairs(),
                report.standings(),
                report.split(),
                report.transfers().flows().stream().map(Price::of).toList(),
                report.transfers().settlements(),
                report.worths(),
                report.seconds());
    }

    /** As the engine made it. */
    @JsonIgnore
    public CoalitionReport report() {
        return new CoalitionReport(
                worth,
                proven,
                pairs,
                standings,
                worths,
                split,
                new Transfers(prices.stream().map(Price::toFlowPrice).toList(), new TreeMap<>(settlements)),
                seconds);
    }
}
