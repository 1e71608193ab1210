package org.knooppunt.inventory.web;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knooppunt.engine.inventory.MonthProfile;

/** The year of a stream for people. */
final class Months {
    /**
     * One month.
     *
     * @param share of the year, between 0 and 1
     */
    public record Share(String name, double share) {}

    private Months() {}

    static List<String> names(Locale locale) {
        List<String> names = new ArrayList<>(12);
        for (Month month : Month.values()) {
            names.add(month.getDisplayName(TextStyle.FULL_STANDALONE, locale));
        }
        return names;
    }

    /** The shares of the months; none when every month is the same. */
    static List<Share> of(MonthProfile profile, Locale locale) {
        List<Share> shares = new ArrayList<>();
        if (!profile.weights().isEmpty()) {
            double[] parts = profile.shares();
            List<String> names = names(locale);
            for (int month = 0; month < 12; month++) {
                shares.add(new Share(names.get(month), parts[month]));
            }
        }
        return shares;
    }
}
