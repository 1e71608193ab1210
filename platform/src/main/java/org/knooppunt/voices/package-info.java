/** What front-line workers and residents see, beside the figures. Begin at {@link org.knooppunt.voices.Voices}. */
@NullMarked
package org.knooppunt.voices;

import org.jspecify.annotations.NullMarked;
