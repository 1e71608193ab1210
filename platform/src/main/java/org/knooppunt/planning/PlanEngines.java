package org.knooppunt.planning;

import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.PlanEngine;
import org.knooppunt.engine.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Chooses the method by the size of what is to be planned. Now there is one; a larger engine takes its place here. */
@Component
public class PlanEngines {
    /**
     * A method and the name it goes by in plans.
     *
     * @param name with its version, since another version may give another plan of the same worth
     */
    public record Chosen(PlanEngine engine, String name) {}

    public Chosen choose(Inventory inventory) {
        return new Chosen(new ExactPlanner(), "exact");
    }
}
