package org.knooppunt.database;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the database is and how to get in. */
sealed interface DatabaseServer extends AutoCloseable permits EmbeddedDatabase, ExternalDatabase {
    /** The server at the address; without an address the embedded one on the data in {@code home}. */
    static DatabaseServer open(Path home, @Nullable String address) {
        return address == null || address.isBlank()
                ? EmbeddedDatabase.start(home)
                : ExternalDatabase.use(DatabaseAddress.parse(address.strip()));
    }

    String jdbcUrl();

    @Nullable
    String user();

    @Nullable
    String password();

    @Override
    void close() throws IOException;
}
