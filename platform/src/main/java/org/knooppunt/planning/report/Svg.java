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

    static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
    }
}
