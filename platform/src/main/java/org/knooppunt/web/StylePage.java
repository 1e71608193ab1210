package org.knooppunt.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.identity.Audit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Every piece of the look on one page, to copy from; only where the data are made up anyway. */
@Controller
@ConditionalOnProperty("knooppunt.demonstration")
class StylePage {
    /** A form with two faults. */
    public record Sample(
            String name, String quantity, String kind, String note, String visibility, boolean season, String file) {}

    @GetMapping("/style")
    String page(Model model) {
        List<Choice> choices = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            kinds.add(kind.code());
            choices.add(new Choice(kind.code(), kind.code()));
        }
        Sample sample = new Sample("", "-12", "energy", "", "members", true, "");
        BindingResult faults = new BeanPropertyBindingResult(sample, "sample");
        faults.rejectValue("name", "none", "Give the offer a name.");
        faults.rejectValue("quantity", "none", "The quantity is -12; it must be more than 0.");
        model.addAttribute("sample", sample);
        model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "sample", faults);
        model.addAttribute("kinds", kinds);
        model.addAttribute("choices", choices);
        model.addAttribute(
                "visibilities",
                List.of(
                        new Choice("public", "Everyone"),
                        new Choice("members", "Members"),
                        new Choice("coordinator", "Only the coordinator")));
        model.addAttribute("tabs", List.of(new Choice("/style", "Cases"), new Choice("/style?tab=2", "Flows")));
        model.addAttribute("steps", List.of("File", "Preview", "Accept"));
        model.addAttribute("slice", new Slice<>(List.of("a", "b", "c"), 2, 50, 214));
        model.addAttribute("now", Instant.now());
        model.addAttribute(
                "events", List.of(new Audit.Event(1, Instant.now(), "An Peeters", "changed", "offer", "a", "{}")));
        return "web/style";
    }

    @GetMapping(value = "/style/sankey.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> sankey() {
        List<Map<String, Object>> nodes = new ArrayList<>();
        nodes.add(node("a", "Voorbeeld Banden", "material", 0));
        nodes.add(node("b", "Garage De Bocht", "material", 0));
        nodes.add(node("c", "Sloper Kempen", "material", 0));
        nodes.add(node("d", "Granulator Genk-Zuid", "material", 1));
        nodes.add(node("e", "Houtbreker Kolenhaven", "material", 1));
        nodes.add(node("f", "Sportvloeren Limburg", "material", 2));
        nodes.add(node("g", "Tegelmakerij", "material", 2));
        nodes.add(node("h", "Restwarmte staal", "energy", 0));
        nodes.add(node("i", "Warmtenet Waterschei", "energy", 2));
        return Map.of(
                "unit",
                "t",
                "nodes",
                nodes,
                "links",
                List.of(
                        link("a", "d", 1250, "material"),
                        link("b", "d", 240, "material"),
                        link("c", "e", 900, "material"),
                        link("d", "f", 1000, "material"),
                        link("d", "g", 420, "material"),
                        link("e", "g", 700, "material"),
                        link("h", "i", 620, "energy")));
    }

    @GetMapping(value = "/style/line.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> line() {
        return Map.of(
                "type",
                "line",
                "unit",
                "kg",
                "x",
                List.of("2019", "2020", "2021", "2022", "2023", "2024"),
                "series",
                List.of(
                        Map.of(
                                "name", "Genk",
                                "main", true,
                                "values", List.of(142, 140, 133, 127, 120, 112),
                                "low", List.of(138, 135, 127, 120, 112, 102),
                                "high", List.of(146, 145, 139, 134, 128, 122)),
                        Map.of("name", "Hasselt", "values", List.of(131, 133, 130, 129, 127, 126)),
                        Map.of("name", "Turnhout", "values", List.of(150, 152, 147, 146, 147, 143))));
    }

    @GetMapping(value = "/style/bar.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> bar() {
        return Map.of(
                "type",
                "bar",
                "unit",
                "k€",
                "x",
                List.of("Rubber", "A-hout", "CO2 in blokken", "Schoolmeubels"),
                "series",
                List.of(Map.of(
                        "name", "Surplus",
                        "main", true,
                        "values", List.of(182, 96, 61, 24),
                        "low", List.of(160, 70, 20, 18),
                        "high", List.of(200, 120, 95, 30))));
    }

    @GetMapping(value = "/style/trade.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> trade() {
        return Map.of(
                "type",
                "tradeoff",
                "xName",
                "t CO2e",
                "yName",
                "k€",
                "points",
                List.of(
                        Map.of("name", "A", "x", 1200, "y", 430),
                        Map.of("name", "B", "x", 1700, "y", 421, "main", true),
                        Map.of("name", "C", "x", 1900, "y", 380),
                        Map.of("name", "D", "x", 2000, "y", 290)));
    }

    @GetMapping(value = "/style/points.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> points() {
        List<Map<String, Object>> features = new ArrayList<>();
        double[][] places = {
            {5.532, 50.932}, {5.49, 50.929}, {5.53, 50.991}, {5.487, 50.983}, {5.345, 50.9465}, {5.37, 51.03}
        };
        List<String> names = List.of("Genk-Zuid", "Kolenhaven", "Waterschei", "C-Mine", "Kanaalzone", "Greenville");
        Kind[] kinds = Kind.values();
        for (int place = 0; place < places.length; place++) {
            for (int at = 0; at <= place % 3; at++) {
                Kind kind = kinds[(place + at) % kinds.length];
                features.add(feature(
                        Map.of(
                                "type",
                                "Point",
                                "coordinates",
                                List.of(places[place][0] + at * 0.004, places[place][1] + at * 0.003)),
                        Map.of(
                                "name",
                                names.get(place) + " " + (at + 1),
                                "kind",
                                kind.code(),
                                "role",
                                at == 0 ? "offer" : at == 1 ? "need" : "facility",
                                "text",
                                "1.250 t",
                                "href",
                                "/style")));
            }
        }
        for (int from = 1; from < places.length; from++) {
            features.add(feature(
                    Map.of(
                            "type",
                            "LineString",
                            "coordinates",
                            List.of(List.of(places[from][0], places[from][1]), List.of(places[0][0], places[0][1]))),
                    Map.of(
                            "name",
                            names.get(from) + " – Genk-Zuid",
                            "kind",
                            kinds[from % kinds.length].code(),
                            "quantity",
                            300 * from,
                            "text",
                            300 * from + " t",
                            "href",
                            "/style")));
        }
        return Map.of("type", "FeatureCollection", "features", features);
    }

    private static Map<String, Object> node(String id, String name, String kind, int column) {
        return Map.of("id", id, "name", name, "kind", kind, "column", column, "href", "/style");
    }

    private static Map<String, Object> link(String source, String target, int value, String kind) {
        return Map.of("source", source, "target", target, "value", value, "kind", kind, "text", value + " t");
    }

    private static Map<String, Object> feature(Map<String, Object> geometry, Map<String, Object> properties) {
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        feature.put("geometry", geometry);
        feature.put("properties", properties);
        return feature;
    }
}
