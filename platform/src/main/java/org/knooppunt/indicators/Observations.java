package org.knooppunt.indicators;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.internal.AreaStore;
import org.knooppunt.indicators.internal.FigureReader;
import org.knooppunt.indicators.internal.IndicatorStore;
import org.knooppunt.indicators.internal.ObservationStore;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was observed. Figures come out as they are told: a suppressed one has no value, here and in everything that is
 * computed from it. Only {@link #kept} and {@link #revisions} show more, to those who look after figures.
 */
@Service
public class Observations {
    private static final int EARLIEST = 190_000;
    private static final int LATEST = 219_999;

    private final ObservationStore store;
    private final FigureReader figures;
    private final AreaStore areas;
    private final IndicatorStore indicators;
    private final Audit audit;

    Observations(
            ObservationStore store, FigureReader figures, AreaStore areas, IndicatorStore indicators, Audit audit) {
        this.store = store;
        this.figures = figures;
        this.areas = areas;
        this.indicators = indicators;
        this.audit = audit;
    }

    private IndicatorSummary find(String code) {
        return indicators
                .find(code)
                .orElseThrow(() -> new Missing("indicator " + code))
                .summary();
    }

    // ---- areas and lists

    /** All areas, by name; those that are no more as well. */
    @Transactional(readOnly = true)
    public List<Area> areas() {
        return areas.list();
    }

    @Transactional(readOnly = true)
    public Optional<Area> area(String code) {
        return areas.list().stream().filter(area -> area.code().equals(code)).findFirst();
    }

    /** The thirteen centre cities as they are now, by name. */
    @Transactional(readOnly = true)
    public List<Area> centreCities() {
        return areas.list().stream()
                .filter(area -> area.kind() == AreaKind.CENTRE_CITY && area.isPresent())
                .toList();
    }

    @Transactional(readOnly = true)
    public List<Category> categories() {
        return areas.categories();
    }

    // ---- figures as they are told

    /**
     * The figures of an area over time.
     *
     * @param category code of a category; the total when absent
     * @throws Missing when there is no such indicator or area
     */
    @Transactional(readOnly = true)
    public Series series(String indicatorCode, String areaCode, @Nullable String category) {
        Area area = area(areaCode).orElseThrow(() -> new Missing("area " + areaCode));
        return figures.series(
                        find(indicatorCode),
                        List.of(area),
                        category == null ? Category.TOTAL : category,
                        EARLIEST,
                        LATEST)
                .getFirst();
    }

    /**
     * The totals of several areas over the same years; areas that are not known are left out.
     *
     * @throws Missing when there is no such indicator
     */
    @Transactional(readOnly = true)
    public Panel panel(String indicatorCode, List<String> areaCodes, int from, int to) {
        return panel(indicatorCode, areaCodes, Category.TOTAL, from, to);
    }

    /** The same for a category. */
    @Transactional(readOnly = true)
    public Panel panel(String indicatorCode, List<String> areaCodes, String category, int from, int to) {
        Map<String, Area> known = new HashMap<>();
        areas.list().forEach(area -> known.put(area.code(), area));
        List<Area> wanted = areaCodes.stream()
                .distinct()
                .map(known::get)
                .filter(area -> area != null)
                .toList();
        return panelOf(find(indicatorCode), List.copyOf(known.values()), wanted, category, from, to);
    }

    /** The same for who has all areas at hand. */
    @Transactional(readOnly = true)
    public Panel panel(Indicator indicator, List<Area> all, List<Area> wanted, String category) {
        return panelOf(indicator.summary(), all, wanted, category, 1900, 2199);
    }

    /** The categories in which an indicator has figures in an area, and the total. */
    @Transactional(readOnly = true)
    public List<Category> categories(Indicator indicator, Area area, List<Area> all) {
        java.util.Set<Integer> used = figures.categories(indicator.summary(), area, all);
        return areas.categories().stream()
                .filter(category -> category.isTotal() || used.contains(category.id()))
                .toList();
    }

    /** The same for every area that exists now. */
    @Transactional(readOnly = true)
    public Panel everywhere(String indicatorCode, int from, int to) {
        List<Area> all = areas.list();
        return panelOf(
                find(indicatorCode), all, all.stream().filter(Area::isPresent).toList(), Category.TOTAL, from, to);
    }

    private Panel panelOf(
            IndicatorSummary indicator, List<Area> all, List<Area> wanted, String category, int from, int to) {
        List<Series> series = figures.series(
                indicator,
                all,
                wanted,
                category,
                100 * Math.clamp(from, 1900, 2199),
                100 * Math.clamp(to, 1900, 2199) + 99);
        TreeSet<Period> periods = series.stream()
                .flatMap(each -> each.points().stream())
                .map(Point::period)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Panel(indicator, List.copyOf(periods), series);
    }

    /** The figures of an area per category, in the order of the categories. */
    @Transactional(readOnly = true)
    public Map<Category, Series> byCategory(String indicatorCode, String areaCode) {
        Area area = area(areaCode).orElseThrow(() -> new Missing("area " + areaCode));
        return figures.byCategory(find(indicatorCode), area);
    }

    /** The newest told total of each in an area, by code; what has none is left out. */
    @Transactional(readOnly = true)
    public Map<String, Point> latest(List<IndicatorSummary> which, String areaCode) {
        Optional<Area> found = area(areaCode);
        if (found.isEmpty()) {
            return Map.of();
        }
        Area area = found.get();
        Map<Integer, String> names = sourceNames();
        Map<Integer, String> codes = new HashMap<>();
        which.stream().filter(each -> !each.isComputed()).forEach(each -> codes.put(each.id(), each.code()));
        Map<String, Point> latest = new HashMap<>();
        for (ObservationStore.Cell cell : store.latest(codes.keySet(), List.of(area.id()))) {
            latest.put(
                    codes.getOrDefault(cell.indicator(), ""),
                    new Point(
                            new Period(cell.period()),
                            cell.value(),
                            ObservationStatus.values()[cell.status()],
                            Origin.OWN,
                            names.getOrDefault(cell.source(), "")));
        }
        // merged areas without figures of their own, and formulas, are worked out one by one
        for (IndicatorSummary each : which) {
            if (!latest.containsKey(each.code())
                    && (each.isComputed() || !area.former().isEmpty())) {
                figures.series(each, List.of(area), Category.TOTAL, EARLIEST, LATEST)
                        .getFirst()
                        .latest()
                        .ifPresent(point -> latest.put(each.code(), point));
            }
        }
        return latest;
    }

    private Map<Integer, String> sourceNames() {
        return areas.sources().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** Every observation of an indicator as it is told, for a file: by area, period, category and source. */
    @Transactional(readOnly = true)
    public List<Observation> told(String indicatorCode) {
        IndicatorSummary indicator = find(indicatorCode);
        if (indicator.isComputed()) {
            return computed(indicator);
        }
        return observations(store.told(List.of(indicator.id())));
    }

    private List<Observation> computed(IndicatorSummary indicator) {
        Category total = total();
        List<Observation> all = new ArrayList<>();
        for (Series series : figures.series(indicator, areas.list(), Category.TOTAL, EARLIEST, LATEST)) {
            for (Point point : series.points()) {
                all.add(new Observation(
                        series.area(), point.period(), total, point.source(), point.value(), point.status()));
            }
        }
        return all;
    }

    private Category total() {
        return areas.categories().stream().filter(Category::isTotal).findFirst().orElseThrow();
    }

    private List<Observation> observations(List<ObservationStore.Cell> cells) {
        Map<Integer, Area> byId = new HashMap<>();
        areas.list().forEach(area -> byId.put(area.id(), area));
        Map<Integer, Category> categories = new HashMap<>();
        areas.categories().forEach(category -> categories.put(category.id(), category));
        Map<Integer, String> names = sourceNames();
        List<Observation> all = new ArrayList<>(cells.size());
        for (ObservationStore.Cell cell : cells) {
            Area area = byId.get(cell.area());
            Category category = categories.get(cell.category());
            if (area != null && category != null) {
                all.add(new Observation(
                        area,
                        new Period(cell.period()),
                        category,
                        names.getOrDefault(cell.source(), ""),
                        cell.value(),
                        ObservationStatus.values()[cell.status()]));
            }
        }
        return all;
    }

    // ---- for those who look after figures

    /** What is kept of an area, told or not. */
    @Transactional(readOnly = true)
    public List<Observation> kept(String indicatorCode, String areaCode, @Nullable Person person) {
        Indicators.requireOfficer(person);
        Area area = area(areaCode).orElseThrow(() -> new Missing("area " + areaCode));
        return observations(store.kept(find(indicatorCode).id(), List.of(area.id())));
    }

    /**
     * Every value there ever was of an indicator in an area, newest first. What is not told has no value, but for those
     * who look after figures.
     */
    @Transactional(readOnly = true)
    public List<Revision> revisions(String indicatorCode, String areaCode, @Nullable Person person) {
        Area area = area(areaCode).orElseThrow(() -> new Missing("area " + areaCode));
        return store.revisions(find(indicatorCode).id(), area.id(), Indicators.mayEdit(person));
    }

    /**
     * Writes one figure, or a better one in its place; the earlier one stays in the history.
     *
     * @param value absent only for one that the source does not tell
     * @param why what is said of it
     * @return whether anything is different now
     * @throws Missing when there is no such indicator, area or category
     */
    @Transactional
    public boolean record(
            String indicatorCode,
            String areaCode,
            Period period,
            String category,
            String source,
            @Nullable BigDecimal value,
            ObservationStatus status,
            String why,
            Person person) {
        Indicators.requireOfficer(person);
        IndicatorSummary indicator = find(indicatorCode);
        if (indicator.isComputed()) {
            throw new IllegalArgumentException(indicatorCode + " is computed; its inputs are observed");
        }
        Area area = area(areaCode).orElseThrow(() -> new Missing("area " + areaCode));
        Category found = areas.categories().stream()
                .filter(each -> each.code().equals(category))
                .findFirst()
                .orElseThrow(() -> new Missing("category " + category));
        indicators.lock(List.of(indicator.id()));
        int load = store.load(person, why, "");
        boolean written = store.write(
                indicator.id(), area.id(), period.code(), found.id(), areas.source(source), value, status, load);
        if (written) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("area", areaCode);
            detail.put("period", period.text());
            detail.put("category", category);
            audit.record(person, "observed", Indicators.THING, indicatorCode, detail);
            figures.protect(indicator.id());
        }
        return written;
    }
}
