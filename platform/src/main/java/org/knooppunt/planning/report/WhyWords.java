package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.engine.design.Explanation;
import org.knooppunt.web.Formats;

/** A {@link Why} in sentences of one language. */
public final class WhyWords {
    private final Words words;
    private final Formats formats;
    private final Why why;

    public WhyWords(Words words, Formats formats, Why why) {
        this.words = words;
        this.formats = formats;
        this.why = why;
    }

    /** In or out, in one sentence. */
    public String verdict() {
        Explanation found = why.found();
        if (!found.takesPart()) {
            return words.say("plan.why." + why.thing() + ".out");
        }
        boolean all = found.quantity() >= why.available() * 0.999;
        return words.say(
                "plan.why." + why.thing() + (all ? ".all" : ".part"),
                formats.quantity(found.quantity(), why.unit()),
                formats.quantity(why.available(), why.unit()));
    }

    /** What it brings, and what stands in for it. */
    public List<String> brings() {
        List<String> sentences = new ArrayList<>();
        Explanation found = why.found();
        Double worth = found.worth();
        Double margin = found.margin();
        if (found.takesPart() && worth != null) {
            if (worth.isInfinite()) {
                sentences.add(words.say("plan.why.worth.needed"));
            } else if (worth < 0.5) {
                sentences.add(words.say("plan.why.worth.none"));
            } else {
                sentences.add(words.say("plan.why.worth", formats.money(worth)));
            }
        }
        if (margin != null && margin > 0.005) {
            sentences.add(words.say("plan.why.margin", formats.price(margin), words.unit(why.unit())));
        }
        if (found.takesPart() && !why.stops().isEmpty()) {
            sentences.add(words.say("plan.why.stops", String.join(", ", why.stops())));
        }
        if (found.takesPart() && !why.starts().isEmpty()) {
            sentences.add(words.say("plan.why.starts", String.join(", ", why.starts())));
        }
        if (!found.takesPart()) {
            PlanReport.LeftOutLine line = why.leftOut();
            if (line != null) {
                sentences.add(words.say(
                        line.sentence(),
                        line.obstacle(),
                        formats.quantity(line.left(), line.unit()),
                        formats.quantity(line.of(), line.unit())));
            }
        }
        return sentences;
    }

    /** What would change the decision. */
    public List<String> ways() {
        List<String> sentences = new ArrayList<>();
        for (Why.Way each : why.ways()) {
            sentences.add(way(each) + (each.way().checked() ? "" : " " + words.say("plan.why.unchecked")));
        }
        return sentences;
    }

    private String way(Why.Way each) {
        Explanation.Way way = each.way();
        String side = why.found().takesPart() ? "in" : "out";
        String unit = words.unit(why.unit());
        return switch (way.change()) {
            case PRICE ->
                words.say(
                        "plan.why.price." + why.thing() + "." + side,
                        formats.price(way.needed()),
                        unit,
                        formats.price(way.now()));
            case TRANSPORT ->
                words.say(
                        "plan.why.transport",
                        formats.price(way.needed()),
                        unit,
                        formats.price(way.now()),
                        each.partner());
            case DISTANCE ->
                words.say(
                        "plan.why.distance",
                        formats.number(way.needed(), 1),
                        formats.number(way.now(), 1),
                        each.partner());
            case FIXED_COST -> {
                if (way.needed() < 0) {
                    yield words.say("plan.why.fixed.never", formats.money(-way.needed()));
                }
                yield words.say("plan.why.fixed." + side, formats.money(way.needed()), formats.money(way.now()));
            }
            case VOLUME -> {
                Double gate = way.at();
                yield words.say(
                        "plan.why.volume",
                        formats.quantity(way.needed(), why.unit()),
                        each.partner(),
                        formats.price(gate == null ? 0 : gate),
                        unit);
            }
        };
    }
}
