package org.knooppunt.engine.legal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a row; tells a fault of each that does not fit, and goes on with something in its place. */
final class RuleRow {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
    private static final Pattern DAY_FIRST = Pattern.compile("([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})");

    private final String file;
    private final int row;
    private final Map<String, String> cells;
    private final List<RuleFault> faults;
    private boolean good = true;

    RuleRow(String file, int row, Map<String, String> cells, List<RuleFault> faults) {
        this.file = file;
        this.row = row;
        this.cells = cells;
        this.faults = faults;
    }

    int row() {
        return row;
    }

    /** Whether no fault of the row was told yet. */
    boolean isGood() {
        return good;
    }

    void fault(String column, RuleFaultKind kind, String... arguments) {
        good = false;
        faults.add(new RuleFault(file, row, column, cell(column), kind, List.of(arguments)));
    }

    /** The cell as it stands, empty when there is no such column. */
    String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    String text(String column) {
        if (cell(column).isEmpty()) {
            fault(column, RuleFaultKind.EMPTY);
        }
        return cell(column);
    }

    String key(String column) {
        String key = text(column);
        if (!key.isEmpty() && !KEY.matcher(key).matches()) {
            fault(column, RuleFaultKind.BAD_KEY);
        }
        return key;
    }

    String keyOrNothing(String column) {
        return cell(column).isEmpty() ? "" : key(column);
    }

    int version() {
        String version = text("version");
        if (VERSION.matcher(version).matches()) {
            return Integer.parseInt(version);
        }
        if (!version.isEmpty()) {
            fault("version", RuleFaultKind.BAD_VERSION);
        }
        return 0;
    }

    <T> T word(String column, T[] values, Function<T, String> code) {
        String word = text(column);
        for (T value : values) {
            if (code.apply(value).equals(word)) {
                return value;
            }
        }
        if (!word.isEmpty()) {
            fault(
                    column,
                    RuleFaultKind.UNKNOWN_WORD,
                    joined(Arrays.stream(values).map(code).toList()));
        }
        return values[0];
    }

    private static String joined(List<String> words) {
        return String.join(", ", words);
    }

    /** The words of a cell that a fact can have. */
    List<String> words(String column, Fact fact) {
        List<String> words =
                Arrays.stream(cell(column).split("\\+", -1)).map(String::strip).toList();
        if (!words.stream().allMatch(fact::allows)) {
            if (fact == Fact.CODE) {
                fault(column, RuleFaultKind.BAD_CODE);
            } else {
                fault(column, RuleFaultKind.UNKNOWN_WORDS, joined(fact.words()));
            }
        }
        return words;
    }

    /** The columns that are named like facts; an empty cell asks for nothing. */
    SortedMap<Fact, List<String>> conditions() {
        SortedMap<Fact, List<String>> conditions = new TreeMap<>();
        for (Fact fact : Fact.values()) {
            if (!cell(fact.code()).isEmpty()) {
                conditions.put(fact, words(fact.code(), fact));
            }
        }
        return conditions;
    }

    Text texts(String name) {
        return new Text(text(name + "_nl"), text(name + "_en"), text(name + "_fr"));
    }

    Source source() {
        String address = text("address");
        if (!address.isEmpty() && (!address.startsWith("https://") || address.indexOf(' ') >= 0)) {
            fault("address", RuleFaultKind.BAD_ADDRESS);
        }
        return new Source(text("law"), text("article"), address, date("consulted"));
    }

    Validity validity() {
        LocalDate from = date("from");
        LocalDate until = cell("until").isEmpty() ? null : date("until");
        if (until != null && until.isBefore(from)) {
            fault("until", RuleFaultKind.UNTIL_BEFORE_FROM, from.toString());
        }
        return new Validity(from, until);
    }

    private LocalDate date(String column) {
        String written = text(column);
        LocalDate date = parsed(written);
        if (date != null) {
            return date;
        }
        if (!written.isEmpty()) {
            fault(column, RuleFaultKind.BAD_DATE);
        }
        return LocalDate.EPOCH;
    }

    /** Also with the day first, as a spreadsheet program in Flanders saves what was typed with the year first. */
    private static @Nullable LocalDate parsed(String written) {
        Matcher year = YEAR_FIRST.matcher(written);
        Matcher day = DAY_FIRST.matcher(written);
        try {
            if (year.matches()) {
                return LocalDate.of(number(year, 1), number(year, 2), number(year, 3));
            }
            return day.matches() ? LocalDate.of(number(day, 3), number(day, 2), number(day, 1)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
