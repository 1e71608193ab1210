package org.knooppunt.charter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation said of a commitment in a year.
 *
 * @param quantity what was reached, in the unit of the commitment
 * @param evidence address of a page or document; may be empty
 */
public record SelfReport(
        int year,
        Outcome outcome,
        @Nullable Double quantity,
        String evidence,
        String remark,
        Instant reportedAt,
        String reporter) {}
