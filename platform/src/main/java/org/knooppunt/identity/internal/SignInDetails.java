package org.knooppunt.identity.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where somebody tries to sign in.
 *
 * @param demonstration which account of the demonstration was clicked, absent when a password was typed
 */
record SignInDetails(String address, String host, @Nullable String demonstration) {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    static SignInDetails of(HttpServletRequest request) {
        return new SignInDetails(
                request.getRemoteAddr(), request.getServerName(), request.getParameter("demonstration"));
    }

    /**
     * Whether the request comes from this machine, under a name of this machine. The name is checked too, since a page
     * elsewhere can point its own name at 127.0.0.1 and so make a browser here knock on this door.
     */
    boolean fromThisMachine() {
        return LOOPBACK_NAMES.contains(host) && isLoopback(address);
    }

    static boolean isLoopback(String address) {
        try {
            // an address, never a name: a name would be looked up
            return address.matches("[0-9a-fA-F.:%]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
