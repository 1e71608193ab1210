/** The design of the network: problem to plan, with a proven bound and an independent certificate. */
@NullMarked
package org.knooppunt.engine.design;

import org.jspecify.annotations.NullMarked;
