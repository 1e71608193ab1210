package org.knooppunt.indicators.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Area;
import org.knooppunt.indicators.AreaKind;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.Direction;
import org.knooppunt.indicators.Frequency;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.IndicatorDraft;
import org.knooppunt.indicators.IndicatorFilter;
import org.knooppunt.indicators.IndicatorKind;
import org.knooppunt.indicators.IndicatorLine;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observation;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Panel;
import org.knooppunt.indicators.Period;
import org.knooppunt.indicators.Series;
import org.knooppunt.indicators.VisitationFigures;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
import org.knooppunt.web.Missing;
import org.knooppunt.web.NumberText;
import org.knooppunt.web.Slice;
import org.knooppunt.web.TableFile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Indicators: the list, a card with its figures and pictures, and the form of a card. */
@Controller
@RequestMapping("/indicators")
class IndicatorPages {
    static final String OFFICERS = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    private static final int ROWS = 50;
    private static final int MOST_ROWS = 10_000;
    private static final String AVERAGE = "CENTRUMSTEDEN";
    /** Periods that stand beside each other in the table of cities; the file has them all. */
    private static final int COLUMNS = 5;
    /** In the address: compared with all areas of the level. */
    static final String ALL = "all";
    /** Of a long ranking the picture shows so many at both ends, and so many on both sides of the area itself. */
    private static final int ENDS = 10;

    private static final int AROUND = 2;

    private final Indicators indicators;
    private final Observations observations;
    private final VisitationFigures visitation;
    private final IndicatorChoices choices;
    private final Histories histories;
    private final GoalLinks goals;
    private final Formats formats;

    IndicatorPages(
            Indicators indicators,
            Observations observations,
            VisitationFigures visitation,
            IndicatorChoices choices,
            Histories histories,
            GoalLinks goals,
            Formats formats) {
        this.indicators = indicators;
        this.observations = observations;
        this.visitation = visitation;
        this.choices = choices;
        this.histories = histories;
        this.goals = goals;
        this.formats = formats;
    }

    // ---- the list

    @GetMapping
    String list(
            IndicatorQuery query,
            HttpServletRequest request,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        model.addAttribute("slice", indicators.list(query.filter(ROWS)));
        model.addAttribute("query", query);
        model.addAttribute("topics", choices.themes());
        model.addAttribute("kinds", choices.of(IndicatorKind.class, "indicator.kind."));
        model.addAttribute("areas", choices.areas());
        model.addAttribute(
                "area", observations.area(query.area()).map(Area::name).orElse(query.area()));
        model.addAttribute("exports", TableFile.addresses(request, "/indicators/export"));
        model.addAttribute("mayEdit", Indicators.mayEdit(person));
        return "indicators/indicators";
    }

    @GetMapping("/export")
    void export(IndicatorQuery query, @RequestParam String format, HttpServletResponse response, Locale locale)
            throws IOException {
        List<String> columns = List.of(
                "code",
                "name",
                "theme",
                "unit",
                "direction",
                "kind",
                "level",
                "area",
                "period",
                "value",
                "status",
                "source");
        IndicatorFilter filter = query.filter(MOST_ROWS);
        List<IndicatorLine> lines = indicators.list(filter).rows();
        TableFile.write(
                "indicators",
                format,
                columns,
                response,
                sheet -> lines.forEach(line -> {
                    var one = line.indicator();
                    var latest = line.latest();
                    sheet.row(Arrays.asList(
                            one.code(),
                            one.name(locale),
                            one.theme(),
                            one.unit(),
                            one.direction().code(),
                            one.kind().code(),
                            one.level().code(),
                            filter.area(),
                            latest == null ? null : latest.period().text(),
                            latest == null ? null : latest.value(),
                            latest == null ? null : latest.status().code(),
                            latest == null ? null : latest.source()));
                }));
    }

    /** Adds the figures of the visitation where there are none yet. */
    @PostMapping("/visitation")
    @PreAuthorize(OFFICERS)
    String fill(@AuthenticationPrincipal Person person, RedirectAttributes flash) {
        visitation.fill(person);
        return Forms.done("indicator.filled", "/indicators", flash);
    }

    /** The areas there are and were, and which became one. */
    @GetMapping("/areas")
    String areas(Model model) {
        List<Area> all = observations.areas();
        Map<String, String> names = new LinkedHashMap<>();
        all.forEach(area -> names.put(area.code(), area.name()));
        model.addAttribute("areaList", all);
        model.addAttribute("names", names);
        return "indicators/areas";
    }

    // ---- one card

    /** What the pictures and tables of a card show of one area. */
    private record View(Indicator indicator, Area area, List<Area> all, Panel panel, boolean everybody) {
        Series own() {
            return panel.series().getFirst();
        }

        /** The centre cities, and the area itself when it is none. */
        List<Series> cities() {
            return those(IndicatorPages::isCentreCity);
        }

        /** Those it is ranked with: the centre cities, or all areas of the level of the indicator. */
        List<Series> compared() {
            return everybody ? those(each -> isOfLevel(each, indicator)) : cities();
        }

        private List<Series> those(Predicate<Area> which) {
            return panel.series().stream()
                    .filter(series -> which.test(series.area())
                            || series.area().code().equals(area.code())
                                    && !area.code().equals(AVERAGE))
                    .sorted(Comparator.comparing(series -> series.area().name()))
                    .toList();
        }

        /** Whether there are more areas to compare with than the centre cities. */
        boolean hasMore() {
            return all.stream().anyMatch(each -> !isCentreCity(each) && isOfLevel(each, indicator));
        }
    }

    private static boolean isCentreCity(Area area) {
        return area.kind() == AreaKind.CENTRE_CITY && area.isPresent();
    }

    /** A centre city is a municipality too. */
    private static boolean isOfLevel(Area area, Indicator indicator) {
        AreaKind level = indicator.card().level();
        return area.isPresent()
                && (area.kind() == level || level == AreaKind.MUNICIPALITY && area.kind() == AreaKind.CENTRE_CITY);
    }

    /** @param everybody whether it is compared with all areas of its level */
    private View view(String code, String areaCode, String category, boolean everybody) {
        Indicator indicator = indicators.get(code);
        List<Area> all = observations.areas();
        Area area = all.stream()
                .filter(each -> each.code().equals(areaCode))
                .findFirst()
                .orElseThrow(() -> new Missing("area " + areaCode));
        List<Area> wanted = new ArrayList<>(List.of(area));
        all.stream()
                .filter(each -> !each.code().equals(areaCode))
                .filter(each ->
                        each.code().equals(AVERAGE) || isCentreCity(each) || everybody && isOfLevel(each, indicator))
                .forEach(wanted::add);
        return new View(indicator, area, all, observations.panel(indicator, all, wanted, category), everybody);
    }

    /** A line of the ranking. */
    public record Rank(int place, Series series, double value) {}

    /** Best first: largest where up is good or nothing is, smallest where down is good; equal ones share a place. */
    private static List<Rank> ranking(List<Series> series, Direction direction, @Nullable Period period) {
        if (period == null) {
            return List.of();
        }
        Comparator<Rank> best = Comparator.comparingDouble(Rank::value);
        List<Rank> sorted = new ArrayList<>();
        for (Series each : series) {
            Double value = each.value(period);
            if (value != null) {
                sorted.add(new Rank(0, each, value));
            }
        }
        sorted.sort(direction == Direction.DOWN ? best : best.reversed());
        List<Rank> ranked = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Rank rank = sorted.get(i);
            boolean same = i > 0 && sorted.get(i - 1).value() == rank.value();
            ranked.add(new Rank(same ? ranked.getLast().place() : i + 1, rank.series(), rank.value()));
        }
        return ranked;
    }

    /** The newest period in which most areas have a figure. */
    private static @Nullable Period ranked(List<Series> series, List<Period> periods) {
        Period best = null;
        long most = 1;
        for (Period period : periods) {
            long told =
                    series.stream().filter(each -> each.value(period) != null).count();
            if (told >= most) {
                most = told;
                best = period;
            }
        }
        return best;
    }

    @GetMapping("/{code}")
    String show(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @RequestParam(name = "category", defaultValue = "") String chosen,
            @RequestParam(defaultValue = "") String compare,
            @RequestParam(defaultValue = "") String page,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        String category = chosen.isEmpty() ? Category.TOTAL : chosen;
        View view = view(code, area, category, compare.equals(ALL));
        List<Category> used = observations.categories(view.indicator(), view.area(), view.all());
        // what has no total is shown by its first group
        if (chosen.isEmpty() && used.size() > 1 && view.own().points().isEmpty()) {
            category = used.get(1).code();
            view = view(code, area, category, view.everybody());
        }
        List<Series> cities = view.cities();
        Period period = ranked(view.compared(), view.panel().periods());
        List<Rank> ranking = ranking(view.compared(), view.indicator().card().direction(), period);
        boolean officer = Indicators.mayEdit(person);
        model.addAttribute("one", view.indicator());
        model.addAttribute("card", view.indicator().card());
        model.addAttribute("area", view.area());
        model.addAttribute("category", category);
        model.addAttribute("own", view.own());
        model.addAttribute("latest", view.own().latest().orElse(null));
        model.addAttribute(
                "compared", cities.stream().anyMatch(each -> !each.points().isEmpty()) ? cities : List.of());
        List<Period> periods =
                view.everybody() ? periodsOf(cities) : view.panel().periods();
        model.addAttribute("periods", periods.subList(Math.max(0, periods.size() - COLUMNS), periods.size()));
        model.addAttribute(
                "ranking", view.everybody() ? slice(ranking, page) : new Slice<>(ranking, 1, ROWS, ranking.size()));
        model.addAttribute(
                "ownRank",
                ranking.stream()
                        .filter(rank -> rank.series().area().code().equals(area))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("everybody", view.everybody());
        model.addAttribute("comparisons", view.hasMore() ? choices.compared() : List.of());
        model.addAttribute("ranked", period);
        model.addAttribute("areas", choices.areas(view.all()));
        model.addAttribute("categories", choices.categories(used));
        model.addAttribute("formerAreas", former(view.area(), view.all()));
        model.addAttribute("mayEdit", officer);
        if (officer) {
            model.addAttribute("kept", kept(view.indicator(), area, person));
            model.addAttribute("statuses", choices.of(ObservationStatus.class, "indicator.status."));
            model.addAttribute("allCategories", choices.categories());
        }
        model.addAttribute("goals", goals.panel("indicator", code, person, locale));
        model.addAttribute("events", histories.of(Indicators.THING, code, null));
        return "indicators/indicator";
    }

    private static Slice<Rank> slice(List<Rank> ranking, String page) {
        int pages = Math.max(1, (ranking.size() + ROWS - 1) / ROWS);
        int number = Math.clamp(FormText.page(page), 1, pages);
        return new Slice<>(
                ranking.subList((number - 1) * ROWS, Math.min(ranking.size(), number * ROWS)),
                number,
                ROWS,
                ranking.size());
    }

    /** What is not told of this area, for those who look after figures. */
    private List<Observation> kept(Indicator indicator, String area, @Nullable Person person) {
        if (indicator.isComputed()) {
            return List.of();
        }
        Map<Category, Series> told = observations.byCategory(indicator.code(), area);
        return observations.kept(indicator.code(), area, person).stream()
                .filter(each -> each.status() == ObservationStatus.SUPPRESSED
                        || told.entrySet().stream()
                                .filter(entry ->
                                        entry.getKey().id() == each.category().id())
                                .allMatch(entry -> entry.getValue().value(each.period()) == null))
                .toList();
    }

    private static String former(Area area, List<Area> all) {
        return area.former().stream()
                .map(code -> all.stream()
                        .filter(each -> each.code().equals(code))
                        .map(Area::name)
                        .findFirst()
                        .orElse(code))
                .reduce((one, other) -> one + " + " + other)
                .orElse("");
    }

    // ---- what the pictures are drawn from

    @GetMapping("/{code}/line.json")
    ResponseEntity<Map<String, Object>> line(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @RequestParam(defaultValue = Category.TOTAL) String category) {
        View view = view(code, area, category, false);
        List<Series> shown = view.panel().series().stream()
                .filter(each ->
                        each.area().code().equals(area) || each.area().code().equals(AVERAGE))
                .filter(each -> each.latest().isPresent())
                .toList();
        return chart("line", view, shown, periodsOf(shown));
    }

    @GetMapping("/{code}/cities.json")
    ResponseEntity<Map<String, Object>> cities(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @RequestParam(defaultValue = Category.TOTAL) String category) {
        View view = view(code, area, category, false);
        List<Series> shown =
                view.cities().stream().filter(each -> each.latest().isPresent()).toList();
        return chart("multiples", view, shown, periodsOf(shown));
    }

    private static List<Period> periodsOf(List<Series> shown) {
        return shown.stream()
                .flatMap(series -> series.points().stream())
                .map(point -> point.period())
                .distinct()
                .sorted()
                .toList();
    }

    private static ResponseEntity<Map<String, Object>> chart(
            String type, View view, List<Series> shown, List<Period> periods) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Series series : shown) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", series.area().name());
            if (series.area().code().equals(view.area().code())) {
                line.put("main", true);
            }
            line.put("values", periods.stream().map(series::value).toList());
            lines.add(line);
        }
        return answer(Map.of(
                "type",
                type,
                "unit",
                view.indicator().card().unit(),
                "x",
                periods.stream().map(Period::text).toList(),
                "series",
                lines));
    }

    private static ResponseEntity<Map<String, Object>> answer(Map<String, Object> body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    @GetMapping("/{code}/rank.json")
    ResponseEntity<Map<String, Object>> rank(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @RequestParam(defaultValue = Category.TOTAL) String category,
            @RequestParam(defaultValue = "") String compare) {
        View view = view(code, area, category, compare.equals(ALL));
        List<Rank> ranking = telling(
                ranking(
                        view.compared(),
                        view.indicator().card().direction(),
                        ranked(view.compared(), view.panel().periods())),
                area);
        String more = view.everybody() ? "&compare=" + ALL : "";
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("type", "bar");
        picture.put("unit", view.indicator().card().unit());
        picture.put(
                "x",
                ranking.stream()
                        .map(rank -> (view.everybody() ? rank.place() + ". " : "")
                                + rank.series().area().name())
                        .toList());
        picture.put(
                "series",
                List.of(Map.of(
                        "main", true,
                        "name", view.indicator().card().name(),
                        "values", ranking.stream().map(Rank::value).toList())));
        picture.put(
                "href",
                ranking.stream()
                        .map(rank -> view.indicator().path() + "?area="
                                + rank.series().area().code() + more)
                        .toList());
        int own = placeOf(area, ranking);
        if (own >= 0) {
            picture.put("own", own);
        }
        return answer(picture);
    }

    /** Where in a ranking an area stands; -1 when it is not in it. */
    private static int placeOf(String area, List<Rank> ranking) {
        for (int i = 0; i < ranking.size(); i++) {
            if (ranking.get(i).series().area().code().equals(area)) {
                return i;
            }
        }
        return -1;
    }

    /** Of a long ranking its top, its bottom, and the area itself with those around it. */
    private static List<Rank> telling(List<Rank> ranking, String area) {
        if (ranking.size() <= 2 * ENDS + 2 * AROUND + 1) {
            return ranking;
        }
        int own = placeOf(area, ranking);
        List<Rank> telling = new ArrayList<>();
        for (int i = 0; i < ranking.size(); i++) {
            if (i < ENDS || i >= ranking.size() - ENDS || own >= 0 && Math.abs(i - own) <= AROUND) {
                telling.add(ranking.get(i));
            }
        }
        return telling;
    }

    /** The whole ranking as a file. */
    @GetMapping("/{code}/ranking")
    void ranking(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @RequestParam(defaultValue = Category.TOTAL) String category,
            @RequestParam(defaultValue = "") String compare,
            @RequestParam(defaultValue = "csv") String format,
            HttpServletResponse response)
            throws IOException {
        View view = view(code, area, category, compare.equals(ALL));
        Period period = ranked(view.compared(), view.panel().periods());
        List<Rank> ranking = ranking(view.compared(), view.indicator().card().direction(), period);
        TableFile.write(
                code + "-ranking",
                format,
                List.of("place", "indicator", "area", "area_name", "period", "category", "value", "unit"),
                response,
                sheet -> ranking.forEach(rank -> sheet.row(Arrays.asList(
                        (double) rank.place(),
                        code,
                        rank.series().area().code(),
                        rank.series().area().name(),
                        period == null ? null : period.text(),
                        category,
                        rank.value(),
                        view.indicator().card().unit()))));
    }

    /** Every area with a figure in the newest period, as a point with its figure. */
    @GetMapping("/{code}/map.geojson")
    ResponseEntity<Map<String, Object>> map(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @RequestParam(defaultValue = Category.TOTAL) String category,
            @RequestParam(defaultValue = "") String compare) {
        View view = view(code, area, category, compare.equals(ALL));
        String more = view.everybody() ? "&compare=" + ALL : "";
        Period period = ranked(view.compared(), view.panel().periods());
        List<Map<String, Object>> features = new ArrayList<>();
        for (Series series : period == null ? List.<Series>of() : view.compared()) {
            Double value = series.value(period);
            Area at = series.area();
            if (value != null && at.lat() != null && at.lon() != null) {
                features.add(Map.of(
                        "type",
                        "Feature",
                        "geometry",
                        Map.of("type", "Point", "coordinates", List.of(at.lon(), at.lat())),
                        "properties",
                        Map.of(
                                "name",
                                at.name(),
                                "kind",
                                at.code().equals(area) ? "people" : "water",
                                "role",
                                "offer",
                                "text",
                                period.text() + ": " + formats.number(value, 2) + " "
                                        + view.indicator().card().unit(),
                                "href",
                                view.indicator().path() + "?area=" + at.code() + more)));
            }
        }
        return answer(Map.of("type", "FeatureCollection", "features", features));
    }

    // ---- files

    /** Every figure as it is told: CSV, workbook, JSON, or SDMX-CSV 2.0. */
    @GetMapping("/{code}/file")
    void file(
            @PathVariable String code, @RequestParam(defaultValue = "csv") String format, HttpServletResponse response)
            throws IOException {
        Indicator indicator = indicators.get(code);
        List<Observation> told = observations.told(code);
        if (format.equals("sdmx")) {
            SdmxCsv.write(indicator, told, response);
            return;
        }
        List<String> columns =
                List.of("indicator", "area", "area_name", "period", "category", "value", "unit", "status", "source");
        TableFile.write(
                code,
                format,
                columns,
                response,
                sheet -> told.forEach(each -> sheet.row(Arrays.asList(
                        code,
                        each.area().code(),
                        each.area().name(),
                        each.period().text(),
                        each.category().code(),
                        each.value(),
                        indicator.card().unit(),
                        each.status().code(),
                        each.source()))));
    }

    // ---- earlier values

    @GetMapping("/{code}/revisions")
    String revisions(
            @PathVariable String code,
            @RequestParam(defaultValue = IndicatorQuery.HOME) String area,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        model.addAttribute("one", indicators.get(code));
        model.addAttribute("area", observations.area(area).orElseThrow(() -> new Missing("area " + area)));
        model.addAttribute("areas", choices.areas());
        model.addAttribute("revisions", observations.revisions(code, area, person));
        return "indicators/revisions";
    }

    /** One figure, typed. */
    @PostMapping("/{code}/observations")
    @PreAuthorize(OFFICERS)
    String observe(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = Category.TOTAL) String category,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String why,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        Indicator indicator = indicators.get(code);
        Area at = observations.area(area).orElseThrow(() -> new Missing("area " + area));
        Period when = Period.find(period).orElse(null);
        ObservationStatus how = Coded.find(ObservationStatus.class, status).orElse(ObservationStatus.PROVISIONAL);
        OptionalDouble number = NumberText.parse(value, locale);
        boolean empty = value.isBlank() && how == ObservationStatus.SUPPRESSED;
        String next = indicator.path() + "?area=" + at.code();
        if (indicator.isComputed()
                || when == null
                || number.isEmpty() && !empty
                || !FormText.isFilled(source, 200)
                || !FormText.isFilled(why, 1000)) {
            flash.addFlashAttribute(
                    "problem",
                    when == null
                            ? "indicator.wrong.period"
                            : number.isEmpty() && !empty ? "indicator.wrong.value" : "indicator.wrong.why");
            flash.addFlashAttribute(
                    "typed",
                    Map.of("period", period, "value", value, "source", source, "why", why, "category", category));
            return "redirect:" + next + "#observe";
        }
        boolean changed = observations.record(
                code,
                at.code(),
                when,
                category,
                source.strip(),
                empty ? null : BigDecimal.valueOf(number.orElseThrow()),
                how,
                why.strip(),
                person);
        return Forms.done(changed ? "indicator.observed" : "indicator.same", next, flash);
    }

    // ---- the form of a card

    private String form(IndicatorForm form, @Nullable String code, Model model) {
        Forms.show(model, form);
        model.addAttribute("code", code);
        model.addAttribute("topics", choices.themes());
        model.addAttribute("directions", choices.of(Direction.class, "indicator.direction."));
        model.addAttribute("kinds", choices.of(IndicatorKind.class, "indicator.kind."));
        model.addAttribute("levels", choices.of(AreaKind.class, "indicator.area."));
        model.addAttribute("frequencies", choices.of(Frequency.class, "indicator.frequency."));
        return "indicators/form";
    }

    @GetMapping("/new")
    @PreAuthorize(OFFICERS)
    String blank(Model model) {
        return form(IndicatorForm.blank(), null, model);
    }

    private @Nullable IndicatorDraft read(IndicatorForm form, String code, BindingResult errors, Locale locale) {
        IndicatorDraft draft = form.draft(code, errors, locale);
        indicators
                .formulaFault(code, draft.formula())
                .ifPresent(
                        fault -> errors.rejectValue("formula", "indicator.wrong.formula", new Object[] {fault}, null));
        return errors.hasErrors() ? null : draft;
    }

    @PostMapping("/new")
    @PreAuthorize(OFFICERS)
    String add(
            @ModelAttribute("form") IndicatorForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response,
            Locale locale,
            RedirectAttributes flash) {
        IndicatorDraft draft = read(form, FormText.stripped(form.code()), errors, locale);
        if (draft != null && indicators.add(draft, person) == Indicators.Kept.TOO_LATE) {
            errors.rejectValue("code", "indicator.wrong.taken");
        }
        if (draft == null || errors.hasErrors()) {
            response.setStatus(422);
            return form(form, null, model);
        }
        return Forms.done("indicator.created", "/indicators/" + draft.code(), flash);
    }

    @GetMapping("/{code}/edit")
    @PreAuthorize(OFFICERS)
    String edit(@PathVariable String code, Model model, Locale locale) {
        return form(IndicatorForm.of(indicators.get(code), locale), code, model);
    }

    @PostMapping("/{code}/edit")
    @PreAuthorize(OFFICERS)
    String change(
            @PathVariable String code,
            @ModelAttribute("form") IndicatorForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response,
            Locale locale,
            RedirectAttributes flash) {
        IndicatorDraft draft = read(form, indicators.get(code).code(), errors, locale);
        if (draft == null) {
            response.setStatus(422);
            return form(form, code, model);
        }
        if (indicators.change(draft, FormText.version(FormText.orEmpty(form.version())), person)
                == Indicators.Kept.TOO_LATE) {
            response.setStatus(409);
            model.addAttribute("meanwhile", histories.latest(Indicators.THING, code));
            return form(form, code, model);
        }
        return Forms.done("indicator.saved", "/indicators/" + code, flash);
    }
}
