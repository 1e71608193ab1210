package org.knooppunt.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.EndpointTest;
import org.knooppunt.PlainBrowser;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Somebody without a role gathers everything that is published of a city and its neighbourhoods, in files, pictures, the
 * interface for programs and indicators that are computed, writes down all that adds up, and solves it.
 */
class SuppressionAttackTest extends EndpointTest {
    private static final List<String> SEXES = List.of("men", "women");
    private static final List<String> WORKS = List.of("new_building", "renovation");
    private static final List<String> ALL = List.of("total", "men", "women", "new_building", "renovation");

    @Autowired
    Indicators indicators;

    @Autowired
    ObservationImports imports;

    @Autowired
    JdbcClient jdbc;

    private Person officer;

    private record Cell(String area, String category, int year) {}

    /** Sum of the terms, each with its factor, is the right side. */
    private record Equation(Map<Cell, Double> terms, double right) {}

    private String card(String code, String formula, boolean adds, @Nullable Integer small) {
        indicators.add(
                DraftForTest.of(code, code)
                        .better(Direction.NEUTRAL)
                        .per(AreaKind.NEIGHBOURHOOD)
                        .from(formula)
                        .adding(adds)
                        .hiding(small)
                        .draft(),
                officer);
        return code;
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 42})
    void nothingThatIsPublishedSettlesASmallCount(long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        officer = accounts.create(
                "attack-" + UUID.randomUUID() + "@example.org", "Els", null, Set.of(Role.POLICY_OFFICER), Set.of());
        String tag = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        String city = "x" + tag;
        List<String> parts = new ArrayList<>();
        jdbc.sql("insert into indicator_area (code, kind, name) values (?, 'municipality', ?)")
                .params(city, "Stad " + tag)
                .update();
        for (int i = 1; i <= 5; i++) {
            String part = city + "-" + i;
            parts.add(part);
            jdbc.sql("insert into indicator_area (code, kind, name, part_of) select ?, 'neighbourhood', ?, id from"
                            + " indicator_area where code = ?")
                    .params(part, "Wijk " + i + " " + tag, city)
                    .update();
        }
        String counted = card("c_" + tag, "", true, 5);
        String share = card("s_" + tag, "100 * " + counted + " / TOTAL(" + counted + ")", false, null);
        String summed = card("p_" + tag, "PARTS(" + counted + ")", true, null);
        String doubled = card("d_" + tag, "2 * " + counted + " + 1", false, null);

        Map<Cell, Double> truth = new LinkedHashMap<>();
        for (int year = 2018; year <= 2021; year++) {
            for (String part : parts) {
                for (String sex : SEXES) {
                    for (String work : WORKS) {
                        double count = random.nextInt(random.nextInt(3) == 0 ? 4 : 40);
                        for (String area : List.of(part, city)) {
                            for (String category : List.of("total", sex, work)) {
                                truth.merge(new Cell(area, category, year), count, Double::sum);
                            }
                        }
                    }
                }
            }
        }
        StringBuilder file = new StringBuilder("indicator,area,period,category,value,source\n");
        truth.forEach((cell, value) -> file.append(counted + "," + cell.area() + "," + cell.year() + ","
                + cell.category() + "," + value.intValue() + ",Telling\n"));
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        long id = imports.upload("aanval.csv", new ByteArrayInputStream(bytes), bytes.length, officer);
        assertThat(imports.accept(id, "Proef", officer)).as("seed %d", seed).isTrue();

        Map<Cell, Double> published = new HashMap<>();
        List<Equation> equations = new ArrayList<>();
        PlainBrowser visitor = new PlainBrowser(port);
        gatherFiles(visitor, counted, published);
        gatherPictures(visitor, counted, city, parts, published);
        String token = every(someone(Role.MEMBER));
        for (JsonNode each : get(token, "/api/v1/indicators/" + counted + "/observations?size=200")
                .path("items")) {
            if (each.path("value").isNumber()) {
                published.put(
                        new Cell(
                                each.path("area").asString(),
                                each.path("category").asString(),
                                Integer.parseInt(each.path("period").asString())),
                        each.path("value").asDouble());
            }
        }
        for (String area : areas(city, parts)) {
            for (String category : ALL) {
                String series = "/series?area=" + area + "&category=" + category;
                for (JsonNode point : points(token, doubled, series)) {
                    equations.add(new Equation(
                            Map.of(cell(area, category, point), 2.0),
                            point.path("value").asDouble() - 1));
                }
                for (JsonNode point : points(token, summed, series)) {
                    Map<Cell, Double> terms = new HashMap<>();
                    parts.forEach(part -> terms.put(cell(part, category, point), 1.0));
                    equations.add(new Equation(terms, point.path("value").asDouble()));
                }
                for (JsonNode point : points(token, share, series)) {
                    Map<Cell, Double> terms = new HashMap<>();
                    terms.put(cell(area, category, point), 100.0);
                    terms.merge(cell(area, "total", point), -point.path("value").asDouble(), Double::sum);
                    equations.add(new Equation(terms, 0));
                }
            }
        }
        for (int year = 2018; year <= 2021; year++) {
            for (String area : areas(city, parts)) {
                equations.add(sum(
                        new Cell(area, "total", year),
                        SEXES.stream()
                                .map(category -> new Cell(area, category, 0))
                                .toList(),
                        year));
                equations.add(sum(
                        new Cell(area, "total", year),
                        WORKS.stream()
                                .map(category -> new Cell(area, category, 0))
                                .toList(),
                        year));
            }
            for (String category : ALL) {
                equations.add(sum(
                        new Cell(city, category, year),
                        parts.stream().map(part -> new Cell(part, category, 0)).toList(),
                        year));
            }
        }
        published.forEach((cell, value) -> assertThat(value).as("%s", cell).isEqualTo(truth.get(cell)));
        List<Cell> small = truth.entrySet().stream()
                .filter(each -> each.getValue() > 0 && each.getValue() < 5)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(small).as("seed %d has something to hide", seed).isNotEmpty();
        assertThat(small).as("seed %d", seed).noneMatch(published::containsKey);
        assertThat(published).as("seed %d: something is told", seed).isNotEmpty();
        assertThat(solve(equations, published).keySet())
                .as("seed %d: what the attacker learns", seed)
                .doesNotContainAnyElementsOf(small);
    }

    private static List<String> areas(String city, List<String> parts) {
        List<String> all = new ArrayList<>(parts);
        all.add(city);
        return all;
    }

    private static Cell cell(String area, String category, JsonNode point) {
        return new Cell(area, category, Integer.parseInt(point.path("period").asString()));
    }

    private static Equation sum(Cell whole, List<Cell> parts, int year) {
        Map<Cell, Double> terms = new HashMap<>();
        terms.put(whole, -1.0);
        parts.forEach(part -> terms.put(new Cell(part.area(), part.category(), year), 1.0));
        return new Equation(terms, 0);
    }

    private List<JsonNode> points(String token, String code, String series) {
        List<JsonNode> points = new ArrayList<>();
        for (JsonNode point : get(token, "/api/v1/indicators/" + code + series).path("points")) {
            if (point.path("value").isNumber()) {
                points.add(point);
            }
        }
        return points;
    }

    private void gatherFiles(PlainBrowser visitor, String code, Map<Cell, Double> published) {
        String csv = new String(visitor.bytes("/indicators/" + code + "/file?format=csv"), StandardCharsets.UTF_8);
        csv.lines().skip(1).map(line -> line.split(",", -1)).forEach(line -> {
            if (!line[5].isEmpty()) {
                published.put(new Cell(line[1], line[4], Integer.parseInt(line[3])), Double.valueOf(line[5]));
            }
        });
        String sdmx = new String(visitor.bytes("/indicators/" + code + "/file?format=sdmx"), StandardCharsets.UTF_8);
        sdmx.lines().skip(1).map(line -> line.split(",", -1)).forEach(line -> {
            if (!line[8].equals("NaN")) {
                published.put(
                        new Cell(line[4], line[5].toLowerCase(java.util.Locale.ROOT), Integer.parseInt(line[7])),
                        Double.valueOf(line[8]));
            }
        });
        for (JsonNode each : json.readTree(visitor.bytes("/indicators/" + code + "/file?format=json"))) {
            if (each.path("value").isNumber()) {
                published.put(
                        new Cell(
                                each.path("area").asString(),
                                each.path("category").asString(),
                                Integer.parseInt(each.path("period").asString())),
                        each.path("value").asDouble());
            }
        }
    }

    private void gatherPictures(
            PlainBrowser visitor, String code, String city, List<String> parts, Map<Cell, Double> published) {
        for (String area : areas(city, parts)) {
            for (String category : ALL) {
                JsonNode line = json.readTree(
                        visitor.bytes("/indicators/" + code + "/line.json?area=" + area + "&category=" + category));
                for (JsonNode series : line.path("series")) {
                    for (int i = 0; i < line.path("x").size(); i++) {
                        JsonNode value = series.path("values").path(i);
                        if (series.path("main").asBoolean() && value.isNumber()) {
                            int year = Integer.parseInt(line.path("x").path(i).asString());
                            published.put(new Cell(area, category, year), value.asDouble());
                        }
                    }
                }
            }
        }
    }

    /** What follows from the equations: unknowns that have one value only. */
    private static Map<Cell, Double> solve(List<Equation> equations, Map<Cell, Double> known) {
        Map<Cell, Integer> columns = new LinkedHashMap<>();
        List<double[]> rows = new ArrayList<>();
        for (Equation equation : equations) {
            equation.terms().keySet().stream()
                    .filter(cell -> !known.containsKey(cell))
                    .forEach(cell -> columns.putIfAbsent(cell, columns.size()));
        }
        for (Equation equation : equations) {
            double[] row = new double[columns.size() + 1];
            row[columns.size()] = equation.right();
            equation.terms().forEach((cell, factor) -> {
                Integer column = columns.get(cell);
                if (column == null) {
                    row[columns.size()] -= factor * known.getOrDefault(cell, 0.0);
                } else {
                    row[column] += factor;
                }
            });
            rows.add(row);
        }
        int at = 0;
        for (int column = 0; column < columns.size() && at < rows.size(); column++) {
            int best = at;
            for (int i = at + 1; i < rows.size(); i++) {
                if (Math.abs(rows.get(i)[column]) > Math.abs(rows.get(best)[column])) {
                    best = i;
                }
            }
            if (Math.abs(rows.get(best)[column]) < 1e-7) {
                continue;
            }
            java.util.Collections.swap(rows, at, best);
            double[] pivot = rows.get(at);
            double by = pivot[column];
            for (int i = 0; i < pivot.length; i++) {
                pivot[i] /= by;
            }
            for (int other = 0; other < rows.size(); other++) {
                double times = rows.get(other)[column];
                if (other != at && Math.abs(times) > 1e-12) {
                    for (int i = 0; i < pivot.length; i++) {
                        rows.get(other)[i] -= times * pivot[i];
                    }
                }
            }
            at++;
        }
        Map<Cell, Double> solved = new HashMap<>();
        columns.forEach((cell, column) -> {
            for (double[] row : rows) {
                boolean alone = Math.abs(row[column]) > 1e-7;
                for (int i = 0; alone && i < columns.size(); i++) {
                    alone = i == column || Math.abs(row[i]) < 1e-7;
                }
                if (alone) {
                    solved.put(cell, row[columns.size()] / row[column]);
                }
            }
        });
        return solved;
    }
}
