/** The inventory as files: a folder of CSV, a zip of it, or one workbook, read with every fault and written back. */
@NullMarked
package org.knooppunt.engine.files;

import org.jspecify.annotations.NullMarked;
