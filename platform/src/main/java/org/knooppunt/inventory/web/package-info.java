/** Pages of the inventory. */
@NullMarked
package org.knooppunt.inventory.web;

import org.jspecify.annotations.NullMarked;
