/** What came of a policy, told to who gave the money and to everybody. Begin at {@link org.knooppunt.progress.ProgressReports}. */
@NullMarked
package org.knooppunt.progress;

import org.jspecify.annotations.NullMarked;
