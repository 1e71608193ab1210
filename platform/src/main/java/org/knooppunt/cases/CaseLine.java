package org.knooppunt.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case in a list; {@code surplus} is absent for who may not see it. */
public record CaseLine(
        long id,
        String title,
        CaseStatus status,
        List<String> partners,
        @Nullable Double surplus,
        double co2eAvoided,
        double jobs,
        Instant createdAt,
        Instant movedAt) {}
