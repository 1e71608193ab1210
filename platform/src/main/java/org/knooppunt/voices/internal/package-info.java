@NullMarked
package org.knooppunt.voices.internal;

import org.jspecify.annotations.NullMarked;
