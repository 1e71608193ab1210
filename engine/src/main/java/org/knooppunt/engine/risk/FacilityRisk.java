package org.knooppunt.engine.risk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How sure a facility is of its minimum intake.
 *
 * @param planned intake of the plan, units per year
 * @param minimum least intake, units per year; a month's minimum is a twelfth of it
 * @param expected mean intake over the years, units per year
 * @param year that the intake of a year reaches the minimum
 * @param everyMonth that each of the twelve months of a year reaches a twelfth of it
 * @param months that a month reaches a twelfth of it, January first
 * @param safeYear extra units per year to be brought in, at the same mix and the same relative spread, so that
 *     {@code year} reaches the level asked; 0 when it does already, absent when a hundred times the plan does not do it
 * @param safeMonths the same for {@code everyMonth}
 * @param drivers what makes its yearly intake vary, the strongest first
 */
public record FacilityRisk(
        String facility,
        double planned,
        double minimum,
        double expected,
        Probability year,
        Probability everyMonth,
        List<Probability> months,
        @Nullable Double safeYear,
        @Nullable Double safeMonths,
        List<Driver> drivers) {}
