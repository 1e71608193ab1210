/** Accounts, roles, sign-in, audit. */
@NullMarked
package org.knooppunt.identity;

import org.jspecify.annotations.NullMarked;
