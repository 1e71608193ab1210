@NullMarked
package org.knooppunt.indicators.internal;

import org.jspecify.annotations.NullMarked;
