package org.knooppunt.engine.files;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How an inventory is read.
 *
 * @param wasteCodes whether a code of six digits is on the list of waste; null when the list is not at hand
 * @param known what exists already where the file goes
 * @param whole whether the files must form an inventory by themselves: classes, organisations and sites are required
 * @param limits what is refused for its size
 */
public record ReadOptions(
        @Nullable Predicate<String> wasteCodes, KnownKeys known, boolean whole, Limits limits, ReadMonitor monitor) {

    /** A whole inventory, no list of waste at hand, nobody watching. */
    public static final ReadOptions WHOLE =
            new ReadOptions(null, KnownKeys.NONE, true, Limits.DEFAULT, ReadMonitor.NONE);

    /** An addition to what is known: any table may be absent. */
    public static ReadOptions additionTo(KnownKeys known) {
        return new ReadOptions(null, known, false, Limits.DEFAULT, ReadMonitor.NONE);
    }

    public ReadOptions withWasteCodes(Predicate<String> codes) {
        return new ReadOptions(codes, known, whole, limits, monitor);
    }

    public ReadOptions withLimits(Limits changed) {
        return new ReadOptions(wasteCodes, known, whole, changed, monitor);
    }

    public ReadOptions withMonitor(ReadMonitor watching) {
        return new ReadOptions(wasteCodes, known, whole, limits, watching);
    }

    /**
     * Sizes beyond which reading is refused.
     *
     * @param faults how many faults are told one by one
     * @param rows of one table
     * @param cellLength characters in one cell; 32,767 is what a spreadsheet holds
     * @param unpackedBytes of one file in a folder, or of all files in a zip or workbook together, unpacked
     * @param entries of a zip or workbook
     * @param packedRatio how many times larger a file may become when unpacked, once it is larger than 32 MB
     */
    public record Limits(int faults, int rows, int cellLength, long unpackedBytes, int entries, int packedRatio) {
        public static final Limits DEFAULT = new Limits(10_000, 1_000_000, 32_767, 1L << 30, 1_000, 250);
    }
}
