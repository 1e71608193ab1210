/** Speed as ratios against a peer in the same run, and real data as input; answers are checked before any time counts. */
@NullMarked
package org.knooppunt.benchmarks;

import org.jspecify.annotations.NullMarked;
