package org.knooppunt.visitation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.visitation.internal.VisitationStore;
import org.knooppunt.web.Missing;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Visitations, for everybody to read; policy officers and administrators write them. */
@Service
public class Visitations {
    private static final String THING = "visitation";

    private final VisitationStore store;
    private final Audit audit;

    Visitations(VisitationStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Whether this person writes visitations and what became of recommendations. */
    public static boolean mayWrite(@Nullable Person person) {
        return person != null && (person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR));
    }

    static void requireWriter(@Nullable Person person) {
        if (!mayWrite(person)) {
            throw new AccessDeniedException("visitations are written by policy officers and administrators");
        }
    }

    @Transactional(readOnly = true)
    public List<Visitation.Line> list() {
        return store.list();
    }

    /** @throws Missing when there is no such visitation */
    @Transactional(readOnly = true)
    public Visitation get(long id) {
        return store.find(id).orElseThrow(() -> new Missing("visitation " + id));
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireWriter(person);
        return audit.list(THING, Long.toString(id));
    }

    @Transactional
    public long create(Visitation.Draft draft, Person person) {
        requireWriter(person);
        long id = store.create(draft, person.name());
        audit.record(person, "created", THING, Long.toString(id), Map.of("title", draft.title()));
        return id;
    }

    @Transactional
    public Saved change(long id, Visitation.Draft draft, int version, Person person) {
        requireWriter(person);
        boolean changed = store.change(id, draft, version);
        if (changed) {
            audit.record(person, "changed", THING, Long.toString(id), Map.of("title", draft.title()));
        }
        return Saved.changed(changed);
    }

    @Transactional
    public void addPart(long id, Visitation.PartKind kind, String title, String words, String source, Person person) {
        requireWriter(person);
        long known = get(id).id();
        store.addPart(known, kind, title.strip(), words.strip(), source.strip());
        audit.record(person, "changed", THING, Long.toString(id), Map.of(kind.code(), title.strip()));
    }

    @Transactional
    public void removePart(long id, long part, Person person) {
        requireWriter(person);
        if (store.removePart(id, part)) {
            audit.record(person, "changed", THING, Long.toString(id), Map.of("removed", part));
        }
    }
}
