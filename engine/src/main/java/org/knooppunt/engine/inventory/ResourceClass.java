package org.knooppunt.engine.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A class in the tree of resources. A need for a class accepts the class and its descendants.
 *
 * @param id key of the class, for example {@code rubber.tyres}
 * @param parent key of the class above it, absent for a root
 */
public record ResourceClass(String id, @Nullable String parent, Kind kind, String name) {
    public ResourceClass {
        Check.id("class", id);
    }

    public Unit unit() {
        return kind.unit();
    }
}
