package org.knooppunt.api;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.springframework.http.ResponseEntity;

/** A row's version as an ETag, so that two programs cannot overwrite each other unseen. */
public final class Version {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,9})\"");

    private Version() {}

    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /** An answer with its version; a GET with a matching {@code If-None-Match} becomes 304 by itself. */
    public static <T> ResponseEntity<T> tagged(int version, T body) {
        return ResponseEntity.ok().eTag(tag(version)).body(body);
    }

    /** 201 with where the new thing is, as pages name it, and its version. */
    public static <T> ResponseEntity<T> created(String path, int version, T body) {
        return ResponseEntity.created(URI.create("/api/v1" + path))
                .eTag(tag(version))
                .body(body);
    }

    /**
     * Goes on when a row was saved.
     *
     * @throws Problem 412 when somebody else was first, 409 when its key is taken or something still needs it
     */
    public static void kept(Saved saved, String thing, String key) {
        switch (saved) {
            case DONE -> {}
            case CHANGED_MEANWHILE -> throw Problem.changedMeanwhile(thing, key);
            case KEY_TAKEN, IN_USE -> throw Problem.conflict(thing, key);
        }
    }

    /**
     * The version the program saw.
     *
     * @param ifMatch the header {@code If-Match}
     * @throws Problem 428 when it is missing, 412 when it is no tag of ours
     */
    public static int expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.of(ProblemType.VERSION_MISSING);
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.changedMeanwhile("If-Match", ifMatch);
        }
        return Integer.parseInt(tag.group(1));
    }
}
