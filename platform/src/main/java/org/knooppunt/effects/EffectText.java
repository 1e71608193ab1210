package org.knooppunt.effects;

/**
 * What was done.
 *
 * @param title in one line
 * @param goal which it serves, in words; may be empty
 * @param started first year in which it may have had an effect
 */
public record EffectText(String title, String story, String goal, String place, int started) {}
