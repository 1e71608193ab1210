package org.knooppunt.introductions.internal;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.transport.GreatCircle;

/**
 * What may be told of a group of streams: a class, a square of a fixed grid and a span of a fixed scale. Whatever is shown
 * of a stream that is not open to members is made of its veil and of what the reader knows already, and of nothing else;
 * so all streams under a veil look the same, from wherever one looks and however often.
 *
 * @param level the square is 0.04° × 2^level high, about 4.4 km × 2^level; at {@link #WORLD} it is everywhere
 * @param row number of the square from south to north
 * @param column from west to east
 * @param span how many steps of the scale of quantities are taken together: 2^span; at {@link #ANY} all
 * @param spanAt number of that span
 */
public record Veil(String resourceClass, int level, long row, long column, int span, int spanAt) {
    static final int WORLD = 12;
    static final int ANY = 5;

    /** Larger squares are told as "in the region". */
    private static final int FAR = 5;

    private static final double HEIGHT = 0.04;
    private static final double WIDTH = 0.064;

    /** Nearest and farthest point of a square in degrees are not quite those on the sphere; a hundredth covers that. */
    private static final double SLACK = 0.01;

    /** Narrowest first; complete, so that the same streams give the same veils. */
    static final Comparator<Veil> NARROWEST = Comparator.comparingInt(Veil::level)
            .thenComparingInt(Veil::span)
            .thenComparing(Veil::resourceClass)
            .thenComparingLong(Veil::row)
            .thenComparingLong(Veil::column)
            .thenComparingInt(Veil::spanAt);

    static Veil widest(String resourceClass) {
        return new Veil(resourceClass, WORLD, 0, 0, ANY, 0);
    }

    private static long cell(double degrees, double size, int level) {
        return level >= WORLD ? 0 : (long) Math.floor(degrees / Math.scalb(size, level));
    }

    boolean covers(Hidden stream) {
        return stream.classes().contains(resourceClass)
                && row == cell(stream.lat(), HEIGHT, level)
                && column == cell(stream.lon(), WIDTH, level)
                && spanAt == Scales.step(stream.quantity()) >> span;
    }

    // ---- parts, each of which lies within this one

    /** One class down on the way to the stream's own; this one when it is there already. */
    Veil ofClass(Hidden stream) {
        int at = stream.classes().indexOf(resourceClass);
        return at <= 0 ? this : new Veil(stream.classes().get(at - 1), level, row, column, span, spanAt);
    }

    /** The square half as large. */
    Veil ofPlace(Hidden stream) {
        if (level == 0) {
            return this;
        }
        int finer = level - 1;
        return new Veil(
                resourceClass,
                finer,
                cell(stream.lat(), HEIGHT, finer),
                cell(stream.lon(), WIDTH, finer),
                span,
                spanAt);
    }

    /** The span half as long. */
    Veil ofQuantity(Hidden stream) {
        if (span == 0) {
            return this;
        }
        int finer = span - 1;
        return new Veil(resourceClass, level, row, column, finer, Scales.step(stream.quantity()) >> finer);
    }

    // ---- what is told

    /** How far the square is from a place, at least and at most; nothing when that would not help anybody. */
    public Scales.@Nullable Kilometres from(double lat, double lon) {
        if (level > FAR) {
            return null;
        }
        double south = row * Math.scalb(HEIGHT, level);
        double north = south + Math.scalb(HEIGHT, level);
        double west = column * Math.scalb(WIDTH, level);
        double east = west + Math.scalb(WIDTH, level);
        double least = GreatCircle.km(lat, lon, Math.clamp(lat, south, north), Math.clamp(lon, west, east));
        double most = 0;
        for (double eachLat : new double[] {south, north}) {
            for (double eachLon : new double[] {west, east}) {
                most = Math.max(most, GreatCircle.km(lat, lon, eachLat, eachLon));
            }
        }
        Scales.Kilometres told = Scales.kilometres(least * (1 - SLACK), most * (1 + SLACK));
        return told.to() == null ? null : told;
    }

    /** Where the span begins. */
    public double least() {
        return Scales.edge(spanAt << span);
    }

    /** Where it ends; absent when it has no end. */
    public @Nullable Double most() {
        int end = (spanAt + 1) << span;
        return end > Scales.LAST ? null : (Double) Scales.edge(end);
    }
}
