/** HiGHS through the Foreign Function and Memory API: a linear or mixed-integer model in, solution and duals out. */
@NullMarked
package org.knooppunt.engine.solver;

import org.jspecify.annotations.NullMarked;
