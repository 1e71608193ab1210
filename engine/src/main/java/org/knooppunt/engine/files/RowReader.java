package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.MonthProfile;

/**
 * Reads the cells of one row after the other as values and tells every fault by its cell. A value that cannot be read
 * comes back as a harmless stand-in, and {@link #isGood()} says that the row is of no use; scratch of one reading.
 */
final class RowReader {
    static final int LONGEST_KEY = 100;
    private static final int MOST_PROFILES = 10_000;

    private final Table table;
    private final String file;
    private final char decimal;
    private final Header header;
    private final Keys keys;
    private final FaultList faults;
    private final int cellLength;
    private final DecimalText decimalText = new DecimalText();
    private final Map<String, Integer> defaults = new LinkedHashMap<>();
    private final Map<String, MonthProfile> profiles = new HashMap<>();
    private Cells cells = NoCells.INSTANCE;
    private int row;
    private boolean good;

    RowReader(TableSource source, Header header, Keys keys, FaultList faults, int cellLength) {
        this.table = source.table();
        this.file = source.name();
        this.decimal = source.decimal();
        this.header = header;
        this.keys = keys;
        this.faults = faults;
        this.cellLength = cellLength;
    }

    /** Starts a row. */
    void start(int at, Cells now) {
        row = at;
        cells = now;
        good = true;
        for (int index : header.nameless()) {
            noValueHere(index);
        }
        for (int index = header.size(); index < cells.size(); index++) {
            noValueHere(index);
        }
    }

    private void noValueHere(int index) {
        if (!Texts.strip(cells.text(index)).isEmpty()) {
            fault("", cells.text(index), FaultKind.CELL_WITHOUT_COLUMN);
        }
    }

    int row() {
        return row;
    }

    boolean isGood() {
        return good;
    }

    void fault(String column, String value, FaultKind kind, String... arguments) {
        good = false;
        faults.add(table, new Fault(file, row, column, value, kind, List.of(arguments)));
    }

    /** What stands in the cell, for a fault found after reading it. */
    String found(String column) {
        int index = header.index(column);
        return index < 0 ? "" : cells.text(index);
    }

    private boolean isEmpty(int index) {
        return index < 0
                || cells.content(index) == Cells.Content.TEXT
                        && Texts.strip(cells.text(index)).isEmpty();
    }

    /** Free text as it stands; empty when there is none. */
    String text(String column) {
        int index = header.index(column);
        return index < 0 ? "" : textAt(index, column);
    }

    private String textAt(int index, String column) {
        String text = cells.text(index);
        if (!holds(index, column, false)) {
            return "";
        }
        if (text.length() > cellLength) {
            fault(column, text, FaultKind.CELL_TOO_LONG, Integer.toString(text.length()), Integer.toString(cellLength));
            return "";
        }
        int control = Texts.controlCharacter(text);
        if (control >= 0) {
            fault(column, text, FaultKind.CONTROL_CHARACTER, String.format(Locale.ROOT, "U+%04X", (int)
                    text.charAt(control)));
            return "";
        }
        return text;
    }

    /** @param number whether a number is wanted, else text */
    private boolean holds(int index, String column, boolean number) {
        switch (cells.content(index)) {
            case TEXT, NUMBER -> {
                return true;
            }
            case DATE -> fault(column, cells.text(index), number ? FaultKind.DATE_FOR_NUMBER : FaultKind.DATE_FOR_TEXT);
            case BOOLEAN ->
                fault(column, cells.text(index), number ? FaultKind.BOOLEAN_FOR_NUMBER : FaultKind.BOOLEAN_FOR_TEXT);
            case ERROR -> fault(column, cells.text(index), FaultKind.ERROR_CELL);
            case FORMULA_WITHOUT_VALUE -> fault(column, cells.text(index), FaultKind.FORMULA_WITHOUT_VALUE);
        }
        return false;
    }

    /** A word or key without blanks at its ends, or null when there is none or it cannot be read. */
    @Nullable
    String find(String column) {
        int index = header.index(column);
        if (index < 0) {
            return null;
        }
        String text = Texts.strip(textAt(index, column));
        return text.isEmpty() ? null : text;
    }

    /** A word or key that must be there. */
    @Nullable
    String get(String column) {
        int index = header.index(column);
        if (index < 0) {
            good = false;
            return null;
        }
        if (isEmpty(index)) {
            fault(column, "", FaultKind.EMPTY);
            return null;
        }
        return find(column);
    }

    /** The key of the row; a key that stood in a row before is a fault. */
    String key(String column) {
        String key = checkedKey(column, get(column));
        if (key == null) {
            return "";
        }
        Integer before = keys.put(table, key, row);
        if (before != null) {
            fault(column, key, FaultKind.DUPLICATE_KEY, before.toString());
        }
        return key;
    }

    private @Nullable String checkedKey(String column, @Nullable String key) {
        if (key != null && key.length() > LONGEST_KEY) {
            fault(column, key, FaultKind.KEY_TOO_LONG, Integer.toString(key.length()), Integer.toString(LONGEST_KEY));
            return null;
        }
        return key;
    }

    /** A key of another table that must be there and exist. */
    String reference(String column, Table to) {
        String key = checkedKey(column, get(column));
        return key == null ? "" : reference(column, key, to);
    }

    /** A key of another table that may be absent; whether it exists is for the caller to say. */
    @Nullable
    String findKey(String column) {
        String key = checkedKey(column, find(column));
        return key == null ? null : keys.shared(key);
    }

    private String reference(String column, String key, Table to) {
        if (!keys.holds(to, key)) {
            unknown(column, key, to);
        }
        return keys.shared(key);
    }

    private void unknown(String column, String key, Table to) {
        String similar = keys.similar(to, key);
        if (similar == null) {
            fault(column, key, FaultKind.UNKNOWN_REFERENCE, to.one(), to.fileName());
        } else {
            fault(column, key, FaultKind.MISSPELT_REFERENCE, to.one(), to.fileName(), similar);
        }
    }

    /** One of a few words, in any case; null when it is absent or unknown. */
    <T> @Nullable T word(String column, Function<String, Optional<T>> finder, List<T> all, Function<T, String> code) {
        String word = find(column);
        if (word == null) {
            return null;
        }
        Optional<T> found = finder.apply(word.toLowerCase(Locale.ROOT));
        if (found.isEmpty()) {
            fault(
                    column,
                    word,
                    FaultKind.UNKNOWN_WORD,
                    String.join(", ", all.stream().map(code).toList()));
            return null;
        }
        return found.get();
    }

    /** One of a few words that must be there. */
    <T> @Nullable T requiredWord(
            String column, Function<String, Optional<T>> finder, List<T> all, Function<T, String> code) {
        return get(column) == null ? null : word(column, finder, all, code);
    }

    /** A number that must be there; NaN when it cannot be read. */
    double number(String column) {
        int index = header.index(column);
        if (index < 0) {
            good = false;
            return Double.NaN;
        }
        if (isEmpty(index)) {
            fault(column, "", FaultKind.EMPTY);
            return Double.NaN;
        }
        return numberAt(index, column);
    }

    /** A number that is 0 when the cell is empty; how often that happened is told in the end. */
    double numberOrZero(String column) {
        int index = header.index(column);
        if (isEmpty(index)) {
            took(column, "0");
            return 0;
        }
        return numberAt(index, column);
    }

    /** A number of at least 0 that is 0, without a word, when the cell is empty. */
    double quietNumberOrZero(String column) {
        int index = header.index(column);
        return isEmpty(index) ? 0 : atLeastZero(column, numberAt(index, column));
    }

    /** Passes a number through, telling when it is negative. */
    double atLeastZero(String column, double number) {
        if (number < 0) {
            fault(column, found(column), FaultKind.NEGATIVE);
            return Double.NaN;
        }
        return number;
    }

    /** Notes that an empty cell was read as something. */
    void took(String column, String instead) {
        defaults.merge(column + "\n" + instead, 1, Integer::sum);
    }

    /** Tells how often empty cells were read as something. */
    void tellDefaults() {
        defaults.forEach((what, times) -> {
            String[] parts = what.split("\n", 2);
            faults.remark(file, parts[0], RemarkKind.EMPTY_CELLS, times.toString(), parts[1]);
        });
    }

    private double numberAt(int index, String column) {
        if (cells.content(index) == Cells.Content.NUMBER) {
            double value = cells.number(index);
            if (!Double.isFinite(value)) {
                fault(column, cells.text(index), FaultKind.NOT_FINITE);
                return Double.NaN;
            }
            return value;
        }
        if (!holds(index, column, true)) {
            return Double.NaN;
        }
        String text = cells.text(index);
        if (text.length() > cellLength) {
            textAt(index, column);
            return Double.NaN;
        }
        String sign = decimal == 0 ? "." : String.valueOf(decimal);
        String number = Texts.strip(text);
        boolean degrees = decimal == 0 && Table.holdsDegrees(column);
        switch (degrees ? decimalText.readListed(number) : decimalText.read(number, decimal)) {
            case FINE -> {
                return decimalText.value();
            }
            case NOT_A_NUMBER -> fault(column, text, FaultKind.NOT_A_NUMBER, sign);
            case NOT_FINITE -> fault(column, text, FaultKind.NOT_FINITE);
            case AMBIGUOUS ->
                fault(column, text, FaultKind.AMBIGUOUS_NUMBER, decimalText.oneReading(), decimalText.otherReading());
            case WRONG_SIGN -> fault(column, text, FaultKind.WRONG_DECIMAL_SIGN, sign);
        }
        return Double.NaN;
    }

    /** The values of the columns for qualities with this prefix, where a cell has one. */
    SortedMap<String, Double> qualities(String prefix) {
        SortedMap<String, Double> values = new TreeMap<>();
        for (Header.QualityColumn column : header.qualities()) {
            if (column.prefix().equals(prefix) && !isEmpty(column.index())) {
                values.put(keys.shared(column.quality()), numberAt(column.index(), column.name()));
            }
        }
        return values;
    }

    /** The name of the column for a quality as it stands in the file. */
    String qualityColumn(String prefix, String quality) {
        for (Header.QualityColumn column : header.qualities()) {
            if (column.prefix().equals(prefix) && column.quality().equals(quality)) {
                return column.name();
            }
        }
        return prefix + quality;
    }

    /** What stands in the column for a quality. */
    String foundQuality(String prefix, String quality) {
        for (Header.QualityColumn column : header.qualities()) {
            if (column.prefix().equals(prefix) && column.quality().equals(quality)) {
                return cells.text(column.index());
            }
        }
        return "";
    }

    /** Whether the cell holds a number, not text. */
    boolean isNumberCell(String column) {
        int index = header.index(column);
        return index >= 0 && cells.content(index) == Cells.Content.NUMBER;
    }

    MonthProfile profile(String column) {
        String text = find(column);
        if (text == null) {
            return MonthProfile.EVEN;
        }
        MonthProfile seen = profiles.get(text);
        if (seen != null) {
            return seen;
        }
        List<Double> weights = listedNumbers(text);
        double sum = 0;
        for (double weight : weights) {
            sum += weight < 0 ? Double.NaN : weight;
        }
        if (weights.size() != 12 || !(sum > 0) || Double.isInfinite(sum)) {
            fault(column, text, FaultKind.BAD_PROFILE);
            return MonthProfile.EVEN;
        }
        MonthProfile profile = new MonthProfile(weights);
        if (profiles.size() < MOST_PROFILES) {
            profiles.put(text, profile);
        }
        return profile;
    }

    /** The numbers joined by {@code +}; empty when one of them is none. */
    private List<Double> listedNumbers(String text) {
        List<Double> numbers = new ArrayList<>(12);
        for (String part : text.split("\\+", -1)) {
            if (numbers.size() == 12 || decimalText.readListed(Texts.strip(part)) != DecimalText.Outcome.FINE) {
                return List.of();
            }
            numbers.add(decimalText.value());
        }
        return numbers;
    }

    /** Yield per class, see {@link OutputList}. */
    SortedMap<String, Double> outputs(String column) {
        String text = find(column);
        SortedMap<String, Double> outputs = new TreeMap<>();
        if (text == null) {
            return outputs;
        }
        boolean right = OutputList.read(
                text,
                decimalText,
                (key, yield) -> key.length() <= LONGEST_KEY
                        && outputs.put(reference(column, key, Table.CLASSES), yield) == null);
        if (!right) {
            fault(column, text, FaultKind.BAD_OUTPUTS);
        }
        return outputs;
    }
}
