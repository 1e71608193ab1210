package org.knooppunt.strategy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A figure on the page of a goal, written in the reader's language.
 *
 * @param unit may be empty
 * @param source who says so
 * @param day of which day it is
 * @param path where more is to be read
 */
public record GoalFigure(
        String label,
        String value,
        String unit,
        String source,
        @Nullable LocalDate day,
        @Nullable String path) {}
