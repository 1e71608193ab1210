/** Pages of effects: the list, the steps from question to result, the result. */
@NullMarked
package org.knooppunt.effects.web;

import org.jspecify.annotations.NullMarked;
