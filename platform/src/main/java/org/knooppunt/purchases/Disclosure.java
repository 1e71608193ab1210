package org.knooppunt.purchases;

import java.util.ArrayList;
import java.util.List;

/**
 * Which totals buyers may see of each other. A total of fewer than {@value #FEWEST} is not shown, and neither is one from
 * which, beside another that is shown, a total of fewer follows: whoever sees that 5 buyers want 100 and that 4 of them want
 * 90 at a lower price knows what the fifth wants.
 */
final class Disclosure {
    static final int FEWEST = 3;

    private Disclosure() {}

    /**
     * @param all how many buyers there are
     * @param accepting how many accept each price, the highest price first: never fewer than at the price before
     * @return for each price whether its total may be shown
     */
    static List<Boolean> levels(int all, List<Integer> accepting) {
        List<Boolean> shown = new ArrayList<>();
        int last = all;
        // from the lowest price, which most accept
        for (int count : accepting.reversed()) {
            boolean show = all >= FEWEST && isSafe(count) && isSafe(last - count);
            shown.addFirst(show);
            last = show ? count : last;
        }
        return shown;
    }

    private static boolean isSafe(int buyers) {
        return buyers == 0 || buyers >= FEWEST;
    }

    static boolean total(int buyers) {
        return buyers >= FEWEST;
    }
}
