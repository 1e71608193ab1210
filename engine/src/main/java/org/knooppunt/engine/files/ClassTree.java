package org.knooppunt.engine.files;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.ResourceClass;

/** The tree of classes of a file laid over the tree that is known already; scratch of one reading. */
final class ClassTree {
    private record Node(
            int row, @Nullable String parent, @Nullable Kind kind) {}

    private final Map<String, ResourceClass> known;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    ClassTree(Map<String, ResourceClass> known) {
        this.known = known;
    }

    /** Notes a class of the file, also when its row has faults. */
    void add(String id, int row, @Nullable String parent, @Nullable Kind kind) {
        if (!id.isEmpty()) {
            nodes.putIfAbsent(id, new Node(row, parent, kind));
        }
    }

    /** Tells of unknown parents, circles, and kinds that change from parent to child. O(classes). */
    void check(String file, Keys keys, FaultList faults) {
        nodes.forEach((id, node) -> {
            if (node.parent() == null) {
                return;
            }
            if (!keys.holds(Table.CLASSES, node.parent())) {
                String similar = keys.similar(Table.CLASSES, node.parent());
                List<String> arguments = similar == null
                        ? List.of(Table.CLASSES.one(), Table.CLASSES.fileName())
                        : List.of(Table.CLASSES.one(), Table.CLASSES.fileName(), similar);
                FaultKind kind = similar == null ? FaultKind.UNKNOWN_REFERENCE : FaultKind.MISSPELT_REFERENCE;
                faults.add(Table.CLASSES, new Fault(file, node.row(), "parent", node.parent(), kind, arguments));
                return;
            }
            Kind above = kindOf(node.parent());
            if (above != null && node.kind() != null && above != node.kind()) {
                faults.add(
                        Table.CLASSES,
                        new Fault(
                                file,
                                node.row(),
                                "kind",
                                node.kind().code(),
                                FaultKind.WRONG_KIND,
                                List.of(node.parent(), above.code())));
            }
        });
        checkKnownChildren(file, faults);
        checkCircles(file, faults);
    }

    private void checkKnownChildren(String file, FaultList faults) {
        for (ResourceClass child : known.values()) {
            Node above = child.parent() == null ? null : nodes.get(child.parent());
            if (above != null
                    && !nodes.containsKey(child.id())
                    && above.kind() != null
                    && above.kind() != child.kind()) {
                faults.add(
                        Table.CLASSES,
                        new Fault(
                                file,
                                above.row(),
                                "kind",
                                above.kind().code(),
                                FaultKind.WRONG_KIND_OF_CHILD,
                                List.of(child.id(), child.kind().code())));
            }
        }
    }

    private void checkCircles(String file, FaultList faults) {
        Set<String> done = new HashSet<>();
        for (String start : nodes.keySet()) {
            Set<String> path = new java.util.LinkedHashSet<>();
            @Nullable String at = start;
            while (at != null && !done.contains(at) && path.add(at)) {
                at = parentOf(at);
            }
            if (at != null && path.contains(at)) {
                boolean inCircle = false;
                for (String id : path) {
                    inCircle |= id.equals(at);
                    Node node = nodes.get(id);
                    if (inCircle && node != null && node.parent() != null) {
                        faults.add(
                                Table.CLASSES,
                                new Fault(file, node.row(), "parent", node.parent(), FaultKind.CIRCLE, List.of()));
                    }
                }
            }
            done.addAll(path);
        }
    }

    private @Nullable String parentOf(String id) {
        Node node = nodes.get(id);
        if (node != null) {
            return node.parent();
        }
        ResourceClass there = known.get(id);
        return there == null ? null : there.parent();
    }

    private @Nullable Kind kindOf(String id) {
        Node node = nodes.get(id);
        if (node != null) {
            return node.kind();
        }
        ResourceClass there = known.get(id);
        return there == null ? null : there.kind();
    }
}
