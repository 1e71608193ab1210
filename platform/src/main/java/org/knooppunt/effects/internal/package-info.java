/** How effects are kept. */
@NullMarked
package org.knooppunt.effects.internal;

import org.jspecify.annotations.NullMarked;
