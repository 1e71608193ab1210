package org.knooppunt.strategy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;

/**
 * A room whose things can serve goals is a bean of this: it names them, and decides in its own queries what a reader sees.
 * Its name in pages is the message {@code strategy.kind.<kind>}, in the plural.
 */
public interface GoalLinked {
    /** What kind of thing, for example {@code case}. */
    String kind();

    /** Keys as the numbers they are in a room that numbers its things; what is none is left out. */
    static List<Long> ids(Collection<String> refs) {
        return refs.stream()
                .filter(ref -> ref.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .toList();
    }

    /** Those of these that there are and that this reader may see. */
    List<LinkedThing> find(Collection<String> refs, @Nullable Person reader);

    /** Those of these that there are, whoever may see them; only ever counted. */
    Set<String> existing(Collection<String> refs);

    /** What a person who links may choose from, at most so many. */
    List<LinkedThing> choices(Person person, int most);

    /** Who may link things of this kind with goals. */
    default boolean mayLink(Person person) {
        return person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR);
    }

    /** Goals that a thing keeps itself by code, so that they are never stored twice. */
    default List<GoalKey> kept(String ref) {
        return List.of();
    }

    /** The things that keep goals themselves by code, by goal; one that nothing keeps may be left out. */
    default Map<GoalKey, Set<String>> keeping(Collection<GoalKey> goals) {
        return Map.of();
    }
}
