/** Cases taken up out of plans. */
@NullMarked
package org.knooppunt.cases;

import org.jspecify.annotations.NullMarked;
