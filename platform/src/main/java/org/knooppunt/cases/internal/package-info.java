/** How cases are kept; nothing here is for other modules. */
@NullMarked
package org.knooppunt.cases.internal;

import org.jspecify.annotations.NullMarked;
