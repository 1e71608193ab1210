/**
 * What was meant: strategies as trees of goals, what serves a goal, and what a goal lacks. Begin at
 * {@link org.knooppunt.strategy.Goals}; a room whose things serve goals implements {@link org.knooppunt.strategy.GoalLinked}.
 */
@NullMarked
package org.knooppunt.strategy;

import org.jspecify.annotations.NullMarked;
