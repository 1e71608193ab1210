@NullMarked
package org.knooppunt.places.web;

import org.jspecify.annotations.NullMarked;
