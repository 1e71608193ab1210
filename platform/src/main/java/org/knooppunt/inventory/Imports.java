package org.knooppunt.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.KeptFile;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultWorkbook;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.internal.ImportJobs;
import org.knooppunt.inventory.internal.ImportRunner;
import org.knooppunt.inventory.internal.ImportStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files that coordinators bring in: uploaded, read by a job, looked at, accepted, stored by a job. Nothing is in the
 * inventory before somebody accepts.
 */
@Service
public class Imports {
    private final ImportStore store;
    private final ImportJobs.ImportQueue queue;
    private final ImportRunner runner;

    Imports(ImportStore store, ImportJobs.ImportQueue queue, ImportRunner runner) {
        this.store = store;
        this.queue = queue;
        this.runner = runner;
    }

    public static boolean mayRead(@Nullable Person person) {
        return person != null && (person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR));
    }

    public static boolean mayWrite(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    private static void requireReader(@Nullable Person person) {
        if (!mayRead(person)) {
            throw new AccessDeniedException("imports are for coordinators and administrators");
        }
    }

    private static void requireWriter(@Nullable Person person) {
        if (!mayWrite(person)) {
            throw new AccessDeniedException("files are brought in by coordinators");
        }
    }

    /** Keeps a file and has it read. */
    @Transactional
    public long upload(String fileName, InputStream content, long size, Person who) {
        requireWriter(who);
        long id = store.create(fileName, content, size, who);
        queue.add(id, store.queue(id, ImportState.WAITING, ImportState.WAITING).orElseThrow());
        return id;
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Slice<ImportSummary> list(int page, int size, Person who) {
        requireReader(who);
        return store.list(page, size);
    }

    @Transactional(readOnly = true)
    public ImportSummary get(long id, @Nullable Person who) {
        requireReader(who);
        return store.find(id).orElseThrow(() -> new Missing("import " + id));
    }

    /** The same, counted again when the inventory has changed since. */
    @Transactional
    public ImportSummary getFresh(long id, Person who) {
        ImportSummary found = get(id, who);
        ImportPreview preview = found.preview();
        if (found.acceptable() && preview != null && store.isOutdated(preview.mark())) {
            try {
                runner.countAgain(id, preview);
            } catch (SQLException e) {
                throw new IllegalStateException("comparing import " + id + " failed", e);
            }
            return get(id, who);
        }
        return found;
    }

    /** The faults, in the order of tables and rows. */
    @Transactional(readOnly = true)
    public Slice<Fault> faults(long id, int page, int size, Person who) {
        requireReader(who);
        return store.faults(id, page, size);
    }

    /** The first rows that change, per table; each as an event that tells what it was and becomes. */
    @Transactional(readOnly = true)
    public Map<String, List<Audit.Event>> changes(long id, Person who) {
        requireReader(who);
        return store.samples(id);
    }

    /**
     * Has it stored; nothing happens when it is not waiting for that.
     *
     * @return whether it will be stored
     */
    @Transactional
    public boolean accept(long id, Person who) {
        requireWriter(who);
        if (!get(id, who).acceptable()) {
            return false;
        }
        Optional<Integer> turn = store.queue(id, ImportState.ACCEPTED, ImportState.READ);
        turn.ifPresent(number -> {
            store.acceptedBy(id, who);
            queue.add(id, number);
        });
        return turn.isPresent();
    }

    /** Asks the job to stop: a reading ends, a storing is undone. */
    @Transactional
    public void cancel(long id, Person who) {
        requireWriter(who);
        store.cancel(id);
    }

    /** Reads a file again of which the reading failed. */
    @Transactional
    public boolean retry(long id, Person who) {
        requireWriter(who);
        Optional<Integer> turn = store.queue(id, ImportState.WAITING, ImportState.FAILED);
        turn.ifPresent(number -> queue.add(id, number));
        return turn.isPresent();
    }

    /** Throws a draft away; what it was called and who brought it stays. */
    @Transactional
    public boolean discard(long id, Person who) {
        requireWriter(who);
        return store.discard(id);
    }

    /** Writes a workbook with every sheet and column and no rows, to begin from. */
    public static void writeBlank(OutputStream out, @Nullable Person who) throws IOException {
        requireReader(who);
        InventoryWriter.writeWorkbook(Inventory.EMPTY, out);
    }

    /**
     * Writes a workbook in which the faults are marked.
     *
     * @throws Missing when the file is no longer kept
     */
    public void writeFaults(long id, Function<Fault, String> words, List<String> headings, OutputStream out, Person who)
            throws IOException {
        ImportSummary found = get(id, who);
        if (!found.kept()) {
            throw new Missing("file of import " + id);
        }
        try (KeptFile file = store.open(id, found.fileName())) {
            Path path = file.path();
            FaultWorkbook.write(path, store.faults(id, 1, Integer.MAX_VALUE).rows(), words, headings, out);
        }
    }
}
