/** What a region has and lacks: classes, organisations, sites, offers, needs, facilities. */
@NullMarked
package org.knooppunt.engine.inventory;

import org.jspecify.annotations.NullMarked;
