/** What the partners of a case can claim: worth of every part of it, fair and stable splits, drop-outs, prices. */
@NullMarked
package org.knooppunt.engine.coalition;

import org.jspecify.annotations.NullMarked;
