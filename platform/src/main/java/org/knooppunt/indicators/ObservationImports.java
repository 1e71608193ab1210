package org.knooppunt.indicators;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.KeptFile;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.PlainTable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.internal.FigureReader;
import org.knooppunt.indicators.internal.ObservationImportStore;
import org.knooppunt.indicators.internal.ObservationRows;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings files with observations in: kept, told what its columns are, read and compared, looked at, accepted. Nothing is
 * stored before somebody accepts, and nothing of a file with faults ever is.
 */
@Service
public class ObservationImports {
    private static final int ROWS_SHOWN = 5;

    private final ObservationImportStore store;
    private final ObservationRows rows;
    private final FigureReader figures;
    private final Audit audit;

    ObservationImports(ObservationImportStore store, ObservationRows rows, FigureReader figures, Audit audit) {
        this.store = store;
        this.rows = rows;
        this.figures = figures;
        this.audit = audit;
    }

    /** Keeps a file; reads it at once when the names of its columns, or a saved mapping, leave no doubt. */
    @Transactional
    public long upload(String fileName, InputStream content, long size, Person person) throws IOException {
        Indicators.requireOfficer(person);
        long id = store.create(fileName, content, size, person);
        Optional<ObservationImport.Look> look = look(id, person);
        if (look.isPresent()) {
            List<String> header = look.get().header();
            ColumnMapping guess = guess(id, person);
            List<ColumnMapping> fitting = new ArrayList<>(store.mappings().values());
            fitting.addFirst(guess);
            Optional<ColumnMapping> found =
                    fitting.stream().filter(mapping -> mapping.fits(header)).findFirst();
            if (found.isPresent()) {
                read(id, found.get(), "", person);
            }
        }
        return id;
    }

    /** What the names of its columns suggest. */
    @Transactional(readOnly = true)
    public ColumnMapping guess(long id, Person person) throws IOException {
        Indicators.requireOfficer(person);
        ObservationImport one = get(id, person);
        try (KeptFile file = store.open(id, one.fileName())) {
            List<String> header = look(file.path()).header();
            return ColumnMapping.of(header, PlainTable.form(file.path()) == PlainTable.Form.SEMICOLONS);
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
     * Reads a file anew with a mapping, and compares it with what is there.
     *
     * @param saveAs name under which to keep the mapping; empty not to
     */
    @Transactional
    public void read(long id, ColumnMapping mapping, String saveAs, Person person) throws IOException {
        ObservationImport one = get(id, person);
        if (one.state() != ObservationImport.State.KEPT && one.state() != ObservationImport.State.READ) {
            throw new Missing("import " + id + " to be read");
        }
        if (!saveAs.isBlank()) {
            store.saveMapping(saveAs.strip(), mapping, person.name());
        }
        try (KeptFile file = store.open(id, one.fileName())) {
            ObservationRows.Outcome outcome = rows.stage(id, file.path(), mapping);
            store.read(id, mapping, outcome);
        }
    }

    /**
     * Stores what was read.
     *
     * @param why what is said of these figures
     * @return whether it was; not when somebody else was first or a figure changed since
     */
    @Transactional
    public boolean accept(long id, String why, Person person) {
        ObservationImport one = get(id, person);
        if (!one.isAcceptable() || !store.lockStaged(id)) {
            return false;
        }
        if (!store.isAsSeen(one)) {
            store.compare(id);
            return false;
        }
        List<Integer> touched = store.store(one, why.isBlank() ? one.fileName() : why.strip(), person);
        touched.forEach(figures::protect);
        audit.record(
                person,
                "imported",
                Indicators.THING,
                one.fileName(),
                Map.of("added", one.added(), "changed", one.changed()));
        return true;
    }

    /** Throws what was read away; what the file was called stays. */
    @Transactional
    public boolean discard(long id, @Nullable Person person) {
        Indicators.requireOfficer(person);
        return store.discard(id);
    }
}
