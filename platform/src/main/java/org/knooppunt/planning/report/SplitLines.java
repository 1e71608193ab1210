package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.engine.coalition.Split;
import org.knooppunt.engine.coalition.Standing;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Unit;
import org.knooppunt.web.Formats;

/** What a {@link SplitDocument} says in one language, with the names and units of the plan it is about. */
public final class SplitLines {
    /** Groups that hold the shares away from the rule; more than this nobody reads. */
    private static final int MOST_CLAIMS = 3;

    /** EUR per year that nobody would leave for. */
    private static final double NOTHING = 0.5;

    private final SplitDocument document;
    private final Inventory inventory;
    private final Words words;
    private final Formats formats;
    private final Map<String, String> names = new HashMap<>();

    public SplitLines(PlanReport report, SplitDocument document, Words words, Formats formats) {
        this.document = document;
        this.words = words;
        this.formats = formats;
        inventory = report.inventory();
        inventory.organisations().forEach(one -> names.put(one.id(), one.name()));
    }

    /** A partner with what it gets and where it stands. */
    public record Line(String name, Split.Share share, Standing standing) {}

    /** The largest share first. */
    public List<Line> lines() {
        Map<String, Standing> standings =
                document.standings().stream().collect(Collectors.toMap(Standing::partner, one -> one));
        return document.split().shares().stream()
                .filter(share -> standings.containsKey(share.partner()))
                .map(share -> new Line(name(share.partner()), share, standings.get(share.partner())))
                .sorted(Comparator.comparingDouble((Line line) -> -line.share().amount())
                        .thenComparing(Line::name))
                .toList();
    }

    private String name(String organisation) {
        return names.getOrDefault(organisation, organisation);
    }

    private String names(List<String> organisations) {
        return organisations.stream().map(this::name).collect(Collectors.joining(" + "));
    }

    /** Whether anybody has a reason to leave: the group for which staying is worth least, as the proof. */
    public String stability() {
        Split split = document.split();
        String group = names(split.worstOff());
        if (split.kind() == Split.Kind.LEAST_CORE) {
            return words.say("plan.split.least", group, formats.money(split.worstExcess()));
        }
        if (group.isEmpty()) {
            return words.say("plan.split.core");
        }
        return split.worstExcess() > -NOTHING
                ? words.say("plan.split.core.even", group)
                : words.say("plan.split.core.worst", group, formats.money(-split.worstExcess()));
    }

    /** How sure that is. */
    public String proof() {
        String sampled =
                document.pairs() > 0 ? " " + words.say("plan.split.sampled", formats.number(document.pairs(), 0)) : "";
        return words.say(document.split().proven() ? "plan.split.proven" : "plan.split.unproven") + sampled;
    }

    /** For example: Of € 41.200 that X brings, it gets € 20.300. Alone it reaches € 1.000. */
    public String partner(Line line) {
        Standing standing = line.standing();
        List<String> sentences = new ArrayList<>();
        sentences.add(words.say(
                "plan.split.partner",
                line.name(),
                formats.money(standing.contribution()),
                formats.money(line.share().amount()),
                formats.money(standing.alone())));
        double moved = line.share().amount() - line.share().byRule();
        if (Math.abs(moved) > NOTHING) {
            sentences.add(words.say(
                    moved > 0 ? "plan.split.partner.more" : "plan.split.partner.less",
                    formats.money(Math.abs(moved)),
                    formats.money(line.share().byRule())));
        }
        return String.join(" ", sentences);
    }

    /** What happens when it leaves. */
    public String without(Line line) {
        Standing standing = line.standing();
        List<String> sentences = new ArrayList<>();
        sentences.add(words.say(
                standing.without() < NOTHING ? "plan.split.without.nothing" : "plan.split.without",
                line.name(),
                formats.money(standing.without())));
        if (!standing.stopped().isEmpty()) {
            sentences.add(words.say(
                    "plan.split.without.stopped",
                    standing.stopped().stream()
                            .map(facility -> inventory.getFacility(facility).name())
                            .collect(Collectors.joining(", "))));
        }
        if (!standing.idle().isEmpty()) {
            sentences.add(words.say(
                    "plan.split.without.idle",
                    standing.idle().stream().map(this::name).collect(Collectors.joining(", "))));
        }
        return String.join(" ", sentences);
    }

    /** The groups for whose sake the shares are not those of the rule. */
    public List<String> claims() {
        return document.split().claims().stream()
                .filter(claim -> claim.hold() > NOTHING)
                .limit(MOST_CLAIMS)
                .map(claim -> words.say(
                        "plan.split.claim",
                        names(claim.partners()),
                        formats.money(claim.worth()),
                        formats.money(claim.hold())))
                .toList();
    }

    /** The Shapley value with its standard error where it was drawn. */
    public String shapley(Line line) {
        double error = line.standing().shapleyError();
        String value = formats.money(line.standing().shapley());
        return error > 0 ? words.say("plan.split.shapley.error", value, formats.money(error)) : value;
    }

    /** The weights of the rules in percent. */
    public record Weights(int shapley, int proportional, int equal) {}

    public Weights weights() {
        return weights(document.fairness());
    }

    /** In whole percents, for sliders. */
    public static Weights weights(Fairness fairness) {
        double sum = fairness.shapley() + fairness.proportional() + fairness.equalGain();
        return new Weights(
                (int) Math.round(100 * fairness.shapley() / sum),
                (int) Math.round(100 * fairness.proportional() / sum),
                (int) Math.round(100 * fairness.equalGain() / sum));
    }

    /**
     * The price of an exchange between two partners.
     *
     * @param reference what the inventory asks or pays, in words; empty where it says nothing
     */
    public record PriceLine(
            String className, String giver, String taker, double quantity, Unit unit, String price, String reference) {}

    /** Prices of what goes from one organisation to another, in the order of the case. */
    public List<PriceLine> prices() {
        List<PriceLine> lines = new ArrayList<>();
        for (SplitDocument.Price price : document.prices()) {
            if (price.giver().equals(price.taker())) {
                continue;
            }
            ResourceClass resource = inventory.getClass(price.flow().resourceClass());
            Unit unit = resource.unit();
            lines.add(new PriceLine(
                    resource.name(),
                    name(price.giver()),
                    name(price.taker()),
                    price.flow().quantity(),
                    unit,
                    perUnit(price.price(), unit),
                    perUnit(price.reference(), unit)));
        }
        return lines;
    }

    private String perUnit(@Nullable Double price, Unit unit) {
        return price == null ? "" : words.say("plan.split.perUnit", formats.price(price), words.unit(unit));
    }

    /** Payments beside the prices; most cases have none. */
    public List<String> settlements() {
        return document.settlements().entrySet().stream()
                .filter(entry -> Math.abs(entry.getValue()) > NOTHING)
                .map(entry -> words.say(
                        entry.getValue() > 0 ? "plan.split.settled.gets" : "plan.split.settled.pays",
                        name(entry.getKey()),
                        formats.money(Math.abs(entry.getValue()))))
                .toList();
    }
}
