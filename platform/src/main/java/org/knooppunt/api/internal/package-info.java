/** How the interface for programs is guarded and described; nothing here is for other modules. */
@NullMarked
package org.knooppunt.api.internal;

import org.jspecify.annotations.NullMarked;
