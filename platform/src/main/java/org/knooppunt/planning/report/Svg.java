package org.knooppunt.planning.report;

import java.util.Locale;
import org.knooppunt.engine.inventory.Kind;

/** Bits of SVG that both drawings need. Colours stand as attributes so that a PDF shows them too; a page may override. */
final class Svg {
    private Svg() {}

    static String colour(Kind kind) {
        return switch (kind) {
            case MATERIAL -> "#a8512f";
            case ENERGY -> "#a67400";
            case WATER -> "#1f6fae";
            case SPACE -> "#55782e";
            case PEOPLE -> "#76489c";
        };
    }

    /** The opening of a drawing with its title; size in pixels, which a page may override. */
    static String begin(String style, double width, double height, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"" + style + "\" role=\"img\" viewBox=\"0 0 "
                + n(width)
                + " " + n(height) + "\" font-family=\"Inter, 'Liberation Sans', sans-serif\" font-size=\"12\""
                + " font-weight=\"400\" width=\"" + n(width) + "\" height=\"" + n(height) + "\"><title>" + escape(title)
                + "</title>";
    }

    /** At most two decimals, always a point. */
    static String n(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** As much of the text as fits in that many pixels, with a sign that there is more. */
    static String shorten(String text, double size, double most) {
        if (width(text, size) <= most) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end).stripTrailing() + "…", size) > most) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /**
     * How wide a text is at most, in pixels. Whoever opens the file has one of several sans-serif letters, so this
     * reckons with the widest; the same everywhere, so that a drawing is too.
     */
    static double width(String text, double size) {
        return size * text.chars().mapToDouble(Svg::share).sum();
    }

    private static double share(int letter) {
        if ("fijlrtI.,:;'|!()[]/ ’·".indexOf(letter) >= 0) {
            return 0.4;
        }
        if ("mwMW@%&—…€".indexOf(letter) >= 0) {
            return 1;
        }
        return Character.isUpperCase(letter) ? 0.78 : 0.63;
    }
}
