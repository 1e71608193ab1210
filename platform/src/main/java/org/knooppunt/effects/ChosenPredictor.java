package org.knooppunt.effects;

/**
 * On what a place and its twin should agree before the start: a figure, averaged over years.
 *
 * @param variable a column of the table; where the figures are those of an indicator, that column or the code of another one
 * @param from first year
 * @param to last year; the same for a single one
 */
public record ChosenPredictor(String variable, int from, int to) {}
