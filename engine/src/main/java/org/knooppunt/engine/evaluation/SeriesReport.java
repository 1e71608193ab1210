package org.knooppunt.engine.evaluation;

import java.util.List;

/**
 * How the line of a unit broke at the start. In the unit of the outcome; slopes per unit of the period.
 *
 * @param slopeBefore of the line before
 * @param level how much the line jumped at the start
 * @param slope how much steeper it went on
 * @param atEnd level + slope × time: distance of the line from the old one, drawn on, in the last period
 * @param average the same, averaged over the periods from the start on
 * @param lag up to which errors may hang together in the standard errors
 * @param gaps observed and the old line, drawn on
 * @param cautions what to know before believing it
 */
public record SeriesReport(
        Estimate slopeBefore,
        Estimate level,
        Estimate slope,
        Estimate atEnd,
        Estimate average,
        int lag,
        List<SyntheticControlFit.Gap> gaps,
        List<Caution> cautions) {
    public SeriesReport {
        gaps = List.copyOf(gaps);
        cautions = List.copyOf(cautions);
    }
}
