/** Plans: what to plan, the job that makes it, the page that shows it. */
@NullMarked
package org.knooppunt.planning;

import org.jspecify.annotations.NullMarked;
