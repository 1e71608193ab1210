/** Secrets, jobs and the demonstration of the network. */
@NullMarked
package org.knooppunt.network.internal;

import org.jspecify.annotations.NullMarked;
