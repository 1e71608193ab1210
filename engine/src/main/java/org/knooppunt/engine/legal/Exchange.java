package org.knooppunt.engine.legal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Unit;

/**
 * The facts of an exchange that the law asks for. The status of what is given belongs to the exchange, not to the material:
 * the same material from another producer or for another use may be waste.
 *
 * @param material its name, in the words of the giver
 * @param code of the list of waste, absent when none was chosen
 * @param answers what is known; a question without an answer is unknown
 * @param carrier who moves it
 * @param arranger who arranges that it is moved and processed
 * @param quantity units per year, at least 0
 */
public record Exchange(
        String material,
        @Nullable WasteCode code,
        Origin origin,
        Use use,
        SortedMap<Question, Answer> answers,
        Partner giver,
        Partner taker,
        Party carrier,
        Party arranger,
        double quantity,
        Unit unit) {
    public Exchange {
        if (!(quantity >= 0) || Double.isInfinite(quantity)) {
            throw new IllegalArgumentException(
                    "exchange: quantity is " + quantity + "; expected a finite number of at least 0");
        }
        if (arranger == Party.NOBODY) {
            throw new IllegalArgumentException("exchange: arranger is nobody; expected a party, or unknown");
        }
        answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    public Answer answer(Question question) {
        return answers.getOrDefault(question, Answer.UNKNOWN);
    }

    /** The same exchange with one more answer, in place of one there was. */
    public Exchange with(Question question, Answer answer) {
        Map<Question, Answer> more = new TreeMap<>(answers);
        more.put(question, answer);
        return new Exchange(
                material, code, origin, use, new TreeMap<>(more), giver, taker, carrier, arranger, quantity, unit);
    }

    /** The giver or the taker when it is that party, absent for others: of those only the role is known. */
    @Nullable
    Partner partner(Party party) {
        return switch (party) {
            case GIVER -> giver;
            case TAKER -> taker;
            case CARRIER, COORDINATOR, THIRD_PARTY, NOBODY, UNKNOWN -> null;
        };
    }
}
