/** Pages of organisations, their sites and areas. */
@NullMarked
package org.knooppunt.organisation.web;

import org.jspecify.annotations.NullMarked;
