/** What it costs and emits to move a unit between two sites. */
@NullMarked
package org.knooppunt.engine.transport;

import org.jspecify.annotations.NullMarked;
