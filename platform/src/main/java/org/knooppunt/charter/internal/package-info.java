/** How texts, signatures and the key of the seal are kept; nothing here is for other modules. */
@NullMarked
package org.knooppunt.charter.internal;

import org.jspecify.annotations.NullMarked;
