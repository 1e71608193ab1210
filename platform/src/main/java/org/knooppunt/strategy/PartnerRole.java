package org.knooppunt.strategy;

import org.knooppunt.web.Coded;

/**
 * What a partner does for a goal.
 *
 * @param words what exactly; may be empty
 */
public record PartnerRole(long id, Goal goal, String partner, Part part, String words) {
    /** The parts there are. */
    public enum Part implements Coded {
        LEAD,
        PARTNER,
        INFORMED
    }
}
