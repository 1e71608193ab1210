package org.knooppunt.planning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.Inventories;
import org.knooppunt.planning.internal.PlanJobs;
import org.knooppunt.planning.internal.PlanStore;
import org.knooppunt.planning.internal.Snapshots;
import org.knooppunt.planning.report.InventoryHash;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans of the region. Coordinators make them; coordinators and administrators read them; nobody else sees any, since a
 * plan shows every price.
 */
@Service
public class Plans {
    private final PlanStore store;
    private final PlanJobs.PlanQueue queue;
    private final Inventories inventories;
    private final Audit audit;
    private final Cache<Long, PlanReport> reports = Caffeine.newBuilder()
            .maximumSize(6)
            .softValues()
            .expireAfterAccess(Duration.ofMinutes(20))
            .build();

    Plans(PlanStore store, PlanJobs.PlanQueue queue, Inventories inventories, Audit audit) {
        this.store = store;
        this.queue = queue;
        this.inventories = inventories;
        this.audit = audit;
    }

    public static boolean mayRead(@Nullable Person person) {
        return person != null && (person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR));
    }

    public static boolean mayWrite(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    private static void requireReader(@Nullable Person person) {
        if (!mayRead(person)) {
            throw new AccessDeniedException("plans are for coordinators and administrators");
        }
    }

    static void requireWriter(@Nullable Person person) {
        if (!mayWrite(person)) {
            throw new AccessDeniedException("plans are made by coordinators");
        }
    }

    /** Nothing was chosen that could be planned. */
    public static final class EmptyScope extends RuntimeException {
        EmptyScope() {
            super("the scope holds no offers or no needs");
        }
    }

    /**
     * Takes a snapshot of the inventory and puts a plan in the queue.
     *
     * @throws EmptyScope when the scope leaves no offers or no needs
     */
    @Transactional
    public long create(PlanRequest request, Person who) {
        requireWriter(who);
        Inventory part = request.scope().of(inventories.snapshot());
        if (part.offers().isEmpty() || part.needs().isEmpty()) {
            throw new EmptyScope();
        }
        String hash = InventoryHash.of(part);
        store.keepSnapshot(hash, Snapshots.write(part));
        PlanStore.Contents contents = new PlanStore.Contents(
                part.offers().size(), part.needs().size(), part.facilities().size());
        return add(request, hash, contents, null, who);
    }

    /** The same plan again, from the snapshot it was made from. */
    @Transactional
    public long remake(long id, Person who) {
        requireWriter(who);
        PlanSummary old = get(id, who);
        PlanRequest request =
                new PlanRequest(old.name(), old.note(), old.scope(), old.options(), old.weights(), old.goal());
        PlanStore.Contents contents = new PlanStore.Contents(old.offers(), old.needs(), old.facilities());
        return add(request, old.snapshot(), contents, id, who);
    }

    private long add(
            PlanRequest request, String hash, PlanStore.Contents contents, @Nullable Long remadeFrom, Person who) {
        long id = store.create(request, hash, contents, remadeFrom, who);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("name", request.name());
        detail.put("snapshot", hash);
        if (remadeFrom != null) {
            detail.put("remadeFrom", remadeFrom);
        }
        audit.record(who, "created", "plan", Long.toString(id), detail);
        queue.add(id);
        return id;
    }

    @Transactional(readOnly = true)
    public Slice<PlanSummary> list(PlanQuery query, @Nullable Person who) {
        requireReader(who);
        return store.list(query);
    }

    @Transactional(readOnly = true)
    public Optional<PlanSummary> find(long id, @Nullable Person who) {
        requireReader(who);
        return store.find(id);
    }

    /** @throws Missing when there is no such plan */
    @Transactional(readOnly = true)
    public PlanSummary get(long id, @Nullable Person who) {
        return find(id, who).orElseThrow(() -> new Missing("plan " + id));
    }

    /** The answer with names and places; nothing while there is none. */
    @Transactional(readOnly = true)
    public Optional<PlanReport> report(long id, @Nullable Person who) {
        PlanSummary summary = get(id, who);
        if (!summary.hasAnswer()) {
            return Optional.empty();
        }
        PlanReport known = reports.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PlanReport> report = store.findResult(id)
                .map(result -> new PlanReport(
                        Snapshots.read(store.getSnapshot(summary.snapshot())), result.plan(), result.cases()));
        report.ifPresent(made -> reports.put(id, made));
        return report;
    }

    /** The inventory a plan was made from, as a zip of CSV files. */
    @Transactional(readOnly = true)
    public byte[] snapshot(long id, @Nullable Person who) {
        return store.getSnapshot(get(id, who).snapshot());
    }

    /** Stops a plan; the best plan found so far is kept. */
    @Transactional
    public void cancel(long id, Person who) {
        requireWriter(who);
        get(id, who);
        if (store.cancel(id)) {
            audit.record(who, "changed", "plan", Long.toString(id), Map.of("cancelled", true));
        }
    }

    /** Changes name and note; false when somebody else changed them first. */
    @Transactional
    public boolean rename(long id, String name, String note, int version, Person who) {
        requireWriter(who);
        PlanSummary old = get(id, who);
        if (!store.rename(id, name, note, version)) {
            return false;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        if (!old.name().equals(name.strip())) {
            detail.put("name", java.util.List.of(old.name(), name.strip()));
        }
        if (!old.note().equals(note.strip())) {
            detail.put("note", java.util.List.of(old.note(), note.strip()));
        }
        audit.record(who, "changed", "plan", Long.toString(id), detail);
        return true;
    }

    /** Takes a plan out of the list; a running one is stopped. {@link #restore} brings it back. */
    @Transactional
    public void delete(long id, Person who) {
        requireWriter(who);
        get(id, who);
        store.cancel(id);
        if (store.setDeleted(id, true)) {
            audit.record(who, "deleted", "plan", Long.toString(id), Map.of());
        }
    }

    @Transactional
    public void restore(long id, Person who) {
        requireWriter(who);
        get(id, who);
        if (store.setDeleted(id, false)) {
            audit.record(who, "changed", "plan", Long.toString(id), Map.of("restored", true));
        }
    }
}
