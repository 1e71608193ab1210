/** Pages about the interface for programs, and its own endpoint. */
@NullMarked
package org.knooppunt.api.web;

import org.jspecify.annotations.NullMarked;
