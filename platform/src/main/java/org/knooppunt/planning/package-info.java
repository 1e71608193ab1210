/**
 * Plans: asked for by a coordinator, made by a job from a snapshot of the inventory, kept with what they were made from.
 * Begin at {@link org.knooppunt.planning.Plans}; {@link org.knooppunt.planning.report} says what a plan says.
 */
@NullMarked
package org.knooppunt.planning;

import org.jspecify.annotations.NullMarked;
