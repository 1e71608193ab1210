package org.knooppunt.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultWorkbook;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.internal.ImportFile;
import org.knooppunt.inventory.internal.ImportJobs;
import org.knooppunt.inventory.internal.ImportStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files on their way into the inventory. A job reads the file and says what it would change and what is wrong with it;
 * when a coordinator accepts, another stores it, all or nothing.
 */
@Service
public class Imports {
    private final ImportStore store;
    private final ImportJobs.Queue queue;

    Imports(ImportStore store, ImportJobs.Queue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** Where an import is on its way. */
    public enum State {
        WAITING,
        READING,
        READ,
        ACCEPTED,
        STORING,
        STORED,
        CANCELLED,
        FAILED;

        /** A job works on it, or will. */
        public boolean isBusy() {
            return this == WAITING || this == READING || this == ACCEPTED || this == STORING;
        }
    }

    /**
     * An import.
     *
     * @param preview what it would change or has changed; absent until the file was read without a fault
     * @param failure what went wrong, for {@code FAILED}: {@code gave-up}, {@code changed} or {@code program}
     */
    public record Import(
            long id,
            @Nullable Long account,
            String actor,
            String fileName,
            long byteCount,
            State state,
            boolean cancelRequested,
            @Nullable Preview preview,
            int faultCount,
            @Nullable String failure,
            Instant createdAt,
            Instant changedAt,
            Progress progress) {
        public boolean isAcceptable() {
            return state == State.READ && faultCount == 0 && preview != null && preview.changes() > 0;
        }
    }

    /**
     * How far a job is.
     *
     * @param step table it is at
     * @param done rows
     * @param total rows; 0 while nobody knows
     */
    public record Progress(String step, long done, long total) {}

    /** What a file changes, per table that it holds, and what is worth knowing about it. */
    public record Preview(List<TableChange> tables, List<Note> notes) {
        /** Rows that are added or change. */
        public long changes() {
            return tables.stream().mapToLong(t -> t.added() + t.changed()).sum();
        }

        /** Offers and needs among them. */
        public long streams() {
            return tables.stream()
                    .filter(t -> t.table().equals("offer") || t.table().equals("need"))
                    .mapToLong(t -> t.added() + t.changed())
                    .sum();
        }
    }

    /**
     * What changes in one table.
     *
     * @param fields how many rows change, per field
     * @param examples the first few rows that change
     */
    public record TableChange(
            String table, long added, long changed, long unchanged, Map<String, Long> fields, List<Example> examples) {}

    /**
     * A row that changes.
     *
     * @param detail per field what it was and becomes, as the audit trail keeps it
     */
    public record Example(String key, String detail) {}

    /** Something worth knowing; {@code code} is that of the engine's remark. */
    public record Note(String file, String column, String code, List<String> arguments) {}

    /** Takes a file; reading it begins by itself. */
    @Transactional
    public long add(Person person, String fileName, InputStream content) throws IOException {
        check(person);
        long id = store.add(person, fileName, content);
        queue.add(id, 1);
        return id;
    }

    /** The latest, newest first. */
    @Transactional(readOnly = true)
    public List<Import> list(int most) {
        return store.list(most);
    }

    @Transactional(readOnly = true)
    public Optional<Import> find(long id) {
        return store.find(id);
    }

    @Transactional(readOnly = true)
    public Import get(long id) {
        return find(id).orElseThrow(() -> new Missing("import " + id));
    }

    /** The faults, page by page. */
    @Transactional(readOnly = true)
    public Slice<Fault> faults(long id, int page, int size) {
        return store.faults(id, page, size);
    }

    /** Lets a file that was read without a fault go into the inventory; false when it is not at that point any more. */
    @Transactional
    public boolean accept(Person person, long id) {
        check(person);
        return schedule(id, store.accept(id));
    }

    /** Reads the file again, for one that was cancelled or failed, or when the inventory changed. */
    @Transactional
    public boolean readAgain(Person person, long id) {
        check(person);
        return schedule(id, store.readAgain(id));
    }

    private boolean schedule(long id, Optional<Integer> run) {
        run.ifPresent(number -> queue.add(id, number));
        return run.isPresent();
    }

    /** Asks the job to stop; what it did so far is undone. */
    @Transactional
    public void cancel(Person person, long id) {
        check(person);
        store.requestCancel(id);
    }

    /** Forgets a file; false while a job works on it. */
    @Transactional
    public boolean throwAway(Person person, long id) {
        check(person);
        return store.throwAway(id);
    }

    /**
     * Writes the file as a workbook with its faults marked.
     *
     * @param words for a fault, in the person's language
     * @param headings of the list of faults, see {@link FaultWorkbook}
     */
    public void writeFaults(long id, Function<Fault, String> words, List<String> headings, OutputStream out)
            throws IOException {
        Import found = get(id);
        try (ImportFile file = store.file(id, found.fileName())) {
            FaultWorkbook.write(file.path(), store.allFaults(id), words, headings, out);
        }
    }

    private static void check(Person person) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("only a coordinator imports");
        }
    }
}
