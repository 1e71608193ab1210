package org.knooppunt.identity;

import java.util.Map;

/**
 * A room that keeps something about people is a bean of this, so that a person can take along all that is kept about
 * them. Values are what JSON can hold.
 */
public interface PersonalData {
    /** Name of the room in the file, for example {@code cases}. */
    String room();

    Map<String, ?> of(Person person);
}
