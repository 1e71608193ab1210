package org.knooppunt.cases;

/**
 * A flow of a case with its names as they were when the case was taken up.
 *
 * @param quantity units of the kind per year
 * @param transport EUR per year
 */
public record CaseFlow(
        String fromOrganisation,
        String fromName,
        String fromPlace,
        String toOrganisation,
        String toName,
        String toPlace,
        String className,
        String kind,
        double quantity,
        double km,
        double transport) {}
