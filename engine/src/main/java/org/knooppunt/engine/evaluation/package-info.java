/**
 * What came of something that was done in one place at one time, as far as figures of that place and of others can say:
 * the comparison with a mix of other places, with what the others did on average, or with the place's own past.
 *
 * <p>Every report says how sure it is in figures that can be checked, and what it cannot say. Numbers are doubles in the
 * unit of the outcome; no money is owed by them.
 */
@NullMarked
package org.knooppunt.engine.evaluation;

import org.jspecify.annotations.NullMarked;
