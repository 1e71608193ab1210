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
