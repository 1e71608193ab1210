@NullMarked
package org.knooppunt.progress.web;

import org.jspecify.annotations.NullMarked;
