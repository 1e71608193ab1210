package org.knooppunt.engine.legal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The facts of one exchange as the words that rules use. */
final class FactSheet {
    private final Map<Fact, List<String>> values = new EnumMap<>(Fact.class);

    FactSheet(Exchange exchange) {
        WasteCode code = exchange.code();
        put(Fact.ORIGIN, exchange.origin().code());
        put(Fact.USE, exchange.use().code());
        put(Fact.CODE, code == null ? "" : code.digits());
        put(Fact.HAZARD, word(code == null ? null : code.hazardous()));
        put(Fact.MIRROR, word(code == null ? null : code.mirror()));
        put(Fact.GIVER_IN, exchange.giver().place().word());
        put(Fact.TAKER_IN, exchange.taker().place().word());
        put(Fact.BORDER, Place.border(exchange.giver().place(), exchange.taker().place()));
        put(Fact.CARRIER, exchange.carrier().code());
        put(Fact.ARRANGER, exchange.arranger().code());
        for (Question question : Question.values()) {
            put(question.fact(), exchange.answer(question).code());
        }
    }

    private static String word(@Nullable Boolean said) {
        if (said == null) {
            return Answer.UNKNOWN.code();
        }
        return (said ? Answer.YES : Answer.NO).code();
    }

    private void put(Fact fact, String value) {
        values.put(fact, List.of(value));
    }

    /** Adds what is known once the routes are. */
    void settle(Set<Route> open, boolean settled) {
        values.put(Fact.ROUTE, open.stream().sorted().map(Route::code).toList());
        put(Fact.SETTLED, word(settled));
    }

    /** What of the fact is among the words asked for. */
    private List<String> met(Fact fact, List<String> asked) {
        List<String> met = new ArrayList<>();
        for (String value : values.getOrDefault(fact, List.of())) {
            if (asked.stream().anyMatch(word -> fact.matches(word, value))) {
                met.add(value);
            }
        }
        return met;
    }

    Finding find(Fact fact, List<String> asked) {
        if (!met(fact, asked).isEmpty()) {
            return Finding.MET;
        }
        List<String> known = values.getOrDefault(fact, List.of());
        boolean unknown = known.contains(Answer.UNKNOWN.code()) || (fact == Fact.CODE && known.contains(""));
        return unknown ? Finding.UNKNOWN : Finding.FAILED;
    }

    /** Whether every condition names what the exchange has. */
    boolean meets(SortedMap<Fact, List<String>> conditions) {
        return conditions.entrySet().stream().allMatch(condition -> !met(condition.getKey(), condition.getValue())
                .isEmpty());
    }

    /** The facts that met the conditions. */
    List<Reason> reasons(SortedMap<Fact, List<String>> conditions) {
        return conditions.entrySet().stream()
                .map(condition -> new Reason(condition.getKey(), met(condition.getKey(), condition.getValue())))
                .toList();
    }
}
