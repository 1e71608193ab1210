package org.knooppunt.engine.design;

import java.util.List;

/**
 * A plan that was made for another aim than money alone. In the plan itself, the bound and the gap are about its money
 * among all plans that reach its floors; its certificate recomputed the floors too, and its multiplier bound is proven for
 * them without the solver.
 *
 * @param floors what it reaches beside its money
 * @param shadow what the floors cost at the margin, EUR per t CO2e and per job, its facilities being as they are; 0
 *     where a floor costs nothing. Entry prices count with it
 * @param proofs what is proven in each aim; the first is the one it was made for
 */
public record AimedPlan(Plan plan, Floors floors, Weights shadow, List<AimProof> proofs) {
    public AimedPlan {
        proofs = List.copyOf(proofs);
    }
}
