package org.knooppunt.engine.legal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules from three CSV files that a spreadsheet program opens: {@value #RULES}, {@value #ROUTES} and
 * {@value #FIELDS}. Every fault is told with place, value and what is expected; a file with a fault gives no rules at all,
 * since a checklist that misses a rule looks like one that is complete.
 */
public final class RuleReader {
    public static final String RULES = "rules.csv";
    public static final String ROUTES = "routes.csv";
    public static final String FIELDS = "form-fields.csv";

    /** The three files. */
    public static final List<String> NAMES = List.of(RULES, ROUTES, FIELDS);

    private static final List<String> CONDITIONS =
            Arrays.stream(Fact.values()).map(Fact::code).toList();
    private static final List<String> SOURCE = List.of("law", "article", "address", "consulted");

    private interface Opening {
        @Nullable
        InputStream open(String name) throws IOException;
    }

    private final List<RuleFault> faults = new ArrayList<>();

    private RuleReader() {}

    /** The rules in a folder with the three files. */
    public static RuleDraft read(Path folder) {
        return new RuleReader().readAll(name -> {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        });
    }

    /** The rules in files by name, with what each holds; a file that is missing is a fault. */
    public static RuleDraft read(Map<String, byte[]> files) {
        return new RuleReader().readAll(name -> {
            byte[] content = files.get(name);
            return content == null ? null : new ByteArrayInputStream(content);
        });
    }

    /** What one of the three files that come with the program holds, to begin a change from. */
    public static byte[] builtInFile(String name) throws IOException {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("the file is '" + name + "'; expected one of " + NAMES);
        }
        try (InputStream in = RuleReader.class.getResourceAsStream("/legal/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** The rules that come with the program. */
    public static RuleBook builtIn() {
        RuleDraft draft = new RuleReader().readAll(name -> RuleReader.class.getResourceAsStream("/legal/" + name));
        if (draft.book() == null) {
            throw new IllegalStateException(
                    draft.faults().stream().map(RuleFault::text).collect(Collectors.joining("\n")));
        }
        return draft.book();
    }

    private RuleDraft readAll(Opening files) {
        List<FormField> fields = fields(rows(
                files,
                FIELDS,
                Stream.of("form", "field", "version", "from", "until", "name_nl", "name_en", "name_fr"),
                CONDITIONS));
        List<RouteCondition> routes = routes(rows(
                files,
                ROUTES,
                Stream.of(
                        "route",
                        "condition",
                        "version",
                        "from",
                        "until",
                        "fact",
                        "values",
                        "text_nl",
                        "text_en",
                        "text_fr"),
                List.of()));
        Set<String> forms = fields.stream().map(FormField::form).collect(Collectors.toSet());
        List<Rule> rules = rules(
                rows(
                        files,
                        RULES,
                        Stream.of(
                                "rule",
                                "version",
                                "from",
                                "until",
                                "severity",
                                "kind",
                                "form",
                                "title_nl",
                                "title_en",
                                "title_fr",
                                "text_nl",
                                "text_en",
                                "text_fr"),
                        CONDITIONS),
                forms);
        return new RuleDraft(faults.isEmpty() ? new RuleBook(rules, routes, fields) : null, faults);
    }

    private List<RuleRow> rows(Opening files, String name, Stream<String> required, List<String> optional) {
        List<String> columns = Stream.concat(required, SOURCE.stream()).toList();
        try (InputStream in = files.open(name)) {
            return RuleTable.read(name, in, columns, optional, faults);
        } catch (IOException e) {
            faults.add(new RuleFault(name, 0, "", "", RuleFaultKind.UNREADABLE, List.of()));
            return List.of();
        }
    }

    private static List<Rule> rules(List<RuleRow> rows, Set<String> forms) {
        Versions versions = new Versions();
        List<Rule> rules = new ArrayList<>();
        for (RuleRow row : rows) {
            Rule rule = new Rule(
                    row.key("rule"),
                    row.version(),
                    row.validity(),
                    row.word("severity", Severity.values(), Severity::code),
                    row.word("kind", ItemKind.values(), ItemKind::code),
                    row.keyOrNothing("form"),
                    row.conditions(),
                    row.texts("title"),
                    row.texts("text"),
                    row.source());
            if (!rule.form().isEmpty() && !forms.contains(rule.form())) {
                row.fault("form", RuleFaultKind.UNKNOWN_FORM, FIELDS);
            }
            versions.add(row, rule.id(), rule.version(), rule.validity());
            rules.add(rule);
        }
        return rules;
    }

    private List<RouteCondition> routes(List<RuleRow> rows) {
        Versions versions = new Versions();
        List<RouteCondition> routes = new ArrayList<>();
        for (RuleRow row : rows) {
            Fact fact = row.word(
                    "fact",
                    Arrays.stream(Fact.values())
                            .filter(one -> !one.isOfRoutes())
                            .toArray(Fact[]::new),
                    Fact::code);
            row.text("values");
            List<String> allowed = row.cell("values").isEmpty() ? List.of() : row.words("values", fact);
            if (allowed.contains(Answer.UNKNOWN.code())) {
                row.fault("values", RuleFaultKind.UNKNOWN_AS_YES);
            }
            RouteCondition one = new RouteCondition(
                    row.word("route", Route.values(), Route::code),
                    row.key("condition"),
                    row.version(),
                    row.validity(),
                    fact,
                    allowed,
                    row.texts("text"),
                    row.source());
            if (one.route() == Route.WASTE && row.cell("route").equals(Route.WASTE.code()) && !one.isScope()) {
                row.fault("condition", RuleFaultKind.WASTE_WITH_CONDITION, RouteCondition.SCOPE);
            }
            versions.add(row, row.cell("route") + " " + one.id(), one.version(), one.validity());
            routes.add(one);
        }
        Set<Route> thought = routes.stream()
                .filter(RouteCondition::isScope)
                .map(RouteCondition::route)
                .collect(Collectors.toSet());
        if (!rows.isEmpty() && !thought.contains(Route.WASTE)) {
            faults.add(new RuleFault(ROUTES, 0, "route", "", RuleFaultKind.NO_WASTE, List.of(RouteCondition.SCOPE)));
        }
        for (int at = 0; at < rows.size(); at++) {
            Route route = routes.get(at).route();
            if (route != Route.WASTE && !thought.contains(route)) {
                rows.get(at).fault("condition", RuleFaultKind.NO_SCOPE, RouteCondition.SCOPE);
            }
        }
        return routes;
    }

    private static List<FormField> fields(List<RuleRow> rows) {
        Versions versions = new Versions();
        List<FormField> fields = new ArrayList<>();
        for (RuleRow row : rows) {
            FormField field = new FormField(
                    row.key("form"),
                    row.key("field"),
                    row.version(),
                    row.validity(),
                    row.conditions(),
                    row.texts("name"),
                    row.source());
            versions.add(row, field.form() + " " + field.id(), field.version(), field.validity());
            fields.add(field);
        }
        return fields;
    }

    /** Sees to it that on any day at most one version of a rule is valid. */
    private static final class Versions {
        private record Seen(int row, int version, Validity validity) {}

        private final Map<String, List<Seen>> seen = new HashMap<>();

        void add(RuleRow row, String key, int version, Validity validity) {
            if (!row.isGood()) {
                // what stands in the place of a faulty cell would give faults that are none
                return;
            }
            List<Seen> others = seen.computeIfAbsent(key, k -> new ArrayList<>());
            for (Seen other : others) {
                if (other.version == version) {
                    row.fault("version", RuleFaultKind.DUPLICATE_VERSION, Integer.toString(other.row));
                    break;
                }
                if (other.validity.overlaps(validity)) {
                    row.fault("from", RuleFaultKind.OVERLAP, Integer.toString(other.row));
                    break;
                }
            }
            others.add(new Seen(row.row(), version, validity));
        }
    }
}
