/** The pages of identity. A module of its own, since the layout they use needs to know who reads. */
@NullMarked
@ApplicationModule(displayName = "identity pages")
package org.knooppunt.identity.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
