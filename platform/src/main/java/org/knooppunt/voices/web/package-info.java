@NullMarked
package org.knooppunt.voices.web;

import org.jspecify.annotations.NullMarked;
