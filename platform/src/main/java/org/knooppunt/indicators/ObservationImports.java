package org.knooppunt.indicators;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.KeptFile;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.PlainTable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.internal.ObservationImportJobs;
import org.knooppunt.indicators.internal.ObservationImportRunner;
import org.knooppunt.indicators.internal.ObservationImportStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings files with observations in: kept, told what its columns are, read and compared, looked at, accepted, stored.
 * Nothing is stored before somebody accepts, and nothing of a file with faults ever is. Reading and storing are jobs; what
 * is small is done before the answer.
 */
@Service
public class ObservationImports {
    private static final int ROWS_SHOWN = 5;
    /** In bytes: a larger file is not even tried while somebody waits. */
    private static final long SMALL = 1 << 20;
    /** When the job looks whether what should be done at once was done. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private final ObservationImportStore store;
    private final ObservationImportRunner runner;
    private final ObservationImportJobs.Queue queue;
    private final TransactionTemplate transaction;

    ObservationImports(
            ObservationImportStore store,
            ObservationImportRunner runner,
            ObservationImportJobs.Queue queue,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.runner = runner;
        this.queue = queue;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Keeps a file; has it read when the names of its columns, or a saved mapping, leave no doubt. */
    public long upload(String fileName, InputStream content, long size, Person person) throws IOException {
        Indicators.requireOfficer(person);
        long id = store.create(fileName, content, size, person);
        Optional<ColumnMapping> found;
        try (KeptFile file = store.open(id, get(id, person).fileName())) {
            List<String> header = look(file.path()).header();
            List<ColumnMapping> likely = new ArrayList<>(store.mappings().values());
            likely.addFirst(guess(file.path(), header));
            found = header.isEmpty()
                    ? Optional.empty()
                    : likely.stream().filter(mapping -> mapping.fits(header)).findFirst();
        }
        if (found.isPresent()) {
            read(id, found.get(), "", person);
        }
        return id;
    }

    private static ColumnMapping guess(Path file, List<String> header) throws IOException {
        return ColumnMapping.of(header, PlainTable.form(file) == PlainTable.Form.SEMICOLONS);
    }

    /** What the names of its columns suggest. */
    @Transactional(readOnly = true)
    public ColumnMapping guess(long id, Person person) throws IOException {
        Indicators.requireOfficer(person);
        ObservationImport one = get(id, person);
        try (KeptFile file = store.open(id, one.fileName())) {
            return guess(file.path(), look(file.path()).header());
        }
    }

    @Transactional(readOnly = true)
    public Slice<ObservationImport> list(int page, int size, Person person) {
        Indicators.requireOfficer(person);
        return store.list(page, size);
    }

    /** @throws Missing when there is none */
    @Transactional(readOnly = true)
    public ObservationImport get(long id, Person person) {
        Indicators.requireOfficer(person);
        return store.find(id).orElseThrow(() -> new Missing("import " + id));
    }

    @Transactional(readOnly = true)
    public List<ObservationImport.CellFault> faults(long id, Person person) {
        Indicators.requireOfficer(person);
        return store.faults(id);
    }

    /** The first figures that would change, as they are and become. */
    @Transactional(readOnly = true)
    public List<ObservationImport.Change> changes(long id, Person person) {
        Indicators.requireOfficer(person);
        return store.changes(id);
    }

    /** Mappings by name. */
    @Transactional(readOnly = true)
    public Map<String, ColumnMapping> mappings(Person person) {
        Indicators.requireOfficer(person);
        return store.mappings();
    }

    /** The top of the file; nothing when it cannot be read at all. */
    @Transactional(readOnly = true)
    public Optional<ObservationImport.Look> look(long id, Person person) throws IOException {
        ObservationImport one = get(id, person);
        try (KeptFile file = store.open(id, one.fileName())) {
            ObservationImport.Look look = look(file.path());
            return look.header().isEmpty() ? Optional.empty() : Optional.of(look);
        }
    }

    private static ObservationImport.Look look(Path file) throws IOException {
        List<List<String>> first = new ArrayList<>();
        Optional<Fault> fault = PlainTable.read(file, (row, cells) -> {
            first.add(cells);
            return first.size() <= ROWS_SHOWN;
        });
        if (fault.isPresent() || first.isEmpty()) {
            return new ObservationImport.Look(List.of(), List.of());
        }
        return new ObservationImport.Look(
                first.getFirst().stream().map(String::strip).toList(), List.copyOf(first.subList(1, first.size())));
    }

    /**
     * Has a file read anew with a mapping, and compared with what is there.
     *
     * @param saveAs name under which to keep the mapping; empty not to
     * @throws Missing when it is not waiting for that
     */
    public void read(long id, ColumnMapping mapping, String saveAs, Person person) {
        Indicators.requireOfficer(person);
        get(id, person);
        boolean atOnce = store.size(id) <= SMALL;
        Optional<Integer> turn = Objects.requireNonNull(transaction.execute(status -> {
            if (!saveAs.isBlank()) {
                store.saveMapping(saveAs.strip(), mapping, person.name());
            }
            return queued(id, store.queueReading(id, mapping), atOnce);
        }));
        if (turn.isEmpty()) {
            throw new Missing("import " + id + " to be read");
        }
        if (atOnce) {
            runner.runAtOnce(id, turn.get());
        }
    }

    /**
     * Has what was read stored.
     *
     * @param why what is said of these figures
     * @return whether it was or will be; not when somebody else was first or a figure changed since
     */
    public boolean accept(long id, String why, Person person) {
        ObservationImport one = get(id, person);
        if (!one.isAcceptable()) {
            return false;
        }
        boolean atOnce = one.added() + one.changed() + one.unchanged() <= ObservationImportRunner.AT_ONCE;
        String said = why.isBlank() ? one.fileName() : why.strip();
        Optional<Integer> turn = Objects.requireNonNull(
                transaction.execute(status -> queued(id, store.queueStoring(id, said, person), atOnce)));
        if (turn.isEmpty() || !atOnce) {
            return turn.isPresent();
        }
        runner.runAtOnce(id, turn.get());
        return get(id, person).state() != ObservationImport.State.READ;
    }

    /** A job for the turn; for one that is done at once only in case the program dies meanwhile. */
    private Optional<Integer> queued(long id, Optional<Integer> turn, boolean atOnce) {
        turn.ifPresent(number -> {
            if (atOnce) {
                queue.addAt(id, number, Instant.now().plus(LATER));
            } else {
                queue.add(id, number);
            }
        });
        return turn;
    }

    /** Asks the job to stop: a reading ends, a storing is undone. */
    @Transactional
    public void cancel(long id, Person person) {
        Indicators.requireOfficer(person);
        store.cancel(id);
    }

    /** Throws what was read away; what the file was called stays. */
    @Transactional
    public boolean discard(long id, @Nullable Person person) {
        Indicators.requireOfficer(person);
        return store.discard(id);
    }
}
