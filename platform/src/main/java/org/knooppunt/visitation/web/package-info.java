/** The pages of visitations. */
@NullMarked
package org.knooppunt.visitation.web;

import org.jspecify.annotations.NullMarked;
