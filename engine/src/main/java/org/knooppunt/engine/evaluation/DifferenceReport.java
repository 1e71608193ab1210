package org.knooppunt.engine.evaluation;

import java.util.List;

/**
 * What changed in a unit beyond what changed in the others. In the unit of the outcome.
 *
 * @param att the difference of the differences, with a standard error that is robust to what hangs together in a unit
 * @param events per period: how much further the unit lies from the others than in the last period before the start
 * @param placebos how the same figure comes out for units that did nothing
 * @param trend the same of the periods before the start: a low rank means they did not move alike
 * @param gaps observed and what it would have been: the unit's own mean before, plus how the others moved
 * @param cautions what to know before believing it
 */
public record DifferenceReport(
        Estimate att,
        List<Event> events,
        Ranking placebos,
        Ranking trend,
        List<SyntheticControlFit.Gap> gaps,
        List<Caution> cautions) {
    public DifferenceReport {
        events = List.copyOf(events);
        gaps = List.copyOf(gaps);
        cautions = List.copyOf(cautions);
    }

    /**
     * A coefficient of the event study; that of the last period before the start is 0 by choice.
     *
     * @param distance periods since the start; below 0 a lead
     */
    public record Event(int period, int distance, Estimate coefficient) {}

    /**
     * Place of the unit among all units, each taken as the one that did it.
     *
     * @param rank from 1, the largest in absolute value
     * @param p rank / units
     * @param deviation standard deviation of the figure among the others
     */
    public record Ranking(int rank, int units, double p, double deviation) {}
}
