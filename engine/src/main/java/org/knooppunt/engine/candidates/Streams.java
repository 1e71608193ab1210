package org.knooppunt.engine.candidates;

/**
 * One side of a matching as arrays, one entry per stream; they are not copied and must not change while in use.
 *
 * @param resourceClass index of the class
 * @param lat degrees, WGS 84
 * @param lon degrees, WGS 84
 * @param price EUR per unit: asked by a source, paid by a taker
 * @param months bit per month with something in it; a pair shares at least one, so 0 fits
 *     none. Empty when all flow all year
 * @param audience bit per party that may see the stream; a pair shares at least one, so 0 hides it. Empty when all see
 *     all
 */
public record Streams(
        int[] resourceClass, double[] lat, double[] lon, double[] price, short[] months, long[] audience) {
    public static final short ALL_YEAR = 0xFFF;

    public Streams {
        int size = resourceClass.length;
        if (lat.length != size
                || lon.length != size
                || price.length != size
                || (months.length != 0 && months.length != size)
                || (audience.length != 0 && audience.length != size)) {
            throw new IllegalArgumentException("streams have " + size + " classes, " + lat.length + " and " + lon.length
                    + " coordinates, " + price.length + " prices, " + months.length + " months, " + audience.length
                    + " audiences; expected as many of each, or no months or audiences");
        }
        for (int i = 0; i < size; i++) {
            if (!(Math.abs(lat[i]) <= 90 && Math.abs(lon[i]) <= 180) || !Double.isFinite(price[i])) {
                throw new IllegalArgumentException("stream " + i + " lies at " + lat[i] + ", " + lon[i] + " with price "
                        + price[i] + "; expected degrees and a finite price");
            }
        }
    }

    public Streams(int[] resourceClass, double[] lat, double[] lon, double[] price) {
        this(resourceClass, lat, lon, price, new short[0], new long[0]);
    }

    public int size() {
        return resourceClass.length;
    }

    /** The same streams at other prices. */
    public Streams at(double[] otherPrice) {
        return new Streams(resourceClass, lat, lon, otherPrice, months, audience);
    }

    boolean meets(int own, Streams other, int theirs) {
        return meets(own, other.monthsOf(theirs), other.audienceOf(theirs));
    }

    /** Whether the stream shares a month and a party with these. */
    boolean meets(int own, int someMonths, long parties) {
        return (monthsOf(own) & someMonths) != 0 && (audienceOf(own) & parties) != 0;
    }

    private int monthsOf(int i) {
        return months.length == 0 ? ALL_YEAR : months[i];
    }

    private long audienceOf(int i) {
        return audience.length == 0 ? -1 : audience[i];
    }
}
