package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Unit;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;

/** Sentences about a plan in one language. The thread's language must be the same, since the formats go by it. */
public final class Words {
    private static final int MOST_NAMES = 50;

    private final MessageSource messages;
    private final Formats formats;
    private final Locale language;

    public Words(MessageSource messages, Formats formats, Locale language) {
        this.messages = messages;
        this.formats = formats;
        this.language = language;
    }

    public String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }

    public String kind(Kind kind) {
        return say("kind." + kind.code());
    }

    /** For example: 14 casussen brengen samen € 2.458.492 per jaar op, besparen 23.900 t CO2e en geven 88,6 banen. */
    public String headline(PlanOverview overview) {
        PlanDocument plan = overview.plan();
        if (overview.flows() == 0) {
            return say("plan.headline.none");
        }
        return say(
                overview.cases() == 1 ? "plan.headline.one" : "plan.headline",
                formats.number(overview.cases(), 0),
                formats.money(plan.money()),
                co2(plan.co2eAvoidedT()),
                formats.number(plan.jobs(), 1));
    }

    /** Whole tonnes, and a negative amount as what it is. */
    public String co2(double tonnes) {
        return tonnes(tonnes) + " CO2e";
    }

    public String tonnes(double tonnes) {
        return formats.number(tonnes, Math.abs(tonnes) < 10 ? 1 : 0) + " t";
    }

    /** How far below the best possible at most. */
    public String bound(PlanOverview overview) {
        PlanDocument.Aimed aimed = overview.plan().aimed();
        if (aimed != null) {
            return aimed(aimed);
        }
        if (overview.isBest()) {
            return say("plan.bound.best");
        }
        String gap = formats.percent(overview.gapAtMost());
        return say(
                overview.plan().stopped()
                        ? "plan.bound.stopped"
                        : overview.plan().status().equals("time_limit") ? "plan.bound.time" : "plan.bound.gap",
                gap);
    }

    /** What is proven of a plan for another aim than money alone: a sentence per aim, and what the last unit costs. */
    private String aimed(PlanDocument.Aimed aimed) {
        List<String> sentences = new ArrayList<>();
        for (PlanDocument.Proof proof : aimed.proofs()) {
            String given = proof.given();
            Double atLeast = proof.atLeast();
            sentences.add(
                    given == null || atLeast == null
                            ? say("plan.aimed.most." + proof.aim(), amount(proof.aim(), proof.bound()))
                            : say(
                                    "plan.aimed.given." + proof.aim(),
                                    amount(proof.aim(), proof.bound()),
                                    amount(given, atLeast)));
        }
        if (aimed.shadowCo2e() >= 0.005) {
            sentences.add(say(
                    aimed.weighed() ? "plan.aimed.weight.co2e" : "plan.aimed.last.co2e",
                    formats.money(aimed.shadowCo2e())));
        }
        if (aimed.shadowJobs() >= 0.005) {
            sentences.add(say(
                    aimed.weighed() ? "plan.aimed.weight.jobs" : "plan.aimed.last.jobs",
                    formats.money(aimed.shadowJobs())));
        }
        return String.join(" ", sentences);
    }

    /** An amount of an aim in its own unit: € 1.000, 12 t CO2e, 3,5 banen. */
    public String amount(String aim, double value) {
        return switch (aim) {
            case "money" -> formats.money(value);
            case "co2e" -> co2(value);
            default -> say("plan.amount.jobs", formats.number(value, 1));
        };
    }

    /** What the independent check certified. */
    public String certified(PlanOverview overview) {
        PlanDocument.Certificate certificate = overview.plan().certificate();
        return say(
                !certificate.feasible()
                        ? "plan.certified.not"
                        : overview.plan().aimed() == null ? "plan.certified" : "plan.certified.aimed",
                formats.money(certificate.surplus()),
                formats.money(certificate.multiplierBound()));
    }

    /** Why something is left out and at which price it would come in. */
    public String why(PlanReport.LeftOutLine line) {
        String text = say(
                line.sentence(),
                line.obstacle(),
                formats.quantity(line.left(), line.unit()),
                formats.quantity(line.of(), line.unit()));
        Double entry = line.entryPrice();
        Double price = line.price();
        if (entry != null && price != null) {
            text += " "
                    + say(
                            "plan.leftOut." + line.what() + ".entry",
                            formats.price(entry),
                            unit(line.unit()),
                            formats.price(price));
        }
        return text;
    }

    /** What a node of a Sankey is called; facilities taken together by how many they are and what they take in. */
    public String label(Sankey.Node node) {
        return node.isOthers()
                ? say("plan.sankey.others", formats.number(node.members(), 0), node.detail())
                : node.label();
    }

    /** How it was asked to search, and by what method it did. */
    public String method(PlanDocument plan) {
        return say(
                "plan.assumption.method", say("plan.form.method." + plan.asked().method()), plan.engine());
    }

    /** The symbol of a unit as it is written after "per". */
    public String unit(Unit unit) {
        String written = formats.quantity(1, unit);
        return written.substring(written.indexOf(' ') + 1);
    }

    /** What groups smaller than all partners reach. */
    public String pairs(CaseDocument one) {
        Double best = one.bestPair();
        if (best == null || one.partners().size() < 3) {
            return "";
        }
        if (one.needsAll()) {
            return say("plan.case.pair.none");
        }
        if (one.bestPairPartners().isEmpty()) {
            return "";
        }
        return say(
                "plan.case.pair",
                name(one, one.bestPairPartners().get(0)),
                name(one, one.bestPairPartners().get(1)),
                formats.money(best));
    }

    /** Who the partners are and what each reaches with only what is its own. */
    public String alone(CaseDocument one) {
        String some = some(
                one.partners().stream()
                        .filter(partner -> partner.alone() >= CaseDocument.NOTHING)
                        .map(partner -> partner.name() + " " + formats.money(partner.alone()))
                        .toList(),
                "; ");
        return say(some.isEmpty() ? "plan.case.alone.none" : "plan.case.alone", partners(one), some);
    }

    /** The names of the partners; of very many the first, and how many more. */
    public String partners(CaseDocument one) {
        return some(one.partners().stream().map(CaseDocument.Partner::name).toList(), ", ");
    }

    private String some(List<String> all, String between) {
        if (all.size() <= MOST_NAMES) {
            return String.join(between, all);
        }
        return say(
                "plan.case.more",
                String.join(between, all.subList(0, MOST_NAMES)),
                formats.number(all.size() - MOST_NAMES, 0));
    }

    private static String name(CaseDocument one, String organisation) {
        return one.partners().stream()
                .filter(partner -> partner.organisation().equals(organisation))
                .map(CaseDocument.Partner::name)
                .findFirst()
                .orElse(organisation);
    }
}
