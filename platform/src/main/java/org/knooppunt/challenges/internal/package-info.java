@NullMarked
package org.knooppunt.challenges.internal;

import org.jspecify.annotations.NullMarked;
