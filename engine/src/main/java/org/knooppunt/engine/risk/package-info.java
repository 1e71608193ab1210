/** How sure a plan is when supplies and demands vary over months and years: simulated, with the uncertainty stated. */
@NullMarked
package org.knooppunt.engine.risk;

import org.jspecify.annotations.NullMarked;
