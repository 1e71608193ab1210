package org.knooppunt.indicators;

import java.util.Map;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.internal.ReferenceFigures;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The figures of the visitation of 2011, each with the part of the report it stands in. */
@Service
public class VisitationFigures {
    private final ReferenceFigures figures;
    private final Audit audit;

    VisitationFigures(ReferenceFigures figures, Audit audit) {
        this.figures = figures;
        this.audit = audit;
    }

    /** Adds the cards and figures that are not there yet; cards that are there stay as they are. */
    @Transactional
    public int fill(Person person) {
        Indicators.requireOfficer(person);
        int added = figures.fill(person);
        audit.record(person, "imported", Indicators.THING, "visitation", Map.of("observations", added));
        return added;
    }
}
