package org.knooppunt.planning;

import org.knooppunt.planning.report.CaseDocument;

/**
 * A case of a plan as its pages show it.
 *
 * @param document without flows; of a case with very many partners also without these and its streams
 * @param partners how many
 * @param flows how many
 */
public record PlanCase(CaseDocument document, int partners, int flows) {
    /** Up to this many partners a case is shown and kept whole. */
    public static final int MOST_PARTNERS = 50;

    /**
     * A partner of a case.
     *
     * @param alone EUR per year it reaches with only what is its own
     * @param flows of the case that it gives or takes
     */
    public record Partner(String caseId, String organisation, String name, double alone, int flows) {}
}
