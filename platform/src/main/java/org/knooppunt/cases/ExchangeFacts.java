package org.knooppunt.cases;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.engine.legal.Answer;
import org.knooppunt.engine.legal.Origin;
import org.knooppunt.engine.legal.Party;
import org.knooppunt.engine.legal.Question;
import org.knooppunt.engine.legal.Use;

/**
 * What a coordinator knows of an exchange for the law.
 *
 * @param code of the list of waste, six digits; empty when none was chosen
 * @param giverIn where the giver is, as ISO 3166 writes it
 * @param answers what is known; a question that is not in it is unknown
 */
public record ExchangeFacts(
        Origin origin,
        Use use,
        String code,
        String giverIn,
        String takerIn,
        Party carrier,
        Party arranger,
        Map<Question, Answer> answers) {
    /** What is known before anybody looked at it. */
    static ExchangeFacts ofKind(String kind) {
        Origin origin =
                switch (kind) {
                    case "energy" -> Origin.HEAT;
                    case "water" -> Origin.WATER;
                    case "space" -> Origin.SPACE;
                    case "people" -> Origin.PEOPLE;
                    default -> Origin.OTHER_MATERIAL;
                };
        return new ExchangeFacts(origin, Use.UNKNOWN, "", "BE-VLG", "BE-VLG", Party.UNKNOWN, Party.UNKNOWN, Map.of());
    }

    SortedMap<Question, Answer> sortedAnswers() {
        return new TreeMap<>(answers);
    }
}
