/**
 * Confidential introductions of owners of streams to each other. Begin at
 * {@link org.knooppunt.introductions.Introductions}.
 */
@NullMarked
package org.knooppunt.introductions;

import org.jspecify.annotations.NullMarked;
