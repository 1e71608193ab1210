package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Draws a Sankey as SVG: offers left, needs right, facilities between, in as many columns as the longest chain. Heights
 * are proportional to quantity, the same scale for every column. Deterministic; linear per sweep of the ordering.
 */
final class SankeySvg {
    private static final double WIDTH = 960;
    private static final double MARGIN = 236;
    private static final double TOP = 28;
    private static final double NODE_WIDTH = 12;
    private static final double PITCH = 17;
    private static final double LETTERS = 12;
    private static final int SWEEPS = 8;

    private final Sankey sankey;
    private final DoubleFunction<String> quantity;
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final TreeMap<Integer, List<Node>> columns = new TreeMap<>();

    private static final class Node {
        final Sankey.Node data;
        final int rank;
        final List<Link> in = new ArrayList<>();
        final List<Link> out = new ArrayList<>();
        int column;
        double value;
        double y;
        double height;

        Node(Sankey.Node data, int rank) {
            this.data = data;
            this.rank = rank;
        }

        double centre() {
            return y + height / 2;
        }
    }

    private record Link(Node from, Node to, double value, String className) {}

    private SankeySvg(Sankey sankey, DoubleFunction<String> quantity) {
        this.sankey = sankey;
        this.quantity = quantity;
        for (Sankey.Node node : sankey.nodes()) {
            nodes.put(node.id(), new Node(node, nodes.size()));
        }
        for (Sankey.Link link : sankey.drawn()) {
            Node from = node(link.source());
            Node to = node(link.target());
            Link drawn = new Link(from, to, link.value(), link.className());
            from.out.add(drawn);
            to.in.add(drawn);
            links.add(drawn);
        }
    }

    private Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("link to node " + id + ", which is not in the picture");
        }
        return node;
    }

    /** @param quantity writes a value with its unit */
    static String draw(Sankey sankey, String title, DoubleFunction<String> quantity) {
        return new SankeySvg(sankey, quantity).draw(title);
    }

    private String draw(String title) {
        placeInColumns();
        double height = layOut();
        StringBuilder svg = new StringBuilder();
        svg.append(Svg.begin("sankey kind-" + sankey.kind().code(), WIDTH, height, title));
        drawLinks(svg);
        for (Node node : ordered()) {
            drawNode(svg, node);
        }
        return svg.append("</svg>").toString();
    }

    private List<Node> ordered() {
        return nodes.values().stream()
                .sorted(Comparator.comparingInt(node -> node.rank))
                .toList();
    }

    private void placeInColumns() {
        Map<String, Integer> column = sankey.columns();
        for (Node node : ordered()) {
            node.column = column.getOrDefault(node.data.id(), 0);
            double in = node.in.stream().mapToDouble(Link::value).sum();
            double out = node.out.stream().mapToDouble(Link::value).sum();
            node.value = Math.max(in, out);
            columns.computeIfAbsent(node.column, at -> new ArrayList<>()).add(node);
        }
    }

    private double layOut() {
        int most = columns.values().stream().mapToInt(List::size).max().orElse(1);
        double largest = columns.values().stream()
                .mapToDouble(column ->
                        column.stream().mapToDouble(node -> node.value).sum())
                .max()
                .orElse(1);
        double bars = Math.max(160, Math.min(520, 60 + most * 9.0));
        double scale = largest > 0 ? bars / largest : 0;
        for (Node node : nodes.values()) {
            node.height = Math.max(1.5, node.value * scale);
        }
        double height = 0;
        for (List<Node> column : columns.values()) {
            height = Math.max(height, stack(column, 0, columns.lastKey()));
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forward = sweep % 2 == 0;
            for (List<Node> column :
                    forward ? columns.values() : columns.descendingMap().values()) {
                column.sort(Comparator.comparingDouble((Node node) -> pull(node, forward))
                        .thenComparingInt(node -> node.rank));
                stack(column, height, columns.lastKey());
            }
        }
        return TOP + height + 12;
    }

    /** Where the neighbours on one side stand on average; a node without any stays where it is. */
    private static double pull(Node node, boolean fromLeft) {
        List<Link> side = fromLeft ? node.in : node.out;
        double weight = 0;
        double sum = 0;
        for (Link link : side) {
            weight += link.value;
            sum += link.value * (fromLeft ? link.from : link.to).centre();
        }
        return weight > 0 ? sum / weight : node.centre();
    }

    /** Stacks a column with room for each label, in the middle of {@code height}; returns what it needs. */
    private static double stack(List<Node> column, double height, int last) {
        double needed = 0;
        for (Node node : column) {
            needed += slot(node, last);
        }
        double y = TOP + Math.max(0, (height - needed) / 2);
        for (Node node : column) {
            double slot = slot(node, last);
            // in the middle the label stands above the bar, at the sides beside it
            node.y = isSide(node, last) ? y + (slot - node.height) / 2 : y + slot - node.height - 2;
            y += slot;
        }
        return needed;
    }

    private static double slot(Node node, int last) {
        return isSide(node, last) ? Math.max(PITCH, node.height + 7) : node.height + 20;
    }

    private static boolean isSide(Node node, int last) {
        return node.column == 0 || node.column == last;
    }

    private double x(int column) {
        int last = columns.isEmpty() ? 0 : columns.lastKey();
        return last == 0 ? MARGIN : MARGIN + column * (WIDTH - 2 * MARGIN - NODE_WIDTH) / last;
    }

    private void drawLinks(StringBuilder svg) {
        Map<Link, double[]> ends = new HashMap<>();
        for (Node node : nodes.values()) {
            double scale = node.value > 0 ? node.height / node.value : 0;
            node.out.sort(
                    Comparator.comparingDouble((Link link) -> link.to.centre()).thenComparing(link -> link.className));
            node.in.sort(Comparator.comparingDouble((Link link) -> link.from.centre())
                    .thenComparing(link -> link.className));
            double y = node.y;
            for (Link link : node.out) {
                ends.computeIfAbsent(link, key -> new double[2])[0] = y + link.value * scale / 2;
                y += link.value * scale;
            }
            y = node.y;
            for (Link link : node.in) {
                ends.computeIfAbsent(link, key -> new double[2])[1] = y + link.value * scale / 2;
                y += link.value * scale;
            }
        }
        String colour = Svg.colour(sankey.kind());
        for (Link link : links) {
            double[] end = ends.getOrDefault(link, new double[2]);
            double scale = link.from.value > 0 ? link.from.height / link.from.value : 0;
            double x1 = x(link.from.column) + NODE_WIDTH;
            double x2 = x(link.to.column);
            double middle = (x1 + x2) / 2;
            svg.append("<path class=\"link\" fill=\"none\" stroke=\"")
                    .append(colour)
                    .append("\" stroke-opacity=\"0.32\" stroke-width=\"")
                    .append(Svg.n(Math.max(1, link.value * scale)))
                    .append("\" d=\"M")
                    .append(Svg.n(x1))
                    .append(' ')
                    .append(Svg.n(end[0]))
                    .append(" C")
                    .append(Svg.n(middle))
                    .append(' ')
                    .append(Svg.n(end[0]))
                    .append(' ')
                    .append(Svg.n(middle))
                    .append(' ')
                    .append(Svg.n(end[1]))
                    .append(' ')
                    .append(Svg.n(x2))
                    .append(' ')
                    .append(Svg.n(end[1]))
                    .append("\"><title>")
                    .append(Svg.escape(link.from.data.label() + " → " + link.to.data.label() + ": " + link.className
                            + ", " + quantity.apply(link.value)))
                    .append("</title></path>");
        }
    }

    private void drawNode(StringBuilder svg, Node node) {
        double x = x(node.column);
        boolean left = node.column == 0;
        boolean right = node.column == columns.lastKey() && !left;
        String written = quantity.apply(node.value);
        svg.append("<g class=\"node\"><rect x=\"")
                .append(Svg.n(x))
                .append("\" y=\"")
                .append(Svg.n(node.y))
                .append("\" width=\"")
                .append(Svg.n(NODE_WIDTH))
                .append("\" height=\"")
                .append(Svg.n(node.height))
                .append("\" rx=\"1.5\" fill=\"")
                .append(node.data.role().equals("facility") ? "#0f5f5c" : Svg.colour(sankey.kind()))
                .append("\" class=\"")
                .append(node.data.role())
                .append("\"><title>")
                .append(Svg.escape(node.data.label() + (node.data.detail().isEmpty() ? "" : ", " + node.data.detail())
                        + ": " + written))
                .append("</title></rect>");
        // in the middle a label may not reach those of the columns beside it
        double room = left || right ? MARGIN - 12 : x(1) - x(0) - 8;
        double textX = left ? x - 8 : right ? x + NODE_WIDTH + 8 : x + NODE_WIDTH / 2;
        double textY = left || right ? node.centre() + 4 : node.y - 5;
        svg.append("<text x=\"")
                .append(Svg.n(textX))
                .append("\" y=\"")
                .append(Svg.n(textY))
                .append("\" text-anchor=\"")
                .append(left ? "end" : right ? "start" : "middle")
                .append("\" fill=\"#1b1f23\">")
                .append(Svg.escape(Svg.shorten(node.data.label(), LETTERS, room - Svg.width(" " + written, LETTERS))))
                .append("<tspan class=\"quiet\" fill=\"#5b6167\"> ")
                .append(Svg.escape(written))
                .append("</tspan></text></g>");
    }
}
