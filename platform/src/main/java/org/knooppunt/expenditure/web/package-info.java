@NullMarked
package org.knooppunt.expenditure.web;

import org.jspecify.annotations.NullMarked;
