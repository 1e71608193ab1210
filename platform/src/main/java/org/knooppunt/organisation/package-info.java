/** Organisations, their sites, and the areas these lie in. */
@NullMarked
package org.knooppunt.organisation;

import org.jspecify.annotations.NullMarked;
