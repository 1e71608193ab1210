@NullMarked
package org.knooppunt.places.internal;

import org.jspecify.annotations.NullMarked;
