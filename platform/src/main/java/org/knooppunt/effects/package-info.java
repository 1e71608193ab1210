/**
 * What came of what was done, and how sure that is. Begin at {@link org.knooppunt.effects.EffectRun}, which the command
 * line and the pages share; it needs no application context.
 */
@NullMarked
package org.knooppunt.effects;

import org.jspecify.annotations.NullMarked;
