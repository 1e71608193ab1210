@NullMarked
package org.knooppunt.expenditure.internal;

import org.jspecify.annotations.NullMarked;
