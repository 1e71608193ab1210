package org.knooppunt.cases;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cases of the hub by stage. */
public record Board(List<Column> columns) {
    /** @param total how many cases are in it; {@code cards} are those that moved last */
    public record Column(CaseStatus status, long total, List<Card> cards) {}

    /**
     * A case on the board.
     *
     * @param step what is to be done first; absent when nothing is planned
     * @param stillDays days since something happened
     */
    public record Card(
            long id,
            String title,
            CaseStatus status,
            int version,
            List<String> partners,
            @Nullable String step,
            @Nullable LocalDate due,
            boolean late,
            int stillDays) {
        public boolean isStill() {
            return !status.isAside() && status != CaseStatus.REALISED && stillDays >= Pipeline.STILL_DAYS;
        }
    }
}
