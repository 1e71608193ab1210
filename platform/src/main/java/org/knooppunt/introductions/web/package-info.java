/** Pages of introductions. */
@NullMarked
package org.knooppunt.introductions.web;

import org.jspecify.annotations.NullMarked;
