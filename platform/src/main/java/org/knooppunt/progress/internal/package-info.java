@NullMarked
package org.knooppunt.progress.internal;

import org.jspecify.annotations.NullMarked;
