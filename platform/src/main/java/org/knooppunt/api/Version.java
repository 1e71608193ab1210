package org.knooppunt.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
