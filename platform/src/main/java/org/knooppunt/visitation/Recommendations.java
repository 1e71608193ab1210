package org.knooppunt.visitation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.visitation.internal.VisitationStore;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What visitations advised, what was answered, and how it stands year by year. For everybody to read. */
@Service
public class Recommendations {
    static final String KIND = "recommendation";
    private final VisitationStore store;
    private final Audit audit;

    Recommendations(VisitationStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    public static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    /**
     * What to look for.
     *
     * @param text words in it; empty for all
     * @param overdue only what is overdue today
     */
    public record Filter(
            String text,
            Recommendation.@Nullable Addressee addressee,
            Recommendation.@Nullable Status status,
            boolean overdue) {
        public boolean isEmpty() {
            return text.isBlank() && addressee == null && status == null && !overdue;
        }
    }

    /** Of the latest visitation first. */
    @Transactional(readOnly = true)
    public List<Recommendation> list(Filter filter) {
        LocalDate today = today();
        return store.recommendations(filter.text(), filter.addressee(), null).stream()
                .filter(each -> filter.status() == null || each.status() == filter.status())
                .filter(each -> !filter.overdue() || each.overdue(today).isPresent())
                .toList();
    }

    @Transactional(readOnly = true)
    public List<Recommendation> of(long visitation) {
        return store.recommendations("", null, visitation);
    }

    /** @throws Missing when there is no such recommendation */
    @Transactional(readOnly = true)
    public Recommendation get(long id) {
        return store.recommendation(id).orElseThrow(() -> new Missing("recommendation " + id));
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        Visitations.requireWriter(person);
        return audit.list(KIND, Long.toString(id));
    }

    /** Why a recommendation cannot be saved. */
    public enum Refusal {
        /** It would follow something that is not there, or is not of an earlier visitation. */
        NOT_EARLIER,
        CHANGED_MEANWHILE
    }

    /** The id of the new one, or nothing when what it follows is not of an earlier visitation. */
    @Transactional
    public Optional<Long> add(long visitation, Recommendation.Draft draft, Person person) {
        Visitations.requireWriter(person);
        Visitation visited = store.find(visitation).orElseThrow(() -> new Missing("visitation " + visitation));
        if (!isEarlier(draft.follows(), visited.year())) {
            return Optional.empty();
        }
        long id = store.add(visitation, draft);
        audit.record(person, "created", KIND, Long.toString(id), Map.of("title", draft.title()));
        return Optional.of(id);
    }

    /** So a chain of follow-ups only ever goes back in time and has no circle. */
    private boolean isEarlier(@Nullable Long follows, int year) {
        return follows == null
                || store.recommendation(follows)
                        .map(each -> each.visitationYear() < year)
                        .orElse(false);
    }

    /** Why not; nothing when it was changed. */
    @Transactional
    public Optional<Refusal> change(long id, Recommendation.Draft draft, int version, Person person) {
        Visitations.requireWriter(person);
        if (!isEarlier(draft.follows(), get(id).visitationYear())) {
            return Optional.of(Refusal.NOT_EARLIER);
        }
        if (!store.change(id, draft, version)) {
            return Optional.of(Refusal.CHANGED_MEANWHILE);
        }
        audit.record(person, "changed", KIND, Long.toString(id), Map.of("title", draft.title()));
        return Optional.empty();
    }

    /** What the addressee answers. */
    @Transactional
    public void respond(long id, String response, Person person) {
        Visitations.requireWriter(person);
        Recommendation before = get(id);
        store.respond(id, response.strip(), person.name());
        audit.record(
                person,
                "changed",
                KIND,
                Long.toString(id),
                Map.of("response", List.of(before.response(), response.strip())));
    }

    /**
     * How it stands in a year; telling of the same year again replaces what was told.
     *
     * @return false when it would be done and nothing shows it
     */
    @Transactional
    public boolean tell(long id, int year, Recommendation.Status status, String words, String evidence, Person person) {
        Visitations.requireWriter(person);
        Recommendation one = get(id);
        if (status == Recommendation.Status.DONE && evidence.isBlank()) {
            return false;
        }
        store.tell(one.id(), year, status, words.strip(), evidence.strip(), person.name());
        audit.record(
                person,
                "changed",
                KIND,
                Long.toString(id),
                Map.of(
                        "year",
                        year,
                        "status",
                        status.code(),
                        "was",
                        one.years().stream()
                                .filter(each -> each.year() == year)
                                .findFirst()
                                .map(each -> each.status().code() + ": " + each.words())
                                .orElse("")));
        return true;
    }
}
