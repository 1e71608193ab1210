/** The application: one package per capability. */
@NullMarked
package org.knooppunt;

import org.jspecify.annotations.NullMarked;
