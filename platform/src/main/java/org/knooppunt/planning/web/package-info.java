/** Pages and files of plans. */
@NullMarked
package org.knooppunt.planning.web;

import org.jspecify.annotations.NullMarked;
