package org.knooppunt.web;

import java.util.List;
import java.util.Optional;
import org.knooppunt.identity.Person;

/**
 * A room with something for the workbench is a bean of this. It answers for the person's roles and organisations only.
 * The workbench shows the first suggestion of all rooms in bean order ({@code @Order}), all that waits, and the latest
 * of what moved.
 */
public interface WorkbenchItems {
    /** What waits for this person to act, most pressing first. */
    default List<Item> waiting(Person person) {
        return List.of();
    }

    /** What changed lately that this person cares about, newest first; each with its time. */
    default List<Item> moved(Person person) {
        return List.of();
    }

    /** The one step that helps this person most now; its action is the text of the button. */
    default Optional<Item> next(Person person) {
        return Optional.empty();
    }
}
