package org.knooppunt.web;

import java.util.Set;

/** Which words an error page speaks: those of its status, else those of its family. */
public final class ErrorWords {
    static final ErrorWords INSTANCE = new ErrorWords();

    private static final Set<Integer> OWN = Set.of(400, 403, 404, 405, 409, 413, 429, 500);

    private ErrorWords() {}

    /** Part of the message keys, for example {@code error.404.title}. */
    public int of(int status) {
        if (OWN.contains(status)) {
            return status;
        }
        return status >= 400 && status < 500 ? 400 : 500;
    }

    public String icon(int status) {
        return switch (of(status)) {
            case 403 -> "lock";
            case 404 -> "map-2";
            case 409 -> "users";
            case 413 -> "file-import";
            case 429 -> "hourglass";
            default -> "alert-triangle";
        };
    }
}
