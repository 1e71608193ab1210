/** Pages of cases. */
@NullMarked
package org.knooppunt.cases.web;

import org.jspecify.annotations.NullMarked;
