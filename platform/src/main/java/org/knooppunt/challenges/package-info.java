/**
 * Challenges: a question to everybody, the solutions people send, what a jury and the public think of them, and the winners
 * that become cases. Begin at {@link org.knooppunt.challenges.Challenges}.
 */
@NullMarked
package org.knooppunt.challenges;

import org.jspecify.annotations.NullMarked;
