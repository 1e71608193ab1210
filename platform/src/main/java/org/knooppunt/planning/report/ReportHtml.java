package org.knooppunt.planning.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.databind.JsonNode;

/**
 * Writes the report of a plan as one HTML file that needs nothing else: no script, no address outside it. Works without
 * an application context, so the command line and the pages give the same file.
 */
public final class ReportHtml {
    private static final double PAPER_WIDTH_MM = 178;
    private static final double PAPER_HEIGHT_MM = 225;
    private static final Pattern DRAWING = Pattern.compile("(<svg [^>]*)(?=width=\"([0-9.]+)\" height=\"([0-9.]+)\")");

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final MessageSource messages = messages();
    private final Formats formats = new Formats();

    public ReportHtml() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(ReportHtml.class.getClassLoader());
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
        engine.setTemplateEngineMessageSource(messages);
    }

    private static MessageSource messages() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasenames("messages/web", "messages/planning");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        // as on the pages: an apostrophe is written twice in every message
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    /**
     * What a report is about.
     *
     * @param name of the plan, or of the inventory it was made from
     * @param at when the plan was made
     * @param region outlines for the map as GeoJSON, absent when there are none
     */
    public record Subject(
            String name,
            Instant at,
            PlanReport report,
            @Nullable JsonNode region) {}

    /** The self-contained file. */
    public String write(Subject subject, Locale language) {
        return Formats.in(
                language, () -> render(subject, language, style("templates/report/report.css") + fontFaces()));
    }

    /** The same content in well-formed XHTML with the style the PDF maker understands. */
    String writeForPdf(Subject subject, Locale language) {
        return Formats.in(language, () -> {
            String html = render(subject, language, style("templates/web/paper.css"));
            return DRAWING.matcher(html)
                    .replaceAll(drawing -> drawing.group(1) + "style=\"" + onPaper(drawing) + "\" ");
        });
    }

    /** As wide as the paper, unless it were taller than a page. */
    private static String onPaper(MatchResult drawing) {
        double width = Double.parseDouble(drawing.group(2));
        double height = Double.parseDouble(drawing.group(3));
        double scale = Math.min(PAPER_WIDTH_MM / width, PAPER_HEIGHT_MM / height);
        return String.format(Locale.ROOT, "width:%.1fmm;height:%.1fmm", width * scale, height * scale);
    }

    /** The answer in one sentence, as the report begins. */
    public String headline(PlanReport report, Locale language) {
        return Formats.in(language, () -> new Words(messages, formats, language).headline(report.overview()));
    }

    /** How far from the best possible at most, in words. */
    public String boundWords(PlanReport report, Locale language) {
        return Formats.in(language, () -> new Words(messages, formats, language).bound(report.overview()));
    }

    private String render(Subject subject, Locale language, String style) {
        Words words = new Words(messages, formats, language);
        PlanReport report = subject.report();
        Context context = new Context(language);
        context.setVariable("name", subject.name());
        context.setVariable("at", subject.at());
        context.setVariable("report", report);
        context.setVariable("overview", report.overview());
        context.setVariable("plan", report.plan());
        context.setVariable("flows", first(report.largestFlows()));
        context.setVariable("leftOut", first(report.leftOut()));
        context.setVariable("cases", first(report.cases()));
        context.setVariable("words", words);
        context.setVariable("fmt", formats);
        context.setVariable("style", style);
        context.setVariable("sankeys", drawn(report, words));
        context.setVariable(
                "map",
                MapSvg.draw(
                        report,
                        subject.region(),
                        words.say("plan.report.map.title"),
                        km -> formats.number(km, km < 10 ? 1 : 0) + " km"));
        return engine.process("report/plan", context);
    }

    /** A report is read by people: of what is longer than anyone reads it shows the first, and says so. */
    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(PlanReport.MANY, all.size()));
    }

    /** A drawing and the kind it is about. */
    public record Picture(String kind, String svg) {}

    private List<Picture> drawn(PlanReport report, Words words) {
        return report.sankeys().stream()
                .map(sankey -> new Picture(
                        sankey.kind().code(),
                        SankeySvg.draw(
                                sankey.labelled(words::label),
                                words.say("plan.report.sankey.title", words.kind(sankey.kind())),
                                value -> formats.quantity(value, sankey.kind().unit()))))
                .toList();
    }

    private static String style(String path) {
        return new String(resource("/" + path), StandardCharsets.UTF_8);
    }

    /** The letters go along in the file. */
    private static String fontFaces() {
        return face(400) + face(600);
    }

    private static String face(int weight) {
        byte[] font = resource("/META-INF/resources/_static/inter/5.2.5/files/inter-latin-" + weight + "-normal.woff2");
        return "@font-face{font-family:Inter;font-style:normal;font-weight:" + weight
                + ";src:url(data:font/woff2;base64," + Base64.getEncoder().encodeToString(font)
                + ") format('woff2')}\n";
    }

    private static byte[] resource(String path) {
        try (InputStream in = ReportHtml.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
