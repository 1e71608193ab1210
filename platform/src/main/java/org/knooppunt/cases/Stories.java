package org.knooppunt.cases;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.PaperStore;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the public may read of a case. A coordinator writes it; it is public while every partner has released that very
 * text. A partner also says whether its name may stand there, and can take its word back, which takes the page away. Money
 * is never shown.
 */
@Service
public class Stories {
    private final PaperStore store;
    private final BusinessCases cases;

    Stories(PaperStore store, BusinessCases cases) {
        this.store = store;
        this.cases = cases;
    }

    /**
     * The story as the people of the case see it.
     *
     * @param hidden whether a coordinator keeps it from the public whatever the partners say
     */
    public record Draft(
            String title,
            String words,
            boolean showExpected,
            boolean showResults,
            boolean hidden,
            int version,
            Instant writtenAt,
            List<Release> releases) {
        public boolean isPublic() {
            return !hidden && !releases.isEmpty() && releases.stream().allMatch(Release::given);
        }
    }

    /**
     * What a partner says of the story.
     *
     * @param given whether it released the text as it stands now
     * @param how how a coordinator knows; empty when the partner said it here itself
     * @param at when it released a text, this one or one before; absent when it never did
     */
    public record Release(
            String organisation,
            String name,
            boolean own,
            boolean given,
            boolean named,
            String how,
            @Nullable Instant at,
            String releaser) {}

    /** A story in the public list. */
    public record Line(long id, String title, String begin, CaseStatus status) {}

    /** A story as everybody may read it; figures that the partners did not release are absent. */
    public record Page(
            long id,
            String title,
            String words,
            CaseStatus status,
            @Nullable EarningModel model,
            List<Integer> sdgs,
            List<String> partners,
            int unnamed,
            @Nullable Double expectedCo2e,
            @Nullable Double expectedJobs,
            List<Reached> results,
            Instant writtenAt) {}

    /** The sum of what was verified of one measure. */
    public record Reached(Dossier.Result.Measure measure, double quantity) {}

    /** For everybody. */
    @Transactional(readOnly = true)
    public Slice<Line> list(String text, int page, int size) {
        return store.stories(text, page, size);
    }

    /**
     * For everybody.
     *
     * @throws Missing when there is no such story, or not for the public
     */
    @Transactional(readOnly = true)
    public Page page(long id) {
        return store.story(id).orElseThrow(() -> new Missing("story " + id));
    }

    /** The story of a case for its coordinator and its partners; nothing when none was written. */
    @Transactional(readOnly = true)
    public Optional<Draft> draft(long id, @Nullable Person person) {
        cases.requireSeen(id, person);
        return store.draft(id, BusinessCases.own(person));
    }

    /**
     * Writes the story. Another text needs the word of every partner anew.
     *
     * @param version of the text that the person read; 0 when there was none
     * @return false when somebody else wrote it first
     */
    @Transactional
    public boolean write(
            long id,
            String title,
            String words,
            boolean showExpected,
            boolean showResults,
            int version,
            Person person) {
        cases.requireToChange(id, person);
        if (!store.write(id, title.strip(), words.strip(), showExpected, showResults, version, person.name())) {
            return false;
        }
        cases.changed(id, person, Map.of("story", title.strip()));
        return true;
    }

    /** Keeps the story from the public, or no longer. */
    @Transactional
    public void hide(long id, boolean hidden, Person person) {
        cases.requireToChange(id, person);
        store.hide(id, hidden);
        cases.changed(id, person, Map.of(hidden ? "story-hidden" : "story-shown", ""));
    }

    /**
     * A partner releases the text that it read, by itself or as a coordinator was told.
     *
     * @param how how the coordinator knows; nothing of it is kept when the partner says it itself
     * @return false when the text is not the one that was read any more
     * @throws AccessDeniedException when the person acts neither for this partner nor as a coordinator who says how it knows
     */
    @Transactional
    public boolean release(long id, String organisation, boolean named, String how, int version, Person person) {
        boolean own = requireMaySpeak(id, organisation, person);
        if (!own && how.isBlank()) {
            throw new AccessDeniedException("a coordinator speaks for a partner only by saying how the word was given");
        }
        if (!store.release(id, organisation, named, own ? "" : how.strip(), version, person.name())) {
            return false;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("story-released", organisation);
        detail.put("named", named);
        cases.changed(id, person, detail);
        return true;
    }

    /** Takes the word of a partner back; its page is gone at once. */
    @Transactional
    public void takeBack(long id, String organisation, Person person) {
        requireMaySpeak(id, organisation, person);
        if (store.unrelease(id, organisation)) {
            cases.changed(id, person, Map.of("story-taken-back", organisation));
        }
    }

    private boolean requireMaySpeak(long id, String organisation, Person person) {
        cases.requireSeen(id, person);
        boolean own = person.is(Role.MEMBER) && person.organisations().contains(organisation);
        if (!own) {
            BusinessCases.requireCoordinator(person);
        }
        return own;
    }
}
