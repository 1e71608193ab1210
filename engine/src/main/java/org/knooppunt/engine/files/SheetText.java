package org.knooppunt.engine.files;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Worksheet;

/** How texts and headers stand in a sheet. */
final class SheetText {
    static final int LONGEST = 32_767;

    /** Spreadsheets write characters that XML does not carry as {@code _x000D_}, and what looks like it likewise. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");
    private static final double NARROWEST = 10;

    private SheetText() {}

    /** As a sheet holds it. */
    static String escaped(String text) {
        String safe = text.contains("_x") ? LOOKS_ESCAPED.matcher(text).replaceAll("_x005F_") : text;
        StringBuilder made = null;
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            boolean lost =
                    c < ' ' && c != '\n' && c != '\t' || c == '\ufffe' || c == '\uffff' || isLoneSurrogate(safe, i);
            if (lost && made == null) {
                made = new StringBuilder(safe.substring(0, i));
            }
            if (made != null) {
                made.append(lost ? String.format(Locale.ROOT, "_x%04X_", (int) c) : String.valueOf(c));
            }
        }
        return made == null ? safe : made.toString();
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** As a person sees it. */
    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    /** Bold names that stay in sight, in columns as wide as their names and a little more. */
    static void writeHeader(Worksheet sheet, List<String> names) {
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            sheet.value(0, column, escaped(name));
            sheet.style(0, column).bold().set();
            sheet.width(column, width(name));
        }
        sheet.freezePane(0, 1);
    }

    private static double width(String name) {
        boolean wordy = name.equals("name") || name.equals("description") || name.equals("outputs");
        return wordy ? 32 : Math.min(40, Math.max(NARROWEST, name.length() + 4.0));
    }
}
