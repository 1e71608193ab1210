/** The pages of strategies. */
@NullMarked
package org.knooppunt.strategy.web;

import org.jspecify.annotations.NullMarked;
