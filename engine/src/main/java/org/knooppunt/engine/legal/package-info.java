/** What the law asks of an exchange: a checklist made from its facts by rules that are data, as guidance. */
@NullMarked
package org.knooppunt.engine.legal;

import org.jspecify.annotations.NullMarked;
