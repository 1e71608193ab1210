/** Which streams can serve which: the pairs worth considering, best first, out of all there could be. */
@NullMarked
package org.knooppunt.engine.candidates;

import org.jspecify.annotations.NullMarked;
