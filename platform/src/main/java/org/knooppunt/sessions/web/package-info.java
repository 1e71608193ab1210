/** Pages of sessions. */
@NullMarked
package org.knooppunt.sessions.web;

import org.jspecify.annotations.NullMarked;
