/** What people meet: every page in a real browser, for every role. */
@NullMarked
package org.knooppunt.browser;

import org.jspecify.annotations.NullMarked;
