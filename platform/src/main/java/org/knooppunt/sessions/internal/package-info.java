/** How sessions are kept and told of; nothing here is for other modules. */
@NullMarked
package org.knooppunt.sessions.internal;

import org.jspecify.annotations.NullMarked;
