package org.knooppunt.inventory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;

/**
 * What a person may see of the inventory. Every query of streams carries {@link #streams} in its where clause, so what
 * somebody may not see is neither shown, nor counted, nor summed, nor exported: it does not exist for them.
 *
 * @param reach how far they see
 * @param own keys of the organisations they act for; of these they see everything
 */
public record Sight(Reach reach, Set<String> own) {
    /** How far somebody sees. */
    public enum Reach {
        /** What is public: visitors and residents. */
        PUBLIC,
        /** What is for members too, and all of their own organisations. */
        MEMBERS,
        /** Everything: the neutral coordinator and the administrator. */
        ALL
    }

    /** Sees everything, for the planner and for jobs. */
    public static final Sight ALL = new Sight(Reach.ALL, Set.of());

    public Sight {
        own = Set.copyOf(own);
    }

    public static Sight of(@Nullable Person person) {
        if (person == null) {
            return new Sight(Reach.PUBLIC, Set.of());
        }
        if (person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR)) {
            return ALL;
        }
        return person.is(Role.MEMBER)
                ? new Sight(Reach.MEMBERS, person.organisations())
                : new Sight(Reach.PUBLIC, Set.of());
    }

    /** The condition on an offer or need under this alias; uses the parameter {@code own}, see {@link #ownOrNone}. */
    public String streams(String alias) {
        String there = alias + ".deleted_at is null and ";
        return switch (reach) {
            case PUBLIC -> there + alias + ".visibility = 'public'";
            case MEMBERS ->
                there + "(" + alias + ".visibility in ('public', 'members') or " + alias
                        + ".site in (select key from site_place where organisation in (:own)))";
            case ALL -> there + "true";
        };
    }

    /** The value of the parameter {@code own}; SQL has no empty list, and no key is empty. */
    public List<String> ownOrNone() {
        return own.isEmpty() ? List.of("") : own.stream().sorted().toList();
    }
}
