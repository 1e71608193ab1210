package org.knooppunt.engine.legal;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Unit;

/**
 * A tiny exchange, by itself one of wood waste within Flanders, of which the giver arranges and carries. Changed in place;
 * give a fresh one to every test.
 */
final class ExampleExchange {
    static final LocalDate DAY = LocalDate.of(2026, 11, 26);
    static final RuleBook BOOK = RuleReader.builtIn();

    private @Nullable WasteCode code = new WasteCode("030105", false, false);
    private Origin origin = Origin.OTHER_MATERIAL;
    private Use use = Use.RAW_MATERIAL;
    private final SortedMap<Question, Answer> answers = new TreeMap<>();
    private Place from = Place.FLANDERS;
    private Place to = Place.FLANDERS;
    private Party carrier = Party.GIVER;
    private Party arranger = Party.GIVER;

    static ExampleExchange of(Origin origin) {
        ExampleExchange exchange = new ExampleExchange();
        exchange.origin = origin;
        return exchange;
    }

    static ExampleExchange waste() {
        return of(Origin.OTHER_MATERIAL).answer(Question.RECOVERED, Answer.NO).answer(Question.DISCARDED, Answer.YES);
    }

    static ExampleExchange byProduct() {
        return of(Origin.PRODUCTION_RESIDUE)
                .answer(Question.CERTAIN, Answer.YES)
                .answer(Question.DIRECT, Answer.YES)
                .answer(Question.INTEGRAL, Answer.YES)
                .answer(Question.LAWFUL, Answer.YES);
    }

    static ExampleExchange product() {
        return of(Origin.CONSUMER_PRODUCT)
                .use(Use.SAME_PURPOSE)
                .answer(Question.DISCARDED, Answer.NO)
                .answer(Question.DIRECT, Answer.YES);
    }

    static ExampleExchange endOfWaste() {
        return of(Origin.OTHER_MATERIAL)
                .answer(Question.RECOVERED, Answer.YES)
                .answer(Question.MARKET, Answer.YES)
                .answer(Question.STANDARDS, Answer.YES)
                .answer(Question.HARMLESS, Answer.YES);
    }

    ExampleExchange use(Use changed) {
        use = changed;
        return this;
    }

    /** Six digits, with an asterisk for hazardous waste and a tilde for a mirror entry. */
    ExampleExchange code(String text) {
        code = new WasteCode(text.substring(0, 6), text.contains("*"), text.contains("~"));
        return this;
    }

    ExampleExchange withoutCode() {
        code = null;
        return this;
    }

    ExampleExchange answer(Question question, Answer answer) {
        answers.put(question, answer);
        return this;
    }

    ExampleExchange from(Place place) {
        from = place;
        return this;
    }

    ExampleExchange to(Place place) {
        to = place;
        return this;
    }

    ExampleExchange to(String country) {
        return to(new Place(country));
    }

    ExampleExchange carrier(Party party) {
        carrier = party;
        return this;
    }

    ExampleExchange arranger(Party party) {
        arranger = party;
        return this;
    }

    Exchange exchange() {
        return new Exchange(
                "sawdust",
                code,
                origin,
                use,
                answers,
                new Partner("Zagerij", "Kaai 1, Genk", "0203430576", from),
                new Partner("Plaatfabriek", "Dok 2, Genk", "0403170701", to),
                carrier,
                arranger,
                120,
                Unit.TONNE);
    }

    Checklist checklist() {
        return Checklists.of(BOOK, exchange(), DAY);
    }
}
