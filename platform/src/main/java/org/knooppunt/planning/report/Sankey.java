package org.knooppunt.planning.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knooppunt.engine.inventory.Kind;

/**
 * A picture of what moves, all in one unit. Few flows are shown one by one; of many the streams are taken together by
 * class, the largest facilities stand alone, and the others together by what they take in.
 */
public record Sankey(Kind kind, List<Node> nodes, List<Link> links) {
    /** Above this many flows streams are taken together. */
    public static final int MOST_LINKS = 90;

    private static final int MOST_FACILITIES = 15;
    private static final int FACILITIES_ALONE = 12;

    public Sankey {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /**
     * @param label empty for facilities taken together: how many is {@code members}, what they take in {@code detail}
     * @param role offer, facility or need
     * @param key of the one offer, need or facility, or of the class or area that is taken together
     * @param members how many facilities it stands for, where these are taken together; else 1
     */
    public record Node(String id, String label, String detail, String role, String key, int members) {
        public boolean isOthers() {
            return label.isEmpty();
        }
    }

    /**
     * @param value in the unit of the kind
     * @param flows how many it stands for
     */
    public record Link(String source, String target, double value, String resourceClass, String className, int flows) {}

    /**
     * Flows of one class between two ends that are already taken together, or one flow.
     *
     * @param fromKey of an offer, a class or an area; of a facility always its own id
     * @param fromFeed of a facility, what it takes in; else empty
     */
    public record Strand(
            String fromRole,
            String fromKey,
            String fromName,
            String fromPlace,
            String fromFeed,
            String toRole,
            String toKey,
            String toName,
            String toPlace,
            String toFeed,
            String resourceClass,
            String className,
            double quantity,
            int flows) {
        static Strand of(PlanReport.FlowLine flow, boolean together) {
            boolean giver = together && !flow.fromRole().equals("facility");
            boolean taker = together && !flow.toRole().equals("facility");
            return new Strand(
                    flow.fromRole(),
                    giver ? flow.resourceClass() : flow.from(),
                    giver ? flow.className() : flow.fromName(),
                    giver ? "" : flow.fromPlace(),
                    flow.fromFeed(),
                    flow.toRole(),
                    taker ? flow.resourceClass() : flow.to(),
                    taker ? flow.className() : flow.toName(),
                    taker ? "" : flow.toPlace(),
                    flow.toFeed(),
                    flow.resourceClass(),
                    flow.className(),
                    flow.quantity(),
                    1);
        }
    }

    public static Sankey of(Kind kind, List<PlanReport.FlowLine> flows) {
        boolean together = flows.size() > MOST_LINKS;
        return ofStrands(
                kind, flows.stream().map(flow -> Strand.of(flow, together)).toList());
    }

    public static Sankey ofStrands(Kind kind, List<Strand> strands) {
        Map<String, Double> through = new HashMap<>();
        for (Strand strand : strands) {
            if (strand.toRole().equals("facility")) {
                through.merge(strand.toKey(), strand.quantity(), Double::sum);
            }
            if (strand.fromRole().equals("facility")) {
                through.merge(strand.fromKey(), 0.0, Double::sum);
            }
        }
        Set<String> alone = through.size() <= MOST_FACILITIES
                ? through.keySet()
                : through.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(FACILITIES_ALONE)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        Map<String, Node> nodes = new LinkedHashMap<>();
        Map<String, Set<String>> others = new HashMap<>();
        Map<List<String>, Link> links = new LinkedHashMap<>();
        for (Strand strand : strands) {
            Node from = end(
                    strand.fromRole(),
                    strand.fromKey(),
                    strand.fromName(),
                    strand.fromPlace(),
                    strand.fromFeed(),
                    alone,
                    others);
            Node to = end(
                    strand.toRole(), strand.toKey(), strand.toName(), strand.toPlace(), strand.toFeed(), alone, others);
            nodes.put(from.id(), from);
            nodes.put(to.id(), to);
            links.merge(
                    List.of(from.id(), to.id(), strand.resourceClass()),
                    new Link(
                            from.id(),
                            to.id(),
                            strand.quantity(),
                            strand.resourceClass(),
                            strand.className(),
                            strand.flows()),
                    Sankey::sum);
        }
        List<Node> counted = nodes.values().stream()
                .map(node -> node.isOthers()
                        ? new Node(
                                node.id(),
                                "",
                                node.detail(),
                                node.role(),
                                node.key(),
                                others.getOrDefault(node.id(), Set.of()).size())
                        : node)
                .toList();
        return new Sankey(kind, counted, List.copyOf(links.values()));
    }

    private static Node end(
            String role,
            String key,
            String name,
            String place,
            String feed,
            Set<String> alone,
            Map<String, Set<String>> others) {
        if (!role.equals("facility") || alone.contains(key)) {
            return new Node(role + ":" + key, name, place, role, key, 1);
        }
        String id = "others:" + feed;
        others.computeIfAbsent(id, known -> new HashSet<>()).add(key);
        return new Node(id, "", feed, role, "", 0);
    }

    private static Link sum(Link one, Link other) {
        return new Link(
                one.source(),
                one.target(),
                one.value() + other.value(),
                one.resourceClass(),
                one.className(),
                one.flows() + other.flows());
    }

    /** The same with a label for every node. */
    public Sankey labelled(Function<Node, String> label) {
        return new Sankey(
                kind,
                nodes.stream()
                        .map(node -> new Node(
                                node.id(), label.apply(node), node.detail(), node.role(), node.key(), node.members()))
                        .toList(),
                links);
    }

    /** What can be drawn from left to right: all but what facilities taken together give each other. */
    public List<Link> drawn() {
        return links.stream()
                .filter(link -> !link.source().equals(link.target()))
                .toList();
    }

    /** Column per node from 0: offers first, needs last, facilities between, each after all that feed it. */
    public Map<String, Integer> columns() {
        Map<String, Integer> columns = new HashMap<>();
        nodes.forEach(node -> columns.put(node.id(), 0));
        boolean moved = true;
        for (int round = 0; moved && round <= nodes.size(); round++) {
            moved = false;
            for (Link link : drawn()) {
                int next = columns.getOrDefault(link.source(), 0) + 1;
                if (columns.getOrDefault(link.target(), 0) < next) {
                    columns.put(link.target(), next);
                    moved = true;
                }
            }
        }
        int last = columns.values().stream().max(Integer::compare).orElse(0);
        nodes.stream().filter(node -> node.role().equals("need")).forEach(node -> columns.put(node.id(), last));
        return columns;
    }
}
