/**
 * Visitations and what became of their recommendations, from visit to visit. Begin at
 * {@link org.knooppunt.visitation.Visitations} and {@link org.knooppunt.visitation.Recommendations}.
 */
@NullMarked
package org.knooppunt.visitation;

import org.jspecify.annotations.NullMarked;
