package org.knooppunt.planning.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.organisation.Areas;
import org.knooppunt.planning.FlowQuery;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Sankey;
import org.knooppunt.planning.report.Words;

/**
 * What moves of one kind as it is drawn and stands in the table under it, with a name and a way on for every node.
 *
 * @param sankey with a label for every node
 * @param flows one by one; none where they are too many and the picture takes them together
 * @param ways address of what is behind a node, by its id
 * @param rows of the table where flows are taken together, the largest first
 */
record StreamPicture(Sankey sankey, List<PlanReport.FlowLine> flows, Map<String, String> ways, List<Row> rows) {
    /** Lines of the table; beyond these a person goes to the list of flows. */
    private static final int MOST_ROWS = 100;

    /** @param flows how many stand behind it, in the list at {@code address} */
    record Row(String from, String to, String className, double quantity, int flows, String address) {}

    /** @param plan address of the plan */
    static StreamPicture of(
            PlanContents.Streams streams, FlowQuery query, String plan, Words words, List<Areas.Area> areas) {
        Map<String, String> names = areas.stream().collect(Collectors.toMap(Areas.Area::key, Areas.Area::name));
        Sankey sankey = streams.sankey()
                .labelled(node -> streams.byArea() && !node.role().equals("facility")
                        ? area(node.key(), names, words)
                        : words.label(node));
        if (!streams.together()) {
            return new StreamPicture(sankey, streams.flows(), Map.of(), List.of());
        }
        Map<String, Sankey.Node> nodes = new HashMap<>();
        Map<String, String> ways = new HashMap<>();
        String page = plan + (query.inCase().isEmpty() ? "" : "/cases/" + query.inCase());
        for (Sankey.Node node : sankey.nodes()) {
            nodes.put(node.id(), node);
            boolean facility = node.role().equals("facility");
            if (!node.key().isEmpty() && (facility || !streams.byArea())) {
                ways.put(
                        node.id(),
                        page + address(query.kind(), "", facility ? "" : node.key(), facility ? node.key() : "")
                                + "#streams");
            }
        }
        List<Row> rows = sankey.links().stream()
                .sorted(Comparator.comparingDouble(Sankey.Link::value).reversed())
                .limit(MOST_ROWS)
                .map(link -> row(link, nodes, query, plan))
                .toList();
        return new StreamPicture(sankey, List.of(), ways, rows);
    }

    private static Row row(Sankey.Link link, Map<String, Sankey.Node> nodes, FlowQuery query, String plan) {
        Sankey.Node from = nodes.get(link.source());
        Sankey.Node to = nodes.get(link.target());
        String at = query.at();
        for (Sankey.Node end : new Sankey.Node[] {from, to}) {
            if (at.isEmpty() && end != null && end.role().equals("facility")) {
                at = end.key();
            }
        }
        return new Row(
                label(from),
                label(to),
                link.className(),
                link.value(),
                link.flows(),
                plan + "/flows" + address(query.kind(), query.inCase(), link.resourceClass(), at));
    }

    private static String label(Sankey.@Nullable Node node) {
        return node == null ? "" : node.label();
    }

    private static String area(String key, Map<String, String> names, Words words) {
        return key.isEmpty() ? words.say("plan.sankey.noArea") : names.getOrDefault(key, key);
    }

    private static String address(String kind, String inCase, String resourceClass, String at) {
        return "?kind=" + kind + parameter("case", inCase) + parameter("class", resourceClass) + parameter("at", at);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
