/** Projects that somebody pays for, and what became of what was promised. Begin at {@link org.knooppunt.funding.Funding}. */
@NullMarked
package org.knooppunt.funding;

import org.jspecify.annotations.NullMarked;
