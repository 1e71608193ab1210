/**
 * Texts that organisations sign together: charters, letters of intent, social charters, agreements of a case; who signed
 * which version, what they committed themselves to, and the seal by which a document can be verified. Begin at
 * {@link org.knooppunt.charter.Charters} and {@link org.knooppunt.charter.Signing}.
 */
@NullMarked
package org.knooppunt.charter;

import org.jspecify.annotations.NullMarked;
