/** Places to work and to experiment: what there is, who is settled where, who uses it when, under which conditions. */
@NullMarked
package org.knooppunt.places;

import org.jspecify.annotations.NullMarked;
