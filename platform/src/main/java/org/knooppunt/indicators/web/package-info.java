@NullMarked
package org.knooppunt.indicators.web;

import org.jspecify.annotations.NullMarked;
