package org.knooppunt.planning;

import java.util.Locale;
import org.knooppunt.engine.design.PlanEngine;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.SizedPlanner;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.transport.Transport;
import org.springframework.stereotype.Component;

/** Gives the method that is asked, or the one that fits the size of what is to be planned, with its name. */
@Component
public class PlanEngines {
    /**
     * A method and the name it goes by in plans.
     *
     * @param name with its version, since another version may give another plan of the same worth
     */
    public record Chosen(PlanEngine engine, String name) {}

    public Chosen choose(Inventory inventory, PlanOptions options) {
        PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
        return new Chosen(
                new SizedPlanner(),
                SizedPlanner.methodFor(problem, options).name().toLowerCase(Locale.ROOT));
    }
}
