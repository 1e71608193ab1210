/** Pages on which people come in, are let in, and are written to. */
@NullMarked
package org.knooppunt.network.web;

import org.jspecify.annotations.NullMarked;
