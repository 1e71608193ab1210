/** How projects are kept; nothing here is for other modules. */
@NullMarked
package org.knooppunt.funding.internal;

import org.jspecify.annotations.NullMarked;
