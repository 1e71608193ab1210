package org.knooppunt.strategy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a partner does for a goal.
 *
 * @param words what exactly; may be empty
 */
public record PartnerRole(long id, Goal goal, String partner, Part part, String words) {
    /** The parts there are. */
    public enum Part {
        LEAD,
        PARTNER,
        INFORMED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Part> find(String code) {
            return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
        }
    }
}
