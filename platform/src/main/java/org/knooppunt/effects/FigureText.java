package org.knooppunt.effects;

/**
 * Which figure should have changed, and which columns of the table hold it.
 *
 * @param unit in which it is measured
 * @param source where it comes from
 */
public record FigureText(
        String figure, String unit, String source, String unitColumn, String timeColumn, String figureColumn) {}
