package org.knooppunt.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knooppunt.indicators.Point;
import org.knooppunt.indicators.Series;
import org.springframework.web.util.HtmlUtils;

/** A line over the years as SVG, for paper and for pages of others, where no script runs. Figures that are not told leave a gap. */
public final class LineDrawing {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 170;
    private static final int LEFT = 60;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 28;
    private static final String INK = "#1f2a2e";
    private static final String LINE = "#0b6b5d";
    private static final String GRID = "#c9d2d1";

    private LineDrawing() {}

    /**
     * Draws a series with its target.
     *
     * @param title read out where the drawing cannot be seen
     * @param number writes a figure in the reader's language
     */
    public static String of(Series series, @Nullable Double target, String title, DoubleFunction<String> number) {
        List<Point> points = series.points();
        List<Double> values = new ArrayList<>();
        points.forEach(point -> {
            if (point.value() != null) {
                values.add(point.value());
            }
        });
        if (target != null) {
            values.add(target);
        }
        if (values.isEmpty()) {
            return "";
        }
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double room = high > low ? (high - low) * 0.1 : Math.max(1, Math.abs(high) * 0.1);
        Scale scale = new Scale(low - room, high + room, points.size());
        StringBuilder svg = new StringBuilder()
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" width=\"")
                .append(WIDTH)
                .append("\" height=\"")
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(HtmlUtils.htmlEscape(title, "UTF-8"))
                .append("\">");
        for (double at : new double[] {low, high}) {
            line(svg, LEFT, scale.y(at), WIDTH - RIGHT, scale.y(at), GRID, "");
            text(svg, LEFT - 6, scale.y(at) + 4, "end", number.apply(at));
        }
        if (target != null) {
            line(svg, LEFT, scale.y(target), WIDTH - RIGHT, scale.y(target), INK, " stroke-dasharray=\"5 4\"");
        }
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < points.size(); i++) {
            Double value = points.get(i).value();
            if (value == null) {
                drawing = false;
                continue;
            }
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", drawing ? "L" : "M", scale.x(i), scale.y(value)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                    scale.x(i),
                    scale.y(value),
                    LINE));
            drawing = true;
        }
        svg.append("<path d=\"")
                .append(path.toString().strip())
                .append("\" fill=\"none\" stroke=\"")
                .append(LINE)
                .append("\" stroke-width=\"2\"/>");
        text(svg, scale.x(0), HEIGHT - 8, "start", points.getFirst().period().text());
        if (points.size() > 1) {
            text(
                    svg,
                    scale.x(points.size() - 1),
                    HEIGHT - 8,
                    "end",
                    points.getLast().period().text());
        }
        return svg.append("</svg>").toString();
    }

    private static void line(
            StringBuilder svg, double fromX, double fromY, double toX, double toY, String colour, String more) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>",
                fromX,
                fromY,
                toX,
                toY,
                colour,
                more));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"12\" font-family=\"sans-serif\" fill=\"%s\">%s</text>",
                x,
                y,
                anchor,
                INK,
                HtmlUtils.htmlEscape(words, "UTF-8")));
    }

    private record Scale(double low, double high, int count) {
        double x(int index) {
            return count == 1
                    ? (LEFT + WIDTH - RIGHT) / 2.0
                    : LEFT + 8 + index * (WIDTH - LEFT - RIGHT - 16.0) / (count - 1);
        }

        double y(double value) {
            return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
        }
    }
}
