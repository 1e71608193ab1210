package org.knooppunt.database;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the database is and how to get in. */
sealed interface DatabaseServer extends AutoCloseable permits EmbeddedDatabase, ExternalDatabase {
    String jdbcUrl();

    @Nullable
    String user();

    @Nullable
    String password();

    @Override
    void close() throws IOException;
}
