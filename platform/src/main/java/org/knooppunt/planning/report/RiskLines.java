package org.knooppunt.planning.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knooppunt.engine.inventory.Unit;
import org.knooppunt.engine.risk.Driver;
import org.knooppunt.engine.risk.FacilityRisk;
import org.knooppunt.engine.risk.Probability;
import org.knooppunt.web.Formats;

/** What a {@link RiskDocument} says in one language, with the names and units of the plan it is about. */
public final class RiskLines {
    /** More streams than this are not named in one sentence. */
    private static final int MOST_DRIVERS = 4;

    private final PlanReport report;
    private final RiskDocument document;
    private final Words words;
    private final Formats formats;
    private final Map<String, String> names = new HashMap<>();

    /** @param report of the plan or of the case */
    public RiskLines(PlanReport report, RiskDocument document, Words words, Formats formats) {
        this.report = report;
        this.document = document;
        this.words = words;
        this.formats = formats;
        for (PlanReport.FlowLine flow : report.flows()) {
            if (flow.fromRole().equals("offer")) {
                names.put(flow.from(), flow.fromName() + " – " + flow.fromPlace());
            }
            if (flow.toRole().equals("need")) {
                names.put(flow.to(), flow.toName() + " – " + flow.toPlace());
            }
        }
    }

    /** A facility with its name and the unit of its intake. */
    public record Line(String name, Unit unit, FacilityRisk risk) {}

    /** The facilities that have a minimum to reach. */
    public List<Line> lines() {
        Map<String, PlanReport.FacilityLine> known =
                report.facilities().stream().collect(Collectors.toMap(PlanReport.FacilityLine::id, line -> line));
        return document.facilities().stream()
                .filter(risk -> risk.minimum() > 0 && known.containsKey(risk.facility()))
                .map(risk -> new Line(
                        known.get(risk.facility()).name(),
                        known.get(risk.facility()).unit(),
                        risk))
                .toList();
    }

    /** For example: Breker haalt zijn minimum van 1.000 t in 93,2 % van de jaren (92,7 % tot 93,7 %). */
    public String year(Line line) {
        Probability year = line.risk().year();
        return words.say(
                "plan.risk.sentence",
                line.name(),
                formats.quantity(line.risk().minimum(), line.unit()),
                formats.percent(year.value()),
                formats.percent(year.low()),
                formats.percent(year.high()));
    }

    /** What volume makes the year safe. */
    public String safeYear(Line line) {
        Double extra = line.risk().safeYear();
        String level = formats.percent(document.level());
        if (extra == null) {
            return words.say("plan.risk.safe.never");
        }
        return extra > 0
                ? words.say("plan.risk.safe.more", quantity(line, extra), level)
                : words.say("plan.risk.safe.already", level);
    }

    /** Whether every month has its part, and what volume would do it. */
    public String months(Line line) {
        Double extra = line.risk().safeMonths();
        String often = formats.percent(line.risk().everyMonth().value());
        if (extra == null) {
            return words.say("plan.risk.months.never", often);
        }
        return extra > 0
                ? words.say("plan.risk.months.more", often, quantity(line, extra), formats.percent(document.level()))
                : words.say("plan.risk.months.already", often);
    }

    /** An extra quantity in a cell. */
    public String extra(Line line, boolean months) {
        Double extra = months ? line.risk().safeMonths() : line.risk().safeYear();
        return extra == null ? words.say("plan.risk.extra.never") : extra > 0 ? "+ " + quantity(line, extra) : "–";
    }

    /** Rounded up, so that it is enough. */
    private String quantity(Line line, double extra) {
        double step = extra < 100 ? 10 : 1;
        return formats.quantity(Math.ceil(extra * step - 1e-6) / step, line.unit());
    }

    public String range(Probability probability) {
        return formats.percent(probability.low()) + " – " + formats.percent(probability.high());
    }

    /** Which streams make the surplus vary most; empty when none does. */
    public String drivers() {
        String streams = document.drivers().stream()
                .limit(MOST_DRIVERS)
                .map(this::driver)
                .collect(Collectors.joining("; "));
        return streams.isEmpty() ? "" : words.say("plan.risk.drivers", streams);
    }

    /** Which offers make the intake of a facility vary most; empty when none does. */
    public String drivers(Line line) {
        String streams = line.risk().drivers().stream()
                .limit(MOST_DRIVERS)
                .map(this::driver)
                .collect(Collectors.joining("; "));
        return streams.isEmpty() ? "" : words.say("plan.risk.drivers.intake", streams);
    }

    private String driver(Driver driver) {
        return names.getOrDefault(driver.stream(), driver.stream()) + " (" + formats.percent(driver.share()) + ")";
    }
}
