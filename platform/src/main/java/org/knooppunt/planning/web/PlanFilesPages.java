package org.knooppunt.planning.web;

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
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.FlowsCsv;
import org.knooppunt.planning.report.MoneyFlows;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.PlanWorkbook;
import org.knooppunt.planning.report.ReportHtml;
import org.knooppunt.planning.report.ReportPdf;
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

    private final Plans plans;
    private final Areas areas;
    private final MessageSource messages;
    private final Formats formats;
    private final JsonMapper json;
    private final ReportHtml html = new ReportHtml();
    private final ReportPdf pdf = new ReportPdf(html);

    PlanFilesPages(Plans plans, Areas areas, MessageSource messages, Formats formats, JsonMapper json) {
        this.plans = plans;
        this.areas = areas;
        this.messages = messages;
        this.formats = formats;
        this.json = json;
    }

    @GetMapping("/plans/{id}/plan.json")
    ResponseEntity<byte[]> plan(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return text(
                id,
                "plan.json",
                MediaType.APPLICATION_JSON,
                PlanJson.write(report(id, person).plan()));
    }

    @GetMapping("/plans/{id}/cases.json")
    ResponseEntity<byte[]> cases(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return text(
                id,
                "cases.json",
                MediaType.APPLICATION_JSON,
                PlanJson.write(report(id, person).cases()));
    }

    @GetMapping("/plans/{id}/flows.csv")
    ResponseEntity<byte[]> flows(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return text(id, "flows.csv", new MediaType("text", "csv"), FlowsCsv.write(report(id, person)));
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
        return plans.report(id, person).orElseThrow(() -> new Missing("answer of plan " + id));
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
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("plan-" + id + "-" + name)
                                .build()
                                .toString())
                .body(content);
    }

    // ---- behind the pictures

    private PlanReport scoped(long id, String inCase, Person person) {
        PlanReport report = report(id, person);
        if (inCase.isEmpty()) {
            return report;
        }
        CaseDocument one = report.findCase(inCase);
        if (one == null) {
            throw new Missing("case " + inCase + " of plan " + id);
        }
        return report.only(one);
    }

    /** Nodes and links of one kind, as js/sankey.js reads them. */
    @GetMapping(value = "/plans/{id}/sankey.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> sankey(
            @PathVariable long id,
            @RequestParam String kind,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @AuthenticationPrincipal Person person) {
        PlanReport.Sankey sankey = scoped(id, inCase, person).sankeys().stream()
                .filter(each -> each.kind().code().equals(kind))
                .findFirst()
                .orElseThrow(() -> new Missing("kind " + kind + " in plan " + id));
        Map<String, Integer> columns = sankey.columns();
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (PlanReport.SankeyNode node : sankey.nodes()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("id", node.id());
            each.put("name", node.label());
            String written = formats.quantity(
                    total(
                            sankey.links(),
                            node.id(),
                            PlanReport.SankeyLink::source,
                            PlanReport.SankeyLink::target,
                            PlanReport.SankeyLink::value),
                    sankey.kind().unit());
            each.put("text", node.detail().isEmpty() ? written : node.detail() + ", " + written);
            each.put("kind", kind);
            each.put("role", node.role());
            each.put("column", columns.getOrDefault(node.id(), 0));
            nodes.add(each);
        }
        List<Map<String, Object>> links = new ArrayList<>();
        for (PlanReport.SankeyLink link : sankey.links()) {
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
        PlanReport report = scoped(id, inCase, person);
        MoneyFlows.Picture picture = report.money().picture(report);
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
            if (node.party().equals("case") && inCase.isEmpty()) {
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

    /** Places and flows as GeoJSON, as js/map.js reads them. */
    @GetMapping(value = "/plans/{id}/map.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> map(
            @PathVariable long id,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @AuthenticationPrincipal Person person) {
        PlanReport report = scoped(id, inCase, person);
        List<Map<String, Object>> features = new ArrayList<>();
        for (PlanReport.Place place : report.places()) {
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
        for (PlanReport.FlowLine flow : report.flows()) {
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
        return Map.of("type", "FeatureCollection", "features", features);
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
