/** Where the data are: the embedded PostgreSQL or a server of your own. */
@NullMarked
package org.knooppunt.database;

import org.jspecify.annotations.NullMarked;
