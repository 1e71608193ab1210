package org.knooppunt.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Point;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.strategy.Framework;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalFigure;
import org.knooppunt.strategy.GoalFigures;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.Tree;
import org.knooppunt.web.Formats;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What everybody may see and take away: the dashboard, and the catalogue of open data after DCAT-AP 3 (the profile of the W3C's
 * Data Catalog Vocabulary for European data portals). Asks the rooms as a stranger would, so nothing appears here that is not
 * public there.
 */
@Service
public class OpenData {
    /** Creative Commons Attribution 4.0, as European portals name it. */
    private static final String LICENCE = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0";

    /** Things of this kind are shown with their newest figure instead of counted. */
    private static final String INDICATOR = "indicator";

    private static final String FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/";
    private static final String THEME = "http://publications.europa.eu/resource/authority/data-theme/";
    private static final String LANGUAGE = "http://publications.europa.eu/resource/authority/language/";

    private final Goals goals;
    private final GoalLinks links;
    private final ObjectProvider<GoalFigures> rooms;
    private final Indicators indicators;
    private final Observations observations;
    private final SiteAddress site;
    private final String area;

    OpenData(
            Goals goals,
            GoalLinks links,
            ObjectProvider<GoalFigures> rooms,
            Indicators indicators,
            Observations observations,
            SiteAddress site,
            @Value("${knooppunt.city-code:71016}") String area) {
        this.goals = goals;
        this.links = links;
        this.rooms = rooms;
        this.indicators = indicators;
        this.observations = observations;
        this.site = site;
        this.area = area;
    }

    /** A goal on the dashboard: what serves it, what was spent, what the figures say. */
    public record Tile(Goal goal, int things, List<GoalFigure> money, List<Shown> figures) {
        public Tile {
            money = List.copyOf(money);
            figures = List.copyOf(figures);
        }
    }

    /** The newest figure beside what is aimed at. */
    public record Shown(
            IndicatorSummary indicator,
            Point latest,
            @Nullable Double target,
            @Nullable Integer targetYear) {}

    /** The goals at the top of a framework, as a visitor sees them. */
    @Transactional(readOnly = true)
    public List<Tile> dashboard(String framework, Locale locale) {
        Tree tree = goals.tree(framework, null);
        Map<UUID, Set<UUID>> beneath = new LinkedHashMap<>();
        tree.roots()
                .forEach(root -> beneath.put(
                        root.goal().id(), tree.withBeneath(root.goal().id())));
        // the rooms are asked for all goals together: a framework may have many at its top
        Map<UUID, Map<String, Integer>> counts = links.counts(beneath);
        Map<UUID, List<GoalFigure>> money = new HashMap<>();
        rooms.orderedStream()
                .filter(room -> room.aspect() == GoalFigures.Aspect.MONEY)
                .forEach(room -> room.ofEach(beneath, null, locale)
                        .forEach((goal, figures) -> money.computeIfAbsent(goal, any -> new ArrayList<>())
                                .addAll(figures)));
        Map<UUID, List<Shown>> shown = shown(beneath);
        return tree.roots().stream()
                .map(root -> {
                    UUID goal = root.goal().id();
                    int things = counts.getOrDefault(goal, Map.of()).entrySet().stream()
                            .filter(kind -> !kind.getKey().equals(INDICATOR))
                            .mapToInt(Map.Entry::getValue)
                            .sum();
                    return new Tile(
                            root.goal(),
                            things,
                            money.getOrDefault(goal, List.of()),
                            shown.getOrDefault(goal, List.of()));
                })
                .toList();
    }

    /** The figures by goal at the top; asked for together, since there are many of them. */
    private Map<UUID, List<Shown>> shown(Map<UUID, Set<UUID>> goals) {
        Map<UUID, Set<String>> codes = links.refs(goals, INDICATOR);
        Set<String> all = new TreeSet<>();
        codes.values().forEach(all::addAll);
        Map<String, Indicator> known = indicators.indicators(all);
        Map<String, Point> latest = observations.latest(
                known.values().stream().map(Indicator::summary).toList(), area);
        Map<UUID, List<Shown>> shown = new HashMap<>();
        codes.forEach((goal, own) -> {
            List<Shown> figures = new ArrayList<>();
            for (String code : new TreeSet<>(own)) {
                Indicator indicator = known.get(code);
                Point point = latest.get(code);
                if (indicator != null && point != null) {
                    figures.add(new Shown(
                            indicator.summary(),
                            point,
                            indicator.card().target(),
                            indicator.card().targetYear()));
                }
            }
            shown.put(goal, figures);
        });
        return shown;
    }

    @Transactional(readOnly = true)
    public List<Framework> frameworks() {
        return goals.frameworks(null).stream().filter(each -> each.latest() > 0).toList();
    }

    // ---- the catalogue

    /**
     * A set of data.
     *
     * @param files by format: CSV, XLSX, SDMX
     */
    public record DataSet(
            String code,
            String title,
            String description,
            String theme,
            @Nullable Instant changedAt,
            String page,
            Map<String, String> files) {
        public DataSet {
            files = Map.copyOf(files);
        }
    }

    @Transactional(readOnly = true)
    public List<DataSet> sets(Locale locale) {
        List<DataSet> sets = new ArrayList<>();
        for (IndicatorSummary each : indicators.all()) {
            Indicator indicator = indicators.get(each.code());
            String path = each.path() + "/file?format=";
            Map<String, String> files = new LinkedHashMap<>();
            files.put("CSV", path + "csv");
            files.put("XLSX", path + "xlsx");
            files.put("SDMX", path + "sdmx");
            sets.add(new DataSet(
                    "indicator-" + each.code(),
                    each.name(locale),
                    indicator.card().definition(),
                    "SOCI",
                    indicator.changedAt(),
                    each.path(),
                    files));
        }
        for (Framework framework : frameworks()) {
            sets.add(new DataSet(
                    "framework-" + framework.code(),
                    framework.name().in(locale),
                    framework.source(),
                    "GOVE",
                    null,
                    "/strategy/" + framework.code(),
                    Map.of("CSV", "/strategy/" + framework.code() + "/export?format=csv")));
        }
        return sets;
    }

    /** The catalogue as JSON-LD, after DCAT-AP 3. */
    @Transactional(readOnly = true)
    public Map<String, Object> catalogue(String title, String description, String publisher, Locale locale) {
        Map<String, Object> catalogue = new LinkedHashMap<>();
        catalogue.put(
                "@context",
                Map.of(
                        "dcat", "http://www.w3.org/ns/dcat#",
                        "dct", "http://purl.org/dc/terms/",
                        "foaf", "http://xmlns.com/foaf/0.1/",
                        "xsd", "http://www.w3.org/2001/XMLSchema#"));
        catalogue.put("@id", site.of("/data"));
        catalogue.put("@type", "dcat:Catalog");
        catalogue.put("dct:title", text(title, locale));
        catalogue.put("dct:description", text(description, locale));
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("@id", site.of("/#publisher"));
        agent.put("@type", "foaf:Agent");
        agent.put("foaf:name", publisher);
        catalogue.put("dct:publisher", agent);
        catalogue.put("dct:license", id(LICENCE));
        catalogue.put("dct:language", id(LANGUAGE + language(locale)));
        catalogue.put("foaf:homepage", id(site.of("/")));
        catalogue.put(
                "dct:modified",
                Map.of(
                        "@type",
                        "xsd:date",
                        "@value",
                        LocalDate.now(Formats.ZONE).toString()));
        catalogue.put(
                "dcat:dataset",
                sets(locale).stream().map(set -> dataset(set, agent, locale)).toList());
        return catalogue;
    }

    private Map<String, Object> dataset(DataSet set, Map<String, Object> agent, Locale locale) {
        Map<String, Object> dataset = new LinkedHashMap<>();
        String address = site.of("/data#" + set.code());
        dataset.put("@id", address);
        dataset.put("@type", "dcat:Dataset");
        dataset.put("dct:identifier", set.code());
        dataset.put("dct:title", text(set.title(), locale));
        dataset.put("dct:description", text(set.description().isEmpty() ? set.title() : set.description(), locale));
        dataset.put("dct:publisher", Map.of("@id", agent.get("@id")));
        dataset.put("dcat:theme", id(THEME + set.theme()));
        dataset.put("dcat:landingPage", id(site.of(set.page())));
        dataset.put("dct:accessRights", id("http://publications.europa.eu/resource/authority/access-right/PUBLIC"));
        if (set.changedAt() != null) {
            dataset.put(
                    "dct:modified",
                    Map.of("@type", "xsd:dateTime", "@value", set.changedAt().toString()));
        }
        List<Map<String, Object>> files = new ArrayList<>();
        set.files().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(file -> {
            Map<String, Object> distribution = new LinkedHashMap<>();
            distribution.put("@id", address + "-" + file.getKey().toLowerCase(Locale.ROOT));
            distribution.put("@type", "dcat:Distribution");
            distribution.put("dct:title", text(file.getKey(), locale));
            distribution.put("dcat:accessURL", id(site.of(set.page())));
            distribution.put("dcat:downloadURL", id(site.of(file.getValue())));
            distribution.put("dct:license", id(LICENCE));
            distribution.put("dct:format", id(FILE_TYPE + (file.getKey().equals("SDMX") ? "CSV" : file.getKey())));
            files.add(distribution);
        });
        dataset.put("dcat:distribution", files);
        return dataset;
    }

    private static Map<String, Object> text(String words, Locale locale) {
        return Map.of("@language", locale.getLanguage(), "@value", words);
    }

    private static Map<String, Object> id(String address) {
        return Map.of("@id", address);
    }

    private static String language(Locale locale) {
        return switch (locale.getLanguage()) {
            case "en" -> "ENG";
            case "fr" -> "FRA";
            default -> "NLD";
        };
    }
}
