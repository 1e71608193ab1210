package org.knooppunt.charter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.internal.SigningStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What organisations committed themselves to, and what they report of it each year. A coordinator sees all of them, a member
 * those of its organisation. Of a year, a report is asked from the first of January after, and late from the first of March.
 */
@Service
public class Commitments {
    private final SigningStore store;
    private final Audit audit;

    Commitments(SigningStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** @param late only those of which a report is late */
    @Transactional(readOnly = true)
    public Slice<Commitment> list(String search, boolean late, int page, int size, @Nullable Person person) {
        return store.list(search, late, page, size, Charters.sight(person), Charters.today());
    }

    @Transactional(readOnly = true)
    public void each(String search, boolean late, @Nullable Person person, Consumer<Commitment> consumer) {
        store.each(search, late, Charters.sight(person), Charters.today(), consumer);
    }

    /** @throws Missing when there is no such commitment for this person */
    @Transactional(readOnly = true)
    public Commitment get(long id, @Nullable Person person) {
        return store.commitment(id, Charters.sight(person), Charters.today())
                .orElseThrow(() -> new Missing("commitment " + id));
    }

    @Transactional(readOnly = true)
    public List<SelfReport> reports(long id, @Nullable Person person) {
        get(id, person);
        return store.reports(id);
    }

    /** Years of which a report is asked of a commitment. */
    @Transactional(readOnly = true)
    public List<Integer> asked(long id, @Nullable Person person) {
        get(id, person);
        return store.asked(id, Charters.today());
    }

    /** Of how many commitments a report is late; for coordinators. */
    @Transactional(readOnly = true)
    public long countLate(@Nullable Person person) {
        return Charters.maySeeAll(person) ? store.countLate(Charters.today()) : 0;
    }

    /** Whether a person reports for an organisation: whoever acts for it. */
    public static boolean mayReport(@Nullable Person person, String organisation) {
        return Charters.own(person).contains(organisation);
    }

    /**
     * Writes down what became of a commitment in a year; again for the same year corrects it.
     *
     * @return false when nothing is asked of that year
     */
    @Transactional
    public boolean report(
            long id,
            int year,
            Outcome outcome,
            @Nullable Double quantity,
            String evidence,
            String remark,
            Person person) {
        Commitment commitment = get(id, person);
        if (!mayReport(person, commitment.organisation())) {
            throw new AccessDeniedException("not somebody of this organisation");
        }
        boolean before = store.reports(id).stream().anyMatch(report -> report.year() == year);
        if (!before && !store.asked(id, Charters.today()).contains(year)) {
            return false;
        }
        store.report(
                id,
                new SelfReport(year, outcome, quantity, evidence, remark, Instant.now(), person.name()),
                person.id());
        audit.record(
                person,
                "reported",
                "charter",
                Long.toString(commitment.text()),
                Map.of("commitment", id, "year", year, "outcome", outcome.code()));
        return true;
    }

    /** Commitments of a person's organisations of which a report is asked. */
    @Transactional(readOnly = true)
    public List<Commitment> due(Person person, int most) {
        Set<String> own = Charters.own(person);
        return own.isEmpty()
                ? List.of()
                : store.list("", false, 1, most, own, Charters.today()).rows().stream()
                        .filter(commitment -> commitment.askedYear() != null)
                        .toList();
    }
}
