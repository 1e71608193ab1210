package org.knooppunt.engine.finance;

import java.util.OptionalDouble;

/**
 * Money per year, year 0 first, with what it was netted from: what rounding leaves of equal amounts is taken for 0, so that
 * it makes no sign and no payback. Immutable.
 */
final class Flows {
    /** The part of what was added and subtracted that may be rounding. */
    static final double ROUNDING = 1e-12;

    /** EUR; less is nothing. */
    private static final double NOTHING = 1e-9;

    private final double[] net;
    private final double[] gross;

    /**
     * @param in EUR by year, at least 0
     * @param out EUR by year, at least 0
     */
    Flows(double[] in, double[] out) {
        net = new double[in.length];
        gross = new double[in.length];
        for (int year = 0; year < in.length; year++) {
            gross[year] = in[year] + out[year];
            net[year] = settle(in[year] - out[year], gross[year]);
        }
    }

    /** Of net amounts as they are. */
    static Flows of(double... net) {
        double[] in = new double[net.length];
        double[] out = new double[net.length];
        for (int year = 0; year < net.length; year++) {
            in[year] = Math.max(0, net[year]);
            out[year] = Math.max(0, -net[year]);
        }
        return new Flows(in, out);
    }

    /** The sum, or 0 where it is no more than rounding of what it was made from. */
    static double settle(double sum, double gross) {
        return Math.abs(sum) <= ROUNDING * gross || Math.abs(sum) < NOTHING ? 0 : sum;
    }

    double get(int year) {
        return net[year];
    }

    /** {@code Σ net(t) / (1 + rate)^t}: year 0 is not discounted. */
    double presentValue(double rate) {
        return value(1 + rate);
    }

    /** What it is worth in year 0 when a euro grows by this factor in a year. */
    private double value(double growth) {
        double value = 0;
        for (int year = net.length - 1; year >= 0; year--) {
            value = value / growth + net[year];
        }
        return value;
    }

    /** Each flow as it is worth in year 0. */
    Flows discounted(double rate) {
        double[] in = new double[net.length];
        double[] out = new double[net.length];
        double factor = 1;
        for (int year = 0; year < net.length; year++) {
            in[year] = factor * (gross[year] + net[year]) / 2;
            out[year] = factor * (gross[year] - net[year]) / 2;
            factor /= 1 + rate;
        }
        return new Flows(in, out);
    }

    double[] cumulative() {
        double[] cumulative = new double[net.length];
        double sum = 0;
        double added = 0;
        for (int year = 0; year < net.length; year++) {
            sum += net[year];
            added += gross[year];
            cumulative[year] = settle(sum, added);
        }
        return cumulative;
    }

    /** See {@link InvestmentAppraisal}. */
    OptionalDouble payback() {
        double[] cumulative = cumulative();
        int below = cumulative.length - 1;
        while (below >= 0 && cumulative[below] >= 0) {
            below--;
        }
        if (below < 0) {
            return OptionalDouble.of(0);
        }
        if (below == cumulative.length - 1) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(below + Math.min(1, -cumulative[below] / net[below + 1]));
    }

    /** See {@link InvestmentAppraisal}. */
    InternalRate internalRate() {
        int changes = signChanges(net);
        if (changes == 0) {
            return new InternalRate(InternalRate.Kind.NONE, OptionalDouble.empty(), 0);
        }
        if (changes == 1) {
            return new InternalRate(InternalRate.Kind.UNIQUE, OptionalDouble.of(root()), 1);
        }
        double[] cumulative = cumulative();
        if (signChanges(cumulative) == 1 && cumulative[cumulative.length - 1] != 0) {
            return new InternalRate(InternalRate.Kind.UNIQUE_ABOVE_ZERO, OptionalDouble.of(root()), changes);
        }
        return new InternalRate(InternalRate.Kind.AMBIGUOUS, OptionalDouble.empty(), changes);
    }

    private static int signChanges(double[] values) {
        int changes = 0;
        double last = 0;
        for (double value : values) {
            if (value != 0) {
                changes += value * last < 0 ? 1 : 0;
                last = Math.signum(value);
            }
        }
        return changes;
    }

    /**
     * The one rate at which the present value changes its sign, by doubling away from 0 until it lies between two rates,
     * then by halving until no double lies between them. Looks above 0 when the value at rate 0 has another sign than the
     * first flow, which is that of the value at very large rates; else below.
     */
    private double root() {
        int first = 0;
        while (net[first] == 0) {
            first++;
        }
        double early = Math.signum(net[first]);
        double atNought = Math.signum(value(1));
        if (atNought == 0) {
            return 0;
        }
        // factors 1 + rate: at the high one the sign is that of the first flow, at the low one it is not
        double low = 1;
        double high = 1;
        if (atNought == early) {
            while (Math.signum(value(low)) == early) {
                high = low;
                low /= 2;
            }
        } else {
            while (Math.signum(value(high)) != early) {
                low = high;
                high *= 2;
            }
        }
        for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
            if (Math.signum(value(middle)) == early) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high - 1;
    }
}
