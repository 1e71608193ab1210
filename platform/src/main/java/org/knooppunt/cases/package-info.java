/** Cases taken up out of plans, and who may see what of them. Begin at {@link org.knooppunt.cases.BusinessCases}. */
@NullMarked
package org.knooppunt.cases;

import org.jspecify.annotations.NullMarked;
