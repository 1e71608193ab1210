package org.knooppunt.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisclosureTest {
    @Test
    void aTotalOfFewerThanThreeIsNotShown() {
        assertThat(Disclosure.total(2)).isFalse();
        assertThat(Disclosure.total(3)).isTrue();
        assertThat(Disclosure.levels(2, List.of(2, 2))).containsExactly(false, false);
        assertThat(Disclosure.levels(6, List.of(2, 6))).containsExactly(false, true);
    }

    @Test
    void aTotalFromWhichThatOfFewerFollowsIsNotShownEither() {
        // five in all, four accept: the fifth would be known
        assertThat(Disclosure.levels(5, List.of(4, 5))).containsExactly(false, true);
        // of nine, six accept the second price and three the first: each step is of three
        assertThat(Disclosure.levels(9, List.of(3, 6, 9))).containsExactly(true, true, true);
        // the second is not shown, so the first is set against the third
        assertThat(Disclosure.levels(9, List.of(6, 7, 9))).containsExactly(true, false, true);
        assertThat(Disclosure.levels(4, List.of(0, 0))).containsExactly(true, true);
    }

    @Test
    void noDifferenceOfWhatIsShownIsOfOneOrTwoBuyers() {
        Random random = new Random(7);
        for (int round = 0; round < 1_000; round++) {
            int all = random.nextInt(15);
            int first = all == 0 ? 0 : random.nextInt(all + 1);
            int second = first == 0 ? 0 : random.nextInt(first + 1);
            int third = second == 0 ? 0 : random.nextInt(second + 1);
            List<Integer> accepting = List.of(third, second, first);
            List<Boolean> shown = Disclosure.levels(all, accepting);
            List<Integer> known = new ArrayList<>(List.of(0, all));
            for (int at = 0; at < 3; at++) {
                if (shown.get(at)) {
                    known.add(accepting.get(at));
                }
            }
            if (all < Disclosure.FEWEST) {
                assertThat(shown).containsOnly(false);
                continue;
            }
            for (int one : known) {
                for (int other : known) {
                    assertThat(Math.abs(one - other)).isNotIn(1, 2);
                }
            }
        }
    }
}
