/** Pages to sign in and out. */
@NullMarked
package org.knooppunt.identity.web;

import org.jspecify.annotations.NullMarked;
