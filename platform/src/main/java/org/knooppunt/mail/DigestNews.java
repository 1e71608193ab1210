package org.knooppunt.mail;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Person;

/**
 * A room with news for the weekly letter is a bean of this. It is asked for many readers at once, so that a run over tens of
 * thousands asks the database few questions; it answers for each only what that reader may see.
 */
public interface DigestNews {
    /**
     * One line of the letter.
     *
     * @param text in the language of its reader
     * @param path of the page with more
     */
    record Line(String text, String path) {}

    /** News from the first moment up to and without the last, by the number of the reader; who has none is left out. */
    Map<Long, List<Line>> news(Collection<Person> readers, Instant from, Instant until);
}
