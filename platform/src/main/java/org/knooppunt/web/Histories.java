package org.knooppunt.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.springframework.stereotype.Component;

/** The history of a thing: its own events, and the import that brought it in. */
@Component
public class Histories {
    private final Audit audit;

    Histories(Audit audit) {
        this.audit = audit;
    }

    /**
     * Newest first.
     *
     * @param born the event with which an import brought it in; absent when it was made by hand
     */
    public List<Audit.Event> of(String thing, String key, @Nullable Long born) {
        List<Audit.Event> events = new ArrayList<>(audit.list(thing, key));
        if (born != null) {
            audit.find(born).ifPresent(events::add);
        }
        return events;
    }

    /** The last change of a thing, for who was overtaken by it. */
    public Audit.@Nullable Event latest(String thing, String key) {
        return audit.list(thing, key).stream().findFirst().orElse(null);
    }
}
