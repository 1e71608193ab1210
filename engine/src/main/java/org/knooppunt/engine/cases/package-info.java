/** The connected groups a plan falls apart into, and what their partners could reach alone. */
@NullMarked
package org.knooppunt.engine.cases;

import org.jspecify.annotations.NullMarked;
