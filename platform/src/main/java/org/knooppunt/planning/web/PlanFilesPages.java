package org.knooppunt.planning.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Areas;
import org.knooppunt.planning.FlowQuery;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.PlanMap;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.internal.PlanStore;
import org.knooppunt.planning.report.FlowsCsv;
import org.knooppunt.planning.report.MoneyFlows;
import org.knooppunt.planning.report.Place;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.PlanWorkbook;
import org.knooppunt.planning.report.ReportHtml;
import org.knooppunt.planning.report.ReportPdf;
import org.knooppunt.planning.report.Sankey;
import org.knooppunt.planning.report.Words;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** A plan as files to keep, and the data behind its pictures. */
@Controller
class PlanFilesPages {
    private static final MediaType WORKBOOK =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final int MOST_TITLES = 200;

    private final Plans plans;
    private final PlanContents contents;
    private final Areas areas;
    private final MessageSource messages;
    private final Formats formats;
    private final JsonMapper json;
    private final ReportHtml html = new ReportHtml();
    private final ReportPdf pdf = new ReportPdf(html);

    PlanFilesPages(
            Plans plans, PlanContents contents, Areas areas, MessageSource messages, Formats formats, JsonMapper json) {
        this.plans = plans;
        this.contents = contents;
        this.areas = areas;
        this.messages = messages;
        this.formats = formats;
        this.json = json;
    }

    @GetMapping("/plans/{id}/plan.json")
    ResponseEntity<byte[]> plan(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return json(id, "plan.json", PlanStore.File.PLAN, person);
    }

    @GetMapping("/plans/{id}/cases.json")
    ResponseEntity<byte[]> cases(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return json(id, "cases.json", PlanStore.File.CASES, person);
    }

    @GetMapping("/plans/{id}/flows.csv")
    void flows(@PathVariable long id, @AuthenticationPrincipal Person person, HttpServletResponse response)
            throws IOException {
        if (contents.overview(id, person).isEmpty()) {
            throw new Missing("answer of plan " + id);
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(id, "flows.csv"));
        // line by line: what is written is on its way while the rest is read
        FlowsCsv.write(response.getWriter(), told -> contents.eachFlow(id, person, told));
    }

    private ResponseEntity<byte[]> json(long id, String name, PlanStore.File file, Person person) {
        String content = contents.findFile(id, file, person).orElseThrow(() -> new Missing("answer of plan " + id));
        return text(id, name, MediaType.APPLICATION_JSON, content);
    }

    @GetMapping("/plans/{id}/report.html")
    ResponseEntity<byte[]> html(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale) {
        return text(id, "report.html", MediaType.TEXT_HTML, html.write(subject(id, person), locale));
    }

    @GetMapping("/plans/{id}/report.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale)
            throws IOException {
        return file(id, "report.pdf", MediaType.APPLICATION_PDF, pdf.write(subject(id, person), locale));
    }

    @GetMapping("/plans/{id}/plan.xlsx")
    ResponseEntity<byte[]> workbook(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale)
            throws IOException {
        return file(
                id,
                "plan.xlsx",
                WORKBOOK,
                new PlanWorkbook(messages).write(plans.get(id, person).name(), report(id, person), locale));
    }

    @GetMapping("/plans/{id}/inventory.zip")
    ResponseEntity<byte[]> inventory(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return file(id, "inventory.zip", new MediaType("application", "zip"), plans.snapshot(id, person));
    }

    private PlanReport report(long id, @Nullable Person person) {
        return contents.report(id, person).orElseThrow(() -> new Missing("answer of plan " + id));
    }

    private ReportHtml.Subject subject(long id, Person person) {
        PlanSummary plan = plans.get(id, person);
        Instant finished = plan.finishedAt();
        return new ReportHtml.Subject(
                plan.name(),
                finished == null ? plan.createdAt() : finished,
                report(id, person),
                areas.findMap().map(map -> json.readTree(map.document())).orElse(null));
    }

    private static ResponseEntity<byte[]> text(long id, String name, MediaType type, String content) {
        return file(id, name, new MediaType(type, StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8));
    }

    /** To be saved: the report brings its own style, which no page here may. */
    private static ResponseEntity<byte[]> file(long id, String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(id, name))
                .body(content);
    }

    private static String attachment(long id, String name) {
        return ContentDisposition.attachment()
                .filename("plan-" + id + "-" + name)
                .build()
                .toString();
    }

    // ---- behind the pictures

    /** Nodes and links of one kind, as js/sankey.js reads them; where they are many, with the way to those behind each. */
    @GetMapping(value = "/plans/{id}/sankey.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> sankey(
            @PathVariable long id,
            @RequestParam String kind,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @RequestParam(name = "class", defaultValue = "") String resourceClass,
            @RequestParam(defaultValue = "") String at,
            @AuthenticationPrincipal Person person,
            Locale locale) {
        FlowQuery query = new FlowQuery("", kind, inCase, resourceClass, at);
        StreamPicture picture = StreamPicture.of(
                contents.streams(id, query, person),
                query,
                "/plans/" + id,
                new Words(messages, formats, locale),
                areas.list());
        Sankey sankey = picture.sankey();
        Map<String, Integer> columns = sankey.columns();
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (Sankey.Node node : sankey.nodes()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("id", node.id());
            each.put("name", node.label());
            String written = formats.quantity(
                    total(sankey.links(), node.id(), Sankey.Link::source, Sankey.Link::target, Sankey.Link::value),
                    sankey.kind().unit());
            each.put("text", node.detail().isEmpty() ? written : node.detail() + ", " + written);
            each.put("kind", kind);
            each.put("role", node.role());
            each.put("column", columns.getOrDefault(node.id(), 0));
            String way = picture.ways().get(node.id());
            if (way != null) {
                each.put("href", way);
            }
            nodes.add(each);
        }
        List<Map<String, Object>> links = new ArrayList<>();
        for (Sankey.Link link : sankey.drawn()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("source", link.source());
            each.put("target", link.target());
            each.put("value", link.value());
            each.put("kind", kind);
            each.put(
                    "text",
                    link.className() + ", "
                            + formats.quantity(link.value(), sankey.kind().unit()));
            links.add(each);
        }
        return Map.of("unit", sankey.kind().unit().symbol(), "nodes", nodes, "links", links);
    }

    /** What stands for no single organisation, in words. */
    private String named(MoneyFlows.Node node, Locale locale) {
        Kind kind = node.kind();
        if (node.party().equals("case")) {
            return messages.getMessage("plan.money.others", new Object[0], locale);
        }
        if (kind == null) {
            return messages.getMessage("plan.money." + node.party(), new Object[0], locale);
        }
        String side = node.column() == 0 ? "pays" : "gets";
        String of = messages.getMessage("kind." + kind.code(), new Object[0], locale);
        return messages.getMessage("plan.money." + node.party() + "." + side, new Object[] {of}, locale);
    }

    /** What goes through a node: the larger of what comes in and what goes out. */
    private static <T> double total(
            List<T> links,
            String node,
            Function<T, String> source,
            Function<T, String> target,
            ToDoubleFunction<T> value) {
        double out = links.stream()
                .filter(link -> source.apply(link).equals(node))
                .mapToDouble(value)
                .sum();
        double in = links.stream()
                .filter(link -> target.apply(link).equals(node))
                .mapToDouble(value)
                .sum();
        return Math.max(in, out);
    }

    /** Who pays into each case and who is paid out of it, in the same form as the streams. */
    @GetMapping(value = "/plans/{id}/money.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> money(
            @PathVariable long id,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @AuthenticationPrincipal Person person,
            Locale locale) {
        MoneyFlows.Picture picture =
                contents.money(id, inCase, person).picture(contents.titles(id, MOST_TITLES, person));
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (MoneyFlows.Node node : picture.nodes()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("id", node.id());
            each.put("name", node.name().isEmpty() ? named(node, locale) : node.name());
            each.put(
                    "text",
                    formats.money(total(
                            picture.links(),
                            node.id(),
                            MoneyFlows.Link::source,
                            MoneyFlows.Link::target,
                            MoneyFlows.Link::amount)));
            each.put("kind", node.kind() == null ? "" : node.kind().code());
            each.put("column", node.column());
            if (node.party().equals("case")
                    && inCase.isEmpty()
                    && !node.detail().isEmpty()) {
                each.put("href", "/plans/" + id + "/cases/" + node.detail());
            }
            nodes.add(each);
        }
        List<Map<String, Object>> links = new ArrayList<>();
        for (MoneyFlows.Link link : picture.links()) {
            links.add(Map.of(
                    "source",
                    link.source(),
                    "target",
                    link.target(),
                    "value",
                    link.amount(),
                    "kind",
                    link.kind() == null ? "" : link.kind().code(),
                    "text",
                    formats.money(link.amount())));
        }
        return Map.of("unit", "€", "nodes", nodes, "links", links);
    }

    /**
     * Places and flows as GeoJSON, as js/map.js reads them. Of very many places, clusters: points with {@code count} and
     * the {@code box} they lie in; with a box, what is in it from nearer by.
     */
    @GetMapping(value = "/plans/{id}/map.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> map(
            @PathVariable long id,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @RequestParam(defaultValue = "") String box,
            @AuthenticationPrincipal Person person,
            Locale locale) {
        PlanMap.Box part;
        try {
            part = box.isEmpty() ? PlanMap.Box.WORLD : PlanMap.Box.parse(box);
        } catch (IllegalArgumentException e) {
            throw new Missing("box " + box);
        }
        PlanMap map = contents.map(id, inCase, part, person);
        List<Map<String, Object>> features = new ArrayList<>();
        for (PlanMap.Cluster cluster : map.clusters()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(
                    "name",
                    messages.getMessage(
                            "plan.map.cluster", new Object[] {formats.number(cluster.places(), 0)}, locale));
            properties.put("kind", cluster.kind());
            properties.put("count", cluster.places());
            properties.put(
                    "box",
                    List.of(
                            cluster.box().west(),
                            cluster.box().south(),
                            cluster.box().east(),
                            cluster.box().north()));
            properties.put(
                    "text",
                    messages.getMessage(
                            "plan.map.roles",
                            new Object[] {
                                formats.number(cluster.roles().getOrDefault("offer", 0), 0),
                                formats.number(cluster.roles().getOrDefault("need", 0), 0),
                                formats.number(cluster.roles().getOrDefault("facility", 0), 0)
                            },
                            locale));
            features.add(feature("Point", List.of(cluster.lon(), cluster.lat()), properties));
        }
        for (Place place : map.places()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("name", place.organisation());
            properties.put("kind", place.kind().code());
            properties.put("role", place.role());
            properties.put("text", place.site().name() + " · " + String.join(", ", place.cases()));
            if (!place.cases().isEmpty() && inCase.isEmpty()) {
                properties.put(
                        "href", "/plans/" + id + "/cases/" + place.cases().getFirst());
            }
            features.add(
                    feature("Point", List.of(place.site().lon(), place.site().lat()), properties));
        }
        for (PlanReport.FlowLine flow : map.flows()) {
            if (flow.fromSite().id().equals(flow.toSite().id())) {
                continue;
            }
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("name", flow.fromName() + " – " + flow.toName());
            properties.put("kind", flow.kind().code());
            properties.put("quantity", flow.quantity());
            properties.put("text", flow.className() + ", " + formats.quantity(flow.quantity(), flow.unit()));
            if (inCase.isEmpty()) {
                properties.put("href", "/plans/" + id + "/cases/" + flow.caseId());
            }
            features.add(feature(
                    "LineString",
                    List.of(
                            List.of(flow.fromSite().lon(), flow.fromSite().lat()),
                            List.of(flow.toSite().lon(), flow.toSite().lat())),
                    properties));
        }
        return Map.of("type", "FeatureCollection", "near", map.near(), "features", features);
    }

    /** How the search went, as js/chart.js reads it: best plan and bound over seconds. */
    @GetMapping(value = "/plans/{id}/course.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> course(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale) {
        List<List<Double>> best = new ArrayList<>();
        List<List<Double>> bound = new ArrayList<>();
        for (PlanSummary.Progress point : contents.course(id, person)) {
            best.add(List.of(point.seconds(), point.surplus()));
            Double most = point.bound();
            if (most != null) {
                bound.add(List.of(point.seconds(), most));
            }
        }
        Function<String, String> say = key -> messages.getMessage(key, new Object[0], locale);
        return Map.of(
                "type",
                "course",
                "unit",
                "€",
                "xUnit",
                "s",
                "live",
                plans.get(id, person).running(),
                "series",
                List.of(
                        Map.of("name", say.apply("plan.running.best"), "main", true, "points", best),
                        Map.of("name", say.apply("plan.course.bound"), "points", bound)));
    }

    private static Map<String, Object> feature(String type, Object coordinates, Map<String, Object> properties) {
        return Map.of(
                "type",
                "Feature",
                "geometry",
                Map.of("type", type, "coordinates", coordinates),
                "properties",
                properties);
    }
}
