@NullMarked
package org.knooppunt.challenges.web;

import org.jspecify.annotations.NullMarked;
