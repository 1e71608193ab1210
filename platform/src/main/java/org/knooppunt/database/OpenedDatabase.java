package org.knooppunt.database;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** A database that is reached or started before the platform is, so that what is wrong with it is told at once. */
public final class OpenedDatabase implements ApplicationContextInitializer<GenericApplicationContext>, AutoCloseable {
    private final DatabaseServer server;

    private OpenedDatabase(DatabaseServer server) {
        this.server = server;
    }

    /**
     * Opens the database at the address, or the embedded one.
     *
     * @throws DatabaseFault with what is wrong and what to do
     */
    public static OpenedDatabase open(Path home, @Nullable String address) {
        return new OpenedDatabase(DatabaseServer.open(home, address));
    }

    /** Hands it to the platform, which closes it last. */
    @Override
    public void initialize(GenericApplicationContext context) {
        context.registerBean(
                "databaseServer", DatabaseServer.class, () -> server, bean -> bean.setDestroyMethodName("close"));
    }

    /** For a platform that did not start; closing twice does no harm. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
