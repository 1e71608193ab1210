/** Layout, navigation, form and table fragments, languages: no capability of its own. */
@NullMarked
package org.knooppunt.web;

import org.jspecify.annotations.NullMarked;
