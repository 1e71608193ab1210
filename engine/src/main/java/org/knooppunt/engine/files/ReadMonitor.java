package org.knooppunt.engine.files;

/** Watches a reading and may stop it. */
public interface ReadMonitor {
    ReadMonitor NONE = new ReadMonitor() {};

    /** Called every thousand rows and at the end of each table, with the number of rows read of it so far. */
    default void rowsRead(Table table, int rows) {}

    /** Asked often; once true, reading ends with a {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }
}
