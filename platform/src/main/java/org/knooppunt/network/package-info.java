/**
 * How people and organisations come into the network and hear from it: registrations, invitations, letters to a part of it.
 * Begin at {@link org.knooppunt.network.Registrations}.
 */
@NullMarked
package org.knooppunt.network;

import org.jspecify.annotations.NullMarked;
