package org.knooppunt.places;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a person says of an experiment; see {@link Experiment}. */
public record ExperimentDraft(
        @Nullable Long businessCase,
        String title,
        String authority,
        String permit,
        @Nullable LocalDate permitFrom,
        @Nullable LocalDate permitUntil,
        LocalDate fromDay,
        LocalDate untilDay,
        LocalDate evaluateBy) {}
