/**
 * What was spent, who paid and for what: told once, reported to all. Begin at {@link org.knooppunt.expenditure.Expenditures}
 * and {@link org.knooppunt.expenditure.SpendingReports}.
 */
@NullMarked
package org.knooppunt.expenditure;

import org.jspecify.annotations.NullMarked;
