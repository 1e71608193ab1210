package org.knooppunt.indicators;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of which something was observed: a year, a quarter, a month or a school year.
 *
 * @param code 100 × year + 0 for the year, 1 to 12 for a month, 21 to 24 for a quarter, 31 for the school year that
 *     begins in it; sorts by time within a kind
 */
public record Period(int code) implements Comparable<Period> {
    private static final int SCHOOL_YEAR = 31;
    private static final int QUARTERS = 20;
    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])|[-/](\\d{4}))?");

    public Period {
        int part = code % 100;
        if (code < 190_000
                || code >= 220_000
                || !(part <= 12 || part > QUARTERS && part <= QUARTERS + 4 || part == SCHOOL_YEAR)) {
            throw new IllegalArgumentException("period is " + code + "; expected 100 x year + part");
        }
    }

    public static Period ofYear(int year) {
        return new Period(100 * year);
    }

    /** Reads {@code 2008}, {@code 2008-Q1}, {@code 2008-01} and the school year {@code 2007-2008}. */
    public static Optional<Period> find(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(form.group(1));
        if (year < 1900 || year > 2199) {
            return Optional.empty();
        }
        if (form.group(2) != null) {
            return Optional.of(new Period(100 * year + QUARTERS + Integer.parseInt(form.group(2))));
        }
        if (form.group(3) != null) {
            return Optional.of(new Period(100 * year + Integer.parseInt(form.group(3))));
        }
        if (form.group(4) != null) {
            return Integer.parseInt(form.group(4)) == year + 1
                    ? Optional.of(new Period(100 * year + SCHOOL_YEAR))
                    : Optional.empty();
        }
        return Optional.of(ofYear(year));
    }

    public int year() {
        return code / 100;
    }

    private int part() {
        return code % 100;
    }

    /** As people and files write it. */
    public String text() {
        if (part() == 0) {
            return Integer.toString(year());
        }
        if (part() == SCHOOL_YEAR) {
            return year() + "-" + (year() + 1);
        }
        return part() > QUARTERS ? year() + "-Q" + (part() - QUARTERS) : "%d-%02d".formatted(year(), part());
    }

    /** As SDMX writes it; a school year is a range. */
    public String sdmx() {
        return part() == SCHOOL_YEAR ? year() + "-09-01/P1Y" : text();
    }

    public LocalDate firstDay() {
        if (part() == 0) {
            return LocalDate.of(year(), 1, 1);
        }
        if (part() == SCHOOL_YEAR) {
            return LocalDate.of(year(), 9, 1);
        }
        return LocalDate.of(year(), part() > QUARTERS ? 3 * (part() - QUARTERS) - 2 : part(), 1);
    }

    public LocalDate lastDay() {
        if (part() == 0) {
            return LocalDate.of(year(), 12, 31);
        }
        if (part() == SCHOOL_YEAR) {
            return LocalDate.of(year() + 1, 8, 31);
        }
        return YearMonth.of(year(), part() > QUARTERS ? 3 * (part() - QUARTERS) : part())
                .atEndOfMonth();
    }

    @Override
    public int compareTo(Period other) {
        return Integer.compare(code, other.code);
    }
}
