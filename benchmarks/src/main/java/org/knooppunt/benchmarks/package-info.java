/** Speed as ratios against a peer in the same run, answers checked first; and the instances it is measured on. */
@NullMarked
package org.knooppunt.benchmarks;

import org.jspecify.annotations.NullMarked;
