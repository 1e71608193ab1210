package org.knooppunt.cases;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.PaperStore;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The papers of a case: contracts, letters, photographs. A coordinator adds them and says which ones the partners may
 * read; what was removed can be put back.
 */
@Service
public class CaseDocuments {
    /** Bytes of the largest file that is kept. */
    public static final int LARGEST = 20 * 1024 * 1024;

    /** What is kept, by the end of the file's name. Nothing that a browser would run. */
    public static final Set<String> ENDINGS =
            Set.of("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "png", "jpg", "jpeg");

    private final PaperStore store;
    private final BusinessCases cases;

    CaseDocuments(PaperStore store, BusinessCases cases) {
        this.store = store;
        this.cases = cases;
    }

    /** A paper in the list of a case; {@code size} in bytes. */
    public record Line(
            long id, String title, String fileName, long size, boolean forPartners, Instant addedAt, String adder) {}

    /** A paper itself. */
    public static final class Content {
        private final String fileName;
        private final byte[] bytes;

        public Content(String fileName, byte[] bytes) {
            this.fileName = fileName;
            this.bytes = bytes;
        }

        public String fileName() {
            return fileName;
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    /** Whether a file of this name is kept. */
    public static boolean isKept(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The papers this person may read. */
    @Transactional(readOnly = true)
    public List<Line> list(long id, @Nullable Person person) {
        cases.requireSeen(id, person);
        return store.documents(id, BusinessCases.maySeeAll(person));
    }

    /** @throws Missing when there is no such paper for this person */
    @Transactional(readOnly = true)
    public Content content(long id, long document, @Nullable Person person) {
        cases.requireSeen(id, person);
        return store.content(id, document, BusinessCases.maySeeAll(person))
                .orElseThrow(() -> new Missing("paper " + document + " of case " + id));
    }

    @Transactional
    public void add(long id, String title, String fileName, byte[] content, boolean forPartners, Person person) {
        cases.requireToChange(id, person);
        if (!isKept(fileName) || content.length == 0 || content.length > LARGEST) {
            throw new IllegalArgumentException("the file '" + fileName + "' of " + content.length
                    + " bytes; expected one of " + ENDINGS + " of 1 to " + LARGEST + " bytes");
        }
        store.addDocument(id, title.strip(), fileName, content, forPartners, person.name());
        cases.changed(id, person, Map.of("document", title.strip()));
    }

    /** Lets the partners read a paper, or no longer. */
    @Transactional
    public void share(long id, long document, boolean forPartners, Person person) {
        cases.requireToChange(id, person);
        if (store.share(id, document, forPartners)) {
            cases.changed(id, person, Map.of(forPartners ? "document-shared" : "document-kept", document));
        }
    }

    /** Removes a paper, or puts it back. */
    @Transactional
    public void remove(long id, long document, boolean removed, Person person) {
        cases.requireToChange(id, person);
        if (store.remove(id, document, removed)) {
            cases.changed(id, person, Map.of(removed ? "document-removed" : "document-restored", document));
        }
    }
}
