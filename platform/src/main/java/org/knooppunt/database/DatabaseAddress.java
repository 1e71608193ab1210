package org.knooppunt.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Address of a PostgreSQL server: {@code jdbc:postgresql://…} or {@code postgresql://user:password@host/database}. */
record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    static DatabaseAddress parse(@Nullable String text) {
        if (text != null && text.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(text, null, null);
        }
        if (text == null || !text.matches("postgres(ql)?://.+")) {
            throw new IllegalArgumentException("KNOOPPUNT_DATABASE_URL is '" + text
                    + "'; expected jdbc:postgresql://host/database or postgresql://user:password@host/database");
        }
        URI uri = URI.create(text);
        String user = null;
        String password = null;
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            user = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            password = parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : null;
        }
        String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query, user, password);
    }
}
