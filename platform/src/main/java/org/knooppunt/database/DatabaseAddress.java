package org.knooppunt.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Address of a PostgreSQL server: {@code jdbc:postgresql://…} or {@code postgresql://user:password@host/database}. */
record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    static DatabaseAddress parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(text, null, null);
        }
        if (!text.matches("postgres(ql)?://.+")) {
            throw unreadable("it starts with neither postgresql:// nor jdbc:postgresql:");
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                throw unreadable("the host is missing, or user name or password hold a character that must be %XX");
            }
            String user = null;
            String password = null;
            if (uri.getRawUserInfo() != null) {
                String[] parts = uri.getRawUserInfo().split(":", 2);
                user = decode(parts[0]);
                password = parts.length > 1 ? decode(parts[1]) : null;
            }
            String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return new DatabaseAddress("jdbc:postgresql://" + uri.getHost() + port + path + query, user, password);
        } catch (URISyntaxException e) {
            throw unreadable("there is an odd character at position " + (e.getIndex() + 1));
        }
    }

    /** For people: without user name and password. */
    String shown() {
        return jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
    }

    /** The text itself is not repeated: it may hold a password. */
    private static DatabaseFault unreadable(String why) {
        return new DatabaseFault(
                "KNOOPPUNT_DATABASE_URL is not an address of PostgreSQL: " + why,
                "Write it as postgresql://user:password@host/database or jdbc:postgresql://host/database?user=…");
    }

    // in an address a plus is a plus, not the space it is in a form
    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
