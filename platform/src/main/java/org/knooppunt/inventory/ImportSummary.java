package org.knooppunt.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way into the inventory.
 *
 * @param actor who brought it
 * @param acceptedBy who accepted it
 * @param hash SHA-256 of the content
 * @param preview absent until it was read
 * @param failure what went wrong, part of a message key
 * @param kept whether the file itself is still there
 */
public record ImportSummary(
        long id,
        String actor,
        @Nullable String acceptedBy,
        String fileName,
        long size,
        String hash,
        ImportState state,
        @Nullable ImportPreview preview,
        int faultCount,
        @Nullable String failure,
        @Nullable String failureDetail,
        boolean kept,
        Progress progress,
        Instant createdAt,
        Instant changedAt) {
    /**
     * How far a job is.
     *
     * @param step {@code read}, {@code stage}, {@code compare} or {@code store}; empty before it begins
     * @param table being worked on, as the database names it
     * @param done rows of that table
     * @param total rows of it, 0 when not known
     */
    public record Progress(String step, String table, long done, long total, boolean cancelRequested) {}

    /**
     * What a person reads of the state: of a file that was read, whether anything is asked.
     *
     * @param code part of a message key
     */
    public record Standing(String code, String tone, String icon) {}

    public Standing standing() {
        if (state == ImportState.READ && faultCount > 0) {
            return new Standing("faulty", "stop", "alert-triangle");
        }
        if (state == ImportState.READ && preview != null && preview.nothing()) {
            return new Standing("same", "plain", "circle-check");
        }
        return new Standing(state.code(), state.tone(), state.icon());
    }

    /** Read without faults, and waiting for somebody to accept it. */
    public boolean acceptable() {
        return state == ImportState.READ && faultCount == 0 && preview != null;
    }
}
