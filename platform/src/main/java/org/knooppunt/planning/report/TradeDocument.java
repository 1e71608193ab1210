package org.knooppunt.planning.report;

import java.util.List;
import java.util.Locale;
import org.knooppunt.engine.design.AimedPlan;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.TradeOff;
import org.knooppunt.planning.PlanGoal;

/**
 * A trade-off as {@code trade.json} holds it: plans between two aims, by the second from least to most.
 *
 * @param coverage even: the best plan for each of a number of values, evenly spread; supported: only plans that are best
 *     for some weight
 * @param complete false when time or a person cut the search off
 */
public record TradeDocument(
        String format,
        String first,
        String second,
        String coverage,
        boolean complete,
        double seconds,
        List<Point> points) {
    public static final String FORMAT = "knooppunt-trade/1";

    public TradeDocument {
        points = List.copyOf(points);
    }

    /**
     * One plan, in figures.
     *
     * @param facilities ids of those that run
     * @param aimed what is proven of it
     */
    public record Point(
            double money,
            double co2eAvoidedT,
            double jobs,
            String status,
            List<String> facilities,
            PlanDocument.Aimed aimed) {}

    public static TradeDocument of(TradeOff trade) {
        return new TradeDocument(
                FORMAT,
                PlanGoal.code(trade.first()),
                PlanGoal.code(trade.second()),
                trade.coverage().name().toLowerCase(Locale.ROOT),
                trade.complete(),
                trade.seconds(),
                trade.points().stream()
                        .map(point -> point(point, trade.coverage()))
                        .toList());
    }

    private static Point point(AimedPlan point, TradeOff.Coverage coverage) {
        Plan plan = point.plan();
        return new Point(
                plan.money(),
                plan.co2eAvoided(),
                plan.jobs(),
                plan.status().name().toLowerCase(Locale.ROOT),
                plan.facilities().stream()
                        .filter(Plan.FacilityUse::runs)
                        .map(Plan.FacilityUse::facility)
                        .toList(),
                PlanDocument.Aimed.of(point, coverage == TradeOff.Coverage.SUPPORTED));
    }

    /** As {@code trade.csv}: a line per plan. */
    public String csv() {
        StringBuilder csv = new StringBuilder("money,co2e_avoided_t,jobs,status,facilities\n");
        for (Point point : points) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%.2f,%.4f,%.4f,%s,%s%n",
                    point.money(),
                    point.co2eAvoidedT(),
                    point.jobs(),
                    point.status(),
                    String.join("+", point.facilities())));
        }
        return csv.toString().replace("\r\n", "\n");
    }
}
