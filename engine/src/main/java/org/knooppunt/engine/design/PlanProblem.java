package org.knooppunt.engine.design;

import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.transport.Transport;

/** What is to be planned: an inventory, how things move, and what counts beside money. */
public record PlanProblem(Inventory inventory, Transport transport, Weights weights) {}
