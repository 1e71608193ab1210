package org.knooppunt.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The stays of a case in its statuses, the first one first. A move that was taken back did not happen; taking back what
 * was taken back makes it happen after all.
 */
record CasePath(List<Stay> stays) {
    /** From one move to the next; the last one lasts until now. */
    record Stay(CaseStatus status, Instant from, Instant until) {
        double days() {
            return Duration.between(from, until).toSeconds() / 86_400.0;
        }
    }

    /** A move as it was written down. */
    record Moved(CaseStatus to, boolean undone, Instant at) {}

    private record Entered(CaseStatus status, Instant at) {}

    static CasePath of(CaseStatus first, Instant begun, List<Moved> moves, Instant now) {
        List<Entered> entered = new ArrayList<>(List.of(new Entered(first, begun)));
        Deque<Entered> takenBack = new ArrayDeque<>();
        for (Moved move : moves) {
            if (!move.undone()) {
                takenBack.clear();
                entered.add(new Entered(move.to(), move.at()));
            } else if (!takenBack.isEmpty()) {
                entered.add(takenBack.pop());
            } else if (entered.size() > 1) {
                takenBack.push(entered.removeLast());
            }
        }
        List<Stay> stays = new ArrayList<>();
        for (int at = 0; at < entered.size(); at++) {
            Instant until = at + 1 < entered.size() ? entered.get(at + 1).at() : now;
            stays.add(new Stay(entered.get(at).status(), entered.get(at).at(), until));
        }
        return new CasePath(List.copyOf(stays));
    }

    CaseStatus first() {
        return stays.getFirst().status();
    }

    CaseStatus last() {
        return stays.getLast().status();
    }

    /** The stage it stands in; of a case put aside the one it had before. */
    CaseStatus stage() {
        return stays.reversed().stream()
                .map(Stay::status)
                .filter(status -> !status.isAside())
                .findFirst()
                .orElse(CaseStatus.SEED);
    }

    /** The furthest stage it ever reached. */
    CaseStatus furthest() {
        return stays.stream()
                .map(Stay::status)
                .filter(status -> !status.isAside())
                .max(CaseStatus::compareTo)
                .orElse(CaseStatus.SEED);
    }

    /** When it first came as far as a stage, by entering it or one after it. */
    Optional<Instant> reached(CaseStatus stage) {
        return stays.stream()
                .filter(stay -> !stay.status().isAside() && stay.status().compareTo(stage) >= 0)
                .map(Stay::from)
                .findFirst();
    }

    /** Days it spent in a stage, in all its stays there together. */
    double daysIn(CaseStatus stage) {
        return stays.stream()
                .filter(stay -> stay.status() == stage)
                .mapToDouble(Stay::days)
                .sum();
    }
}
