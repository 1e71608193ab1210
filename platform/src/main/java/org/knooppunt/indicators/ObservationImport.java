package org.knooppunt.indicators;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * A file with observations, on its way in.
 *
 * @param failure why it is back where it was, part of a message key
 * @param failureDetail what the program said of it
 */
public record ObservationImport(
        long id,
        String actor,
        String fileName,
        State state,
        @Nullable ColumnMapping mapping,
        long added,
        long changed,
        long unchanged,
        int faultCount,
        String why,
        @Nullable String failure,
        String failureDetail,
        Progress progress,
        Instant createdAt) {
    /** How far it is. */
    public enum State implements Coded {
        /** Kept; somebody must say what its columns are. */
        KEPT,
        /** Being read, or soon. */
        READING,
        /** Read; somebody must look at it and accept it or throw it away. */
        READ,
        /** Accepted; being stored, or soon. */
        STORING,
        STORED,
        DISCARDED;

        /** A job works on it or soon will. */
        public boolean isRunning() {
            return this == READING || this == STORING;
        }

        /** Somebody has to do something with it. */
        public boolean isOpen() {
            return this == KEPT || this == READ;
        }
    }

    /**
     * How far a job is.
     *
     * @param step {@code read}, {@code compare}, {@code store} or {@code protect}; empty before it begins
     * @param total 0 when not known
     */
    public record Progress(String step, long done, long total, boolean cancelRequested) {}

    public boolean isAcceptable() {
        return state == State.READ && faultCount == 0 && added + changed > 0;
    }

    /**
     * What is wrong with a cell.
     *
     * @param code part of a message key
     * @param expected an argument of the message that says what would be right
     */
    public record CellFault(int row, String column, String value, String code, String expected) {}

    /** A figure that would change. */
    public record Change(
            String indicator,
            String area,
            String period,
            String category,
            String source,
            @Nullable Double was,
            String wasStatus,
            @Nullable Double becomes,
            String status) {}

    /** The first rows of a file, to find out what its columns are. */
    public record Look(List<String> header, List<List<String>> rows) {}
}
