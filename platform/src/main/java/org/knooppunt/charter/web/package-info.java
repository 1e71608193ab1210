/** Pages of texts that are signed. */
@NullMarked
package org.knooppunt.charter.web;

import org.jspecify.annotations.NullMarked;
