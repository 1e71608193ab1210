package org.knooppunt.introductions;

import java.util.Map;
import org.knooppunt.identity.Audit;
import org.knooppunt.introductions.internal.IntroductionStore;
import org.knooppunt.introductions.internal.Row;
import org.knooppunt.inventory.Side;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends introductions, politely: who is still in it gets a letter, and the same words whatever the reason of the other. */
@Service
public class Endings {
    /** Days without a step after which an introduction expires. */
    private static final Map<State, Integer> DAYS = Map.of(State.WISHED, 60, State.ASKED, 30, State.NAMED, 180);

    private static final int YEARS_KEPT = 3;

    private final IntroductionStore store;
    private final IntroductionLetters letters;
    private final Audit audit;

    Endings(IntroductionStore store, IntroductionLetters letters, Audit audit) {
        this.store = store;
        this.letters = letters;
        this.audit = audit;
    }

    /** What is due: a stream was deleted, fewer may see it than when it began, or nobody moved for too long. */
    @Transactional
    public void endWhatIsDue() {
        store.due(DAYS).forEach((id, why) -> {
            String[] words = why.split(" ");
            store.hold(id).filter(row -> row.state() != State.CLOSED).ifPresent(row -> {
                store.step(id, words[1], words[0], null, null);
                end(row, words[0], words[1], "", "");
                audit.record(null, "changed", "introduction", id, Map.of("step", words[0]));
            });
        });
    }

    /** Forgets what ended years ago, with who spoke for whom. */
    @Transactional
    public void forgetOld() {
        store.forget(YEARS_KEPT);
    }

    /** @param by a side, {@code desk} or {@code system} */
    void end(Row row, String because, String by, String reason, String words) {
        store.close(row.id(), because, by, reason, words);
        for (Side side : Side.values()) {
            if (row.half(side).in() && !side.code().equals(by)) {
                letters.tell(row, side, "ended");
            }
        }
    }
}
