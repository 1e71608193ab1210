package org.knooppunt.engine.solver;

import java.util.Arrays;

/**
 * A linear or mixed-integer model in compressed rows: optimise c'x with lower ≤ x ≤ upper and rowLower ≤ Ax ≤ rowUpper,
 * some columns whole. Infinite bounds are {@link Double#POSITIVE_INFINITY} and its negative. Immutable; made by a
 * {@link Builder}.
 */
public final class Model {
    final boolean maximise;
    final double constant;
    final double[] cost;
    final double[] lower;
    final double[] upper;
    final int[] integrality;
    final boolean mixed;
    final double[] rowLower;
    final double[] rowUpper;
    final int[] rowStart;
    final int[] index;
    final double[] value;

    private Model(Builder builder) {
        maximise = builder.maximise;
        constant = builder.constant;
        cost = Arrays.copyOf(builder.cost, builder.columns);
        lower = Arrays.copyOf(builder.lower, builder.columns);
        upper = Arrays.copyOf(builder.upper, builder.columns);
        integrality = Arrays.copyOf(builder.integrality, builder.columns);
        mixed = builder.mixed;
        rowLower = Arrays.copyOf(builder.rowLower, builder.rows);
        rowUpper = Arrays.copyOf(builder.rowUpper, builder.rows);
        rowStart = Arrays.copyOf(builder.rowStart, builder.rows + 1);
        rowStart[builder.rows] = builder.entries;
        index = Arrays.copyOf(builder.index, builder.entries);
        value = Arrays.copyOf(builder.value, builder.entries);
    }

    public static Builder maximise() {
        return new Builder(true);
    }

    public static Builder minimise() {
        return new Builder(false);
    }

    public int columns() {
        return cost.length;
    }

    public int rows() {
        return rowLower.length;
    }

    /** Non-zeros of the matrix. */
    public int entries() {
        return index.length;
    }

    /**
     * The same model with switches: whole columns, added last, that turn rows and columns on. With switch y, a row
     * {@code a·x ≤ limit} becomes {@code a·x − limit·y ≤ 0} and a column {@code x ≤ upper} gets a row {@code x − upper·y ≤
     * 0} in place of its bound. Where every finite limit has a switch the model becomes homogeneous, so that the reduced
     * costs of the switches in an optimum of the relaxation add up to its objective.
     *
     * @param cost per switch
     * @param lower bound per switch, 0 or 1
     * @param upper bound per switch, 0 or 1
     * @param ofRow switch per row, -1 for none; a row with one has no lower limit
     * @param ofColumn switch per column, -1 for none; a column with one has a finite upper bound
     */
    public Builder switched(double[] cost, double[] lower, double[] upper, int[] ofRow, int[] ofColumn) {
        Builder builder = new Builder(maximise);
        for (int column = 0; column < columns(); column++) {
            // at 0 it stays shut; the bound has no part in the objective then
            boolean opened = ofColumn[column] >= 0 && this.upper[column] > 0;
            builder.column(
                    this.cost[column],
                    this.lower[column],
                    opened ? Double.POSITIVE_INFINITY : this.upper[column],
                    integrality[column] == 1);
        }
        for (int i = 0; i < cost.length; i++) {
            builder.column(cost[i], lower[i], upper[i], true);
        }
        for (int row = 0; row < rows(); row++) {
            int on = ofRow[row];
            if (on >= 0 && rowLower[row] > Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "row " + row + " is at least " + rowLower[row] + "; expected no lower limit under a switch");
            }
            builder.row(rowLower[row], on >= 0 ? 0 : rowUpper[row]);
            for (int entry = rowStart[row]; entry < rowStart[row + 1]; entry++) {
                builder.entry(index[entry], value[entry]);
            }
            if (on >= 0) {
                builder.entry(columns() + on, -rowUpper[row]);
            }
        }
        for (int column = 0; column < columns(); column++) {
            if (ofColumn[column] >= 0 && this.upper[column] > 0) {
                builder.row(Double.NEGATIVE_INFINITY, 0);
                builder.entry(column, 1).entry(columns() + ofColumn[column], -this.upper[column]);
            }
        }
        return builder;
    }

    /** Whether some columns must be whole numbers. */
    public boolean isMixedInteger() {
        return mixed;
    }

    /** Collects columns first, then rows with their entries. */
    public static final class Builder {
        private final boolean maximise;
        private double constant;
        private int columns;
        private int rows;
        private int entries;
        private boolean mixed;
        private double[] cost = new double[64];
        private double[] lower = new double[64];
        private double[] upper = new double[64];
        private int[] integrality = new int[64];
        private double[] rowLower = new double[64];
        private double[] rowUpper = new double[64];
        private int[] rowStart = new int[65];
        private int[] index = new int[256];
        private double[] value = new double[256];

        private Builder(boolean maximise) {
            this.maximise = maximise;
        }

        /** What the objective is without any column; relative gaps count it. */
        public Builder constant(double value) {
            constant = value;
            return this;
        }

        /** Adds a column and gives its index. */
        public int column(double columnCost, double columnLower, double columnUpper, boolean whole) {
            if (columns == cost.length) {
                int length = columns * 2;
                cost = Arrays.copyOf(cost, length);
                lower = Arrays.copyOf(lower, length);
                upper = Arrays.copyOf(upper, length);
                integrality = Arrays.copyOf(integrality, length);
            }
            cost[columns] = columnCost;
            lower[columns] = columnLower;
            upper[columns] = columnUpper;
            integrality[columns] = whole ? 1 : 0;
            mixed |= whole;
            return columns++;
        }

        /** Starts a row and gives its index; its entries follow. */
        public int row(double lowest, double highest) {
            if (rows == rowLower.length) {
                int length = rows * 2;
                rowLower = Arrays.copyOf(rowLower, length);
                rowUpper = Arrays.copyOf(rowUpper, length);
                rowStart = Arrays.copyOf(rowStart, length + 1);
            }
            rowLower[rows] = lowest;
            rowUpper[rows] = highest;
            rowStart[rows] = entries;
            return rows++;
        }

        /** Adds an entry to the row that was started last; a column stands in a row at most once. */
        public Builder entry(int column, double coefficient) {
            if (rows == 0 || column < 0 || column >= columns) {
                throw new IllegalArgumentException("entry of column " + column + " in row " + (rows - 1)
                        + "; expected a started row and a column below " + columns);
            }
            if (entries == index.length) {
                index = Arrays.copyOf(index, entries * 2);
                value = Arrays.copyOf(value, entries * 2);
            }
            index[entries] = column;
            value[entries++] = coefficient;
            return this;
        }

        public Model build() {
            return new Model(this);
        }
    }
}
