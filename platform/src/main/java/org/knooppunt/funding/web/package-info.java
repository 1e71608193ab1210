/** The pages of projects. */
@NullMarked
package org.knooppunt.funding.web;

import org.jspecify.annotations.NullMarked;
