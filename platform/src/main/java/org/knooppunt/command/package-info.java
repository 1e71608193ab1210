/** The command line: one class per command. */
@NullMarked
package org.knooppunt.command;

import org.jspecify.annotations.NullMarked;
