package org.knooppunt.engine.files;

/** {@code class:yield} joined by {@code +}; a key may hold both signs as long as the text can still be told apart. */
final class OutputList {
    private OutputList() {}

    /** Takes one output. */
    interface Taker {
        /** Returns whether the output is right. */
        boolean take(String key, double yield);
    }

    /** Whether the whole text was read and every output taken. */
    static boolean read(String text, DecimalText numbers, Taker taker) {
        String pending = "";
        boolean waiting = false;
        for (String part : text.split("\\+", -1)) {
            String piece = waiting ? pending + "+" + part : part;
            int colon = piece.lastIndexOf(':');
            boolean whole = colon >= 0
                    && numbers.readListed(Texts.strip(piece.substring(colon + 1))) == DecimalText.Outcome.FINE;
            waiting = !whole;
            pending = piece;
            if (whole) {
                String key = Texts.strip(piece.substring(0, colon));
                if (key.isEmpty() || !(numbers.value() > 0) || !taker.take(key, numbers.value())) {
                    return false;
                }
            }
        }
        return !waiting;
    }
}
