package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Site;
import tools.jackson.databind.JsonNode;

/**
 * Draws the flows of a plan on a quiet map as SVG: outlines of the region where given, places as points, flows as arcs
 * that grow thin toward where they go. Equirectangular around the middle; good for a region, not for a continent.
 */
final class MapSvg {
    private static final double WIDTH = 960;
    private static final double MARGIN = 48;
    private static final double MOST_HEIGHT = 720;
    private static final double LEAST_HEIGHT = 320;
    private static final double LETTERS = 11;
    private static final double MOST_LABEL = 170;

    private final List<PlanReport.FlowLine> shown;
    private final List<Place> places;
    private final DoubleFunction<String> kilometres;
    private final double west;
    private final double north;
    private final double perDegreeLon;
    private final double perDegreeLat;
    private final double offsetX;
    private final double offsetY;
    private final double height;

    private MapSvg(List<PlanReport.FlowLine> shown, DoubleFunction<String> kilometres) {
        this.shown = shown;
        this.places = Place.of(shown);
        this.kilometres = kilometres;
        double minLat = 90;
        double maxLat = -90;
        double minLon = 180;
        double maxLon = -180;
        for (Place place : places) {
            Site site = place.site();
            minLat = Math.min(minLat, site.lat());
            maxLat = Math.max(maxLat, site.lat());
            minLon = Math.min(minLon, site.lon());
            maxLon = Math.max(maxLon, site.lon());
        }
        double cos = Math.cos(Math.toRadians((minLat + maxLat) / 2));
        double spanLat = Math.max(maxLat - minLat, 0.01);
        double spanLon = Math.max((maxLon - minLon) * cos, 0.01);
        double scale = Math.min((WIDTH - 2 * MARGIN) / spanLon, (MOST_HEIGHT - 2 * MARGIN) / spanLat);
        perDegreeLat = scale;
        perDegreeLon = scale * cos;
        west = minLon;
        north = maxLat;
        height = Math.max(LEAST_HEIGHT, (maxLat - minLat) * scale + 2 * MARGIN);
        offsetX = (WIDTH - (maxLon - minLon) * perDegreeLon) / 2;
        offsetY = (height - (maxLat - minLat) * scale) / 2;
    }

    /** @param region outlines as GeoJSON, absent when there are none */
    static String draw(PlanReport report, @Nullable JsonNode region, String title, DoubleFunction<String> kilometres) {
        List<PlanReport.FlowLine> largest = report.largestFlows();
        List<PlanReport.FlowLine> shown = largest.subList(0, Math.min(PlanReport.MANY, largest.size()));
        return shown.isEmpty() ? "" : new MapSvg(shown, kilometres).draw(region, title);
    }

    private double x(double lon) {
        return offsetX + (lon - west) * perDegreeLon;
    }

    private double y(double lat) {
        return offsetY + (north - lat) * perDegreeLat;
    }

    private String draw(@Nullable JsonNode region, String title) {
        StringBuilder svg = new StringBuilder();
        svg.append(Svg.begin("map", WIDTH, height, title))
                .append("<rect class=\"ground\" x=\"0\" y=\"0\" width=\"")
                .append(Svg.n(WIDTH))
                .append("\" height=\"")
                .append(Svg.n(height))
                .append("\" fill=\"#f3f1ea\"/>");
        if (region != null) {
            drawRegion(svg, region);
        }
        drawFlows(svg);
        drawPlaces(svg);
        drawScale(svg);
        return svg.append("</svg>").toString();
    }

    private void drawRegion(StringBuilder svg, JsonNode region) {
        for (String layer : List.of("context", "area", "infrastructure")) {
            for (JsonNode feature : region.path("features")) {
                if (feature.path("properties").path("type").asString("").equals(layer)) {
                    drawFeature(svg, feature, layer);
                }
            }
        }
    }

    private void drawFeature(StringBuilder svg, JsonNode feature, String layer) {
        JsonNode geometry = feature.path("geometry");
        JsonNode coordinates = geometry.path("coordinates");
        StringBuilder path = new StringBuilder();
        switch (geometry.path("type").asString("")) {
            case "Polygon" -> coordinates.forEach(ring -> path(path, ring, true));
            case "MultiPolygon" -> coordinates.forEach(polygon -> polygon.forEach(ring -> path(path, ring, true)));
            case "LineString" -> path(path, coordinates, false);
            case "MultiLineString" -> coordinates.forEach(line -> path(path, line, false));
            default -> {
                return;
            }
        }
        boolean line = layer.equals("infrastructure");
        boolean water = feature.path("properties").path("mode").asString("").equals("water");
        svg.append("<path class=\"region ")
                .append(layer)
                .append(water ? " water" : "")
                .append("\" fill=\"")
                .append(line ? "none" : layer.equals("area") ? "#faf9f6" : "#efede5")
                .append("\" stroke=\"")
                .append(water ? "#9cc0da" : line ? "#d3cdbd" : "#dcd7c9")
                .append("\" stroke-width=\"")
                .append(water ? "4" : line ? "1.6" : "1")
                .append("\" d=\"")
                .append(path)
                .append("\"/>");
    }

    private void path(StringBuilder path, JsonNode points, boolean closed) {
        boolean first = true;
        for (JsonNode point : points) {
            path.append(first ? 'M' : 'L')
                    .append(Svg.n(x(point.path(0).asDouble())))
                    .append(' ')
                    .append(Svg.n(y(point.path(1).asDouble())));
            first = false;
        }
        if (closed && !first) {
            path.append('Z');
        }
    }

    private void drawFlows(StringBuilder svg) {
        double most =
                shown.stream().mapToDouble(PlanReport.FlowLine::quantity).max().orElse(1);
        List<PlanReport.FlowLine> flows = new ArrayList<>(shown);
        flows.sort(Comparator.comparingDouble(flow -> -flow.quantity()));
        for (PlanReport.FlowLine flow : flows) {
            if (flow.fromSite().id().equals(flow.toSite().id())) {
                continue;
            }
            double share = kindShare(flow, most);
            svg.append("<path class=\"flow kind-")
                    .append(flow.kind().code())
                    .append("\" fill=\"")
                    .append(Svg.colour(flow.kind()))
                    .append("\" fill-opacity=\"0.6\" d=\"")
                    .append(arc(flow.fromSite(), flow.toSite(), 1.5 + 7.5 * Math.sqrt(share)))
                    .append("\"><title>")
                    .append(Svg.escape(flow.fromName() + " → " + flow.toName() + ": " + flow.className() + ", "
                            + kilometres.apply(flow.km())))
                    .append("</title></path>");
        }
    }

    /** Widths compare within a kind, since units do not mix. */
    private double kindShare(PlanReport.FlowLine flow, double otherwise) {
        double most = shown.stream()
                .filter(other -> other.kind() == flow.kind())
                .mapToDouble(PlanReport.FlowLine::quantity)
                .max()
                .orElse(otherwise);
        return most > 0 ? flow.quantity() / most : 0;
    }

    /** A bow to the left of the way, broad at the start and a point at the end. */
    private String arc(Site from, Site to, double width) {
        double x1 = x(from.lon());
        double y1 = y(from.lat());
        double x2 = x(to.lon());
        double y2 = y(to.lat());
        double dx = x2 - x1;
        double dy = y2 - y1;
        double length = Math.max(1, Math.hypot(dx, dy));
        double normalX = dy / length;
        double normalY = -dx / length;
        double bow = 0.16 * length;
        double half = width / 2;
        double cx = (x1 + x2) / 2 + normalX * bow;
        double cy = (y1 + y2) / 2 + normalY * bow;
        return "M" + Svg.n(x1 + normalX * half) + " " + Svg.n(y1 + normalY * half)
                + " Q" + Svg.n(cx + normalX * half * 0.8) + " " + Svg.n(cy + normalY * half * 0.8)
                + " " + Svg.n(x2) + " " + Svg.n(y2)
                + " Q" + Svg.n(cx - normalX * half * 0.8) + " " + Svg.n(cy - normalY * half * 0.8)
                + " " + Svg.n(x1 - normalX * half) + " " + Svg.n(y1 - normalY * half) + "Z";
    }

    private void drawPlaces(StringBuilder svg) {
        // what is named must be named where it can; the rest has its name on pointing at it, and in the tables
        List<Place> ordered = new ArrayList<>(places);
        ordered.sort(Comparator.comparing((Place place) -> !place.role().equals("facility")));
        LabelPlaces room = new LabelPlaces(WIDTH, height);
        room.take(new LabelPlaces.Box(0, height - 40, 200, height));
        for (Place place : ordered) {
            double x = x(place.site().lon());
            double y = y(place.site().lat());
            room.mark(new LabelPlaces.Box(x - 6, y - 6, x + 6, y + 6));
        }
        StringBuilder labels = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        Set<String> labelled = new HashSet<>();
        for (Place place : ordered) {
            String name = Svg.shorten(place.organisation(), LETTERS, MOST_LABEL);
            if (labelled.add(name)) {
                drawLabel(labels, lines, room, place, name);
            }
        }
        svg.append(lines);
        // facilities last, so that none lies under another mark
        ordered.reversed().forEach(place -> drawMark(svg, place));
        svg.append(labels);
    }

    private void drawLabel(StringBuilder labels, StringBuilder lines, LabelPlaces room, Place place, String name) {
        double x = x(place.site().lon());
        double y = y(place.site().lat());
        LabelPlaces.Place at = room.find(
                x, y, Svg.width(name, LETTERS), LETTERS * 1.3, place.role().equals("facility"));
        if (at == null) {
            return;
        }
        if (at.far()) {
            lines.append("<path class=\"leader\" fill=\"none\" stroke=\"#5b6167\" stroke-width=\"0.8\" d=\"M")
                    .append(Svg.n(x))
                    .append(' ')
                    .append(Svg.n(y))
                    .append('L')
                    .append(Svg.n(at.nearestX(x)))
                    .append(' ')
                    .append(Svg.n(at.nearestY(y)))
                    .append("\"/>");
        }
        LabelPlaces.Box box = at.box();
        // the room is reckoned wide, so the words stand at the side of their point
        boolean right = box.left() >= x;
        boolean left = box.right() <= x;
        labels.append("<text class=\"label\" x=\"")
                .append(Svg.n(right ? box.left() : left ? box.right() : (box.left() + box.right()) / 2))
                .append("\" y=\"")
                .append(Svg.n(box.bottom() - LETTERS * 0.35))
                .append("\" text-anchor=\"")
                .append(right ? "start" : left ? "end" : "middle")
                .append("\" font-size=\"")
                .append(Svg.n(LETTERS))
                .append("\" fill=\"#1b1f23\">")
                .append(Svg.escape(name))
                .append("</text>");
    }

    private void drawMark(StringBuilder svg, Place place) {
        double x = x(place.site().lon());
        double y = y(place.site().lat());
        String title = "<title>" + Svg.escape(place.organisation()) + "</title>";
        switch (place.role()) {
            case "facility" ->
                svg.append("<rect class=\"place facility\" x=\"")
                        .append(Svg.n(x - 5))
                        .append("\" y=\"")
                        .append(Svg.n(y - 5))
                        .append("\" width=\"10\" height=\"10\" fill=\"#0f5f5c\" stroke=\"#ffffff\">")
                        .append(title)
                        .append("</rect>");
            case "offer" ->
                svg.append("<circle class=\"place offer\" cx=\"")
                        .append(Svg.n(x))
                        .append("\" cy=\"")
                        .append(Svg.n(y))
                        .append("\" r=\"4\" fill=\"#1b1f23\" stroke=\"#ffffff\">")
                        .append(title)
                        .append("</circle>");
            default ->
                svg.append("<circle class=\"place need\" cx=\"")
                        .append(Svg.n(x))
                        .append("\" cy=\"")
                        .append(Svg.n(y))
                        .append("\" r=\"4\" fill=\"#ffffff\" stroke=\"#1b1f23\" stroke-width=\"1.8\">")
                        .append(title)
                        .append("</circle>");
        }
    }

    private void drawScale(StringBuilder svg) {
        double pixelsPerKm = perDegreeLat / 111.195;
        double km = 1;
        for (double step : List.of(0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)) {
            if (step * pixelsPerKm <= 180) {
                km = step;
            }
        }
        double x = 16;
        double y = height - 16;
        svg.append("<path class=\"scale\" fill=\"none\" stroke=\"#1b1f23\" stroke-width=\"1.5\" d=\"M")
                .append(Svg.n(x))
                .append(' ')
                .append(Svg.n(y - 5))
                .append('V')
                .append(Svg.n(y))
                .append('H')
                .append(Svg.n(x + km * pixelsPerKm))
                .append('v')
                .append("-5\"/><text class=\"label\" x=\"")
                .append(Svg.n(x + 5))
                .append("\" y=\"")
                .append(Svg.n(y - 5))
                .append("\" font-size=\"11\" fill=\"#1b1f23\">")
                .append(Svg.escape(kilometres.apply(km)))
                .append("</text>");
    }
}
