package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasePathTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant day(int day) {
        return BEGUN.plus(Duration.ofDays(day));
    }

    private static CasePath.Moved move(CaseStatus to, int day) {
        return new CasePath.Moved(to, false, day(day));
    }

    private static CasePath.Moved undo(CaseStatus to, int day) {
        return new CasePath.Moved(to, true, day(day));
    }

    private static CasePath path(CasePath.Moved... moves) {
        return CasePath.of(CaseStatus.SEED, BEGUN, List.of(moves), day(100));
    }

    @Test
    void aCaseThatNeverMovedStandsWhereItBegan() {
        CasePath path = path();
        assertThat(path.last()).isEqualTo(CaseStatus.SEED);
        assertThat(path.daysIn(CaseStatus.SEED)).isCloseTo(100, within(1e-9));
        assertThat(path.reached(CaseStatus.POTENTIAL)).isEmpty();
    }

    @Test
    void daysInAStageAddUpOverAllItsStays() {
        CasePath path = path(
                move(CaseStatus.POTENTIAL, 10),
                move(CaseStatus.PARKED, 15),
                move(CaseStatus.POTENTIAL, 40),
                move(CaseStatus.FEASIBLE, 47));
        assertThat(path.daysIn(CaseStatus.SEED)).isCloseTo(10, within(1e-9));
        assertThat(path.daysIn(CaseStatus.POTENTIAL)).isCloseTo(12, within(1e-9));
        assertThat(path.reached(CaseStatus.PRE_BUSINESS_CASE))
                .as("skipped on the way to feasible")
                .contains(day(47));
    }

    @Test
    void aMoveThatWasTakenBackDidNotHappen() {
        CasePath path = path(move(CaseStatus.POTENTIAL, 10), undo(CaseStatus.SEED, 11), move(CaseStatus.STOPPED, 30));
        assertThat(path.furthest()).isEqualTo(CaseStatus.SEED);
        assertThat(path.daysIn(CaseStatus.SEED)).isCloseTo(30, within(1e-9));
        assertThat(path.stage()).as("where it stood when it was stopped").isEqualTo(CaseStatus.SEED);
    }

    @Test
    void takingBackWhatWasTakenBackMakesItHappenAfterAll() {
        CasePath path = path(move(CaseStatus.POTENTIAL, 10), undo(CaseStatus.SEED, 11), undo(CaseStatus.POTENTIAL, 12));
        assertThat(path.last()).isEqualTo(CaseStatus.POTENTIAL);
        assertThat(path.reached(CaseStatus.POTENTIAL)).contains(day(10));
        CasePath again = path(
                move(CaseStatus.POTENTIAL, 10),
                undo(CaseStatus.SEED, 11),
                undo(CaseStatus.POTENTIAL, 12),
                undo(CaseStatus.SEED, 13));
        assertThat(again.last()).isEqualTo(CaseStatus.SEED);
    }
}
