/** Pages of group purchases. */
@NullMarked
package org.knooppunt.purchases.web;

import org.jspecify.annotations.NullMarked;
