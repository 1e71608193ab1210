package org.knooppunt.indicators.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.indicators.Area;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Origin;
import org.knooppunt.indicators.Period;
import org.knooppunt.indicators.Point;
import org.knooppunt.indicators.Series;
import org.springframework.stereotype.Component;

/**
 * Works out the figures of areas as they are now out of what was observed in the areas of then, and formulas out of their
 * inputs. One query brings all that is needed; the rest is arithmetic.
 */
@Component
public class FigureReader {
    private static final int EARLIEST = 190_000;
    private static final int LATEST = 219_999;

    private final ObservationStore store;
    private final AreaStore areas;
    private final IndicatorStore indicators;

    FigureReader(ObservationStore store, AreaStore areas, IndicatorStore indicators) {
        this.store = store;
        this.areas = areas;
        this.indicators = indicators;
    }

    /** Where a figure stands. */
    private record Place(int area, int period, int category) {}

    /** All areas, by code and number. */
    private static final class Atlas {
        private final Map<String, Area> byCode = new LinkedHashMap<>();
        private final Map<String, List<Area>> parts = new HashMap<>();

        Atlas(List<Area> all) {
            for (Area area : all) {
                byCode.put(area.code(), area);
                if (area.partOf() != null) {
                    parts.computeIfAbsent(area.partOf(), whole -> new ArrayList<>())
                            .add(area);
                }
            }
        }

        List<Area> former(Area area) {
            return area.former().stream()
                    .map(byCode::get)
                    .filter(each -> each != null)
                    .toList();
        }

        List<Area> parts(Area area) {
            return parts.getOrDefault(area.code(), List.of());
        }
    }

    /** A series per area, in the order of the areas. */
    public List<Series> series(IndicatorSummary indicator, List<Area> wanted, String category, int from, int to) {
        return series(indicator, areas.list(), wanted, category, from, to);
    }

    /** The same for who has all areas at hand. */
    public List<Series> series(
            IndicatorSummary indicator, List<Area> all, List<Area> wanted, String category, int from, int to) {
        Integer number = categoryNumber(category);
        if (number == null) {
            return wanted.stream()
                    .map(area -> new Series(indicator, area, category, List.of()))
                    .toList();
        }
        Map<Integer, Map<Integer, List<Point>>> byArea = new HashMap<>();
        Map<Integer, String> sources = sourceNames();
        figures(indicator, all, wanted, Set.of(number), from, to)
                .forEach((place, figure) -> byArea.computeIfAbsent(place.area(), area -> new TreeMap<>())
                        .computeIfAbsent(place.period(), period -> new ArrayList<>())
                        .add(point(place, figure, sources)));
        return wanted.stream()
                .map(area -> new Series(
                        indicator,
                        area,
                        category,
                        byArea.getOrDefault(area.id(), Map.of()).values().stream()
                                .flatMap(List::stream)
                                .toList()))
                .toList();
    }

    /** The same for every category that has figures, in one area. */
    public Map<Category, Series> byCategory(IndicatorSummary indicator, Area area) {
        Map<Integer, Category> known = new LinkedHashMap<>();
        areas.categories().forEach(category -> known.put(category.id(), category));
        Map<Integer, String> sources = sourceNames();
        Map<Integer, TreeMap<Integer, Point>> points = new HashMap<>();
        figures(indicator, areas.list(), List.of(area), Set.of(), EARLIEST, LATEST)
                .forEach((place, figure) -> points.computeIfAbsent(place.category(), each -> new TreeMap<>())
                        .put(place.period(), point(place, figure, sources)));
        Map<Category, Series> series = new LinkedHashMap<>();
        known.forEach((number, category) -> {
            TreeMap<Integer, Point> found = points.get(number);
            if (found != null) {
                series.put(category, new Series(indicator, area, category.code(), List.copyOf(found.values())));
            }
        });
        return series;
    }

    /** The categories in which an indicator, or an input of its formula, has figures in an area or what it came out of. */
    public Set<Integer> categories(IndicatorSummary indicator, Area area, List<Area> all) {
        Set<Integer> ids = new TreeSet<>(Set.of(indicator.id()));
        if (indicator.isComputed()) {
            try {
                Set<String> inputs = Formula.of(indicator.formula()).inputs();
                indicators.all().stream()
                        .filter(each -> inputs.contains(each.code()))
                        .forEach(each -> ids.add(each.id()));
            } catch (Formula.NoFormula e) {
                throw new IllegalStateException("the formula of " + indicator.code() + " cannot be read", e);
            }
        }
        Set<Integer> places = new TreeSet<>(Set.of(area.id()));
        all.stream().filter(each -> area.former().contains(each.code())).forEach(each -> places.add(each.id()));
        return Set.copyOf(store.categories(ids, places));
    }

    private static Point point(Place place, Figure figure, Map<Integer, String> sources) {
        return new Point(
                new Period(place.period()),
                Double.isNaN(figure.value()) ? null : figure.value(),
                figure.status(),
                figure.origin(),
                sources.getOrDefault(figure.source(), ""));
    }

    private Map<Integer, String> sourceNames() {
        return areas.sources().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    private @Nullable Integer categoryNumber(String code) {
        return areas.categories().stream()
                .filter(category -> category.code().equals(code))
                .map(Category::id)
                .findFirst()
                .orElse(null);
    }

    /** @param categories empty for all */
    private Map<Place, Figure> figures(
            IndicatorSummary indicator, List<Area> all, List<Area> wanted, Set<Integer> categories, int from, int to) {
        Atlas atlas = new Atlas(all);
        if (!indicator.isComputed()) {
            return observed(List.of(indicator), wanted, categories, from, to, atlas)
                    .getOrDefault(indicator.code(), Map.of());
        }
        try {
            return computed(Formula.of(indicator.formula()), wanted, categories, from, to, atlas);
        } catch (Formula.NoFormula e) {
            // it was looked at before it was kept
            throw new IllegalStateException("the formula of " + indicator.code() + " cannot be read", e);
        }
    }

    private Map<String, Map<Place, Figure>> observed(
            List<IndicatorSummary> which, List<Area> wanted, Set<Integer> categories, int from, int to, Atlas atlas) {
        Set<Integer> needed = new TreeSet<>();
        for (Area area : wanted) {
            needed.add(area.id());
            atlas.former(area).forEach(former -> needed.add(former.id()));
        }
        List<Integer> ids = which.stream().map(IndicatorSummary::id).toList();
        List<ObservationStore.Cell> cells = categories.size() == 1
                ? store.told(ids, needed, from, to, categories.iterator().next())
                : store.told(ids, needed, from, to);
        Map<Integer, Map<Place, Figure>> own = new HashMap<>();
        for (ObservationStore.Cell cell : cells) {
            // of several sources a final figure goes before a provisional one, then the source that came last
            own.computeIfAbsent(cell.indicator(), each -> new LinkedHashMap<>(64))
                    .merge(
                            new Place(cell.area(), cell.period(), cell.category()),
                            Figure.of(cell),
                            (one, other) -> rank(other) >= rank(one) ? other : one);
        }
        Map<String, Map<Place, Figure>> found = new HashMap<>();
        for (IndicatorSummary each : which) {
            Map<Place, Figure> figures = new LinkedHashMap<>(own.getOrDefault(each.id(), Map.of()));
            for (Area area : wanted) {
                if (!area.former().isEmpty()) {
                    addFormer(area, atlas.former(area), each.adds(), figures);
                }
            }
            found.put(each.code(), figures);
        }
        return found;
    }

    private static int rank(Figure figure) {
        return switch (figure.status()) {
            // one source that hides a figure hides it for all
            case SUPPRESSED -> 2;
            case FINAL -> 1;
            case PROVISIONAL -> 0;
        };
    }

    /** What a merged area had before it was one. */
    private static void addFormer(Area area, List<Area> former, boolean adds, Map<Place, Figure> figures) {
        if (former.isEmpty()) {
            return;
        }
        Set<Integer> ids = former.stream().map(Area::id).collect(Collectors.toSet());
        Map<Place, Figure> before = new LinkedHashMap<>();
        for (Place place : figures.keySet()) {
            if (!ids.contains(place.area())) {
                continue;
            }
            Place here = new Place(area.id(), place.period(), place.category());
            if (figures.containsKey(here) || before.containsKey(here)) {
                continue;
            }
            Figure sum = Figure.certain(0);
            for (Area each : former) {
                Figure part = figures.getOrDefault(new Place(each.id(), place.period(), place.category()), Figure.NONE);
                sum = sum.with(part, sum.value() + part.value());
            }
            Figure core = figures.getOrDefault(
                    new Place(former.getFirst().id(), place.period(), place.category()), Figure.NONE);
            if (adds && sum.there()) {
                before.put(here, sum.from(Origin.SUMMED));
            } else if (core.there()) {
                before.put(here, core.from(Origin.BROKEN));
            }
        }
        figures.putAll(before);
    }

    private Map<Place, Figure> computed(
            Formula formula, List<Area> wanted, Set<Integer> categories, int from, int to, Atlas atlas) {
        List<IndicatorSummary> inputs = indicators.all().stream()
                .filter(each -> formula.inputs().contains(each.code()))
                .toList();
        Set<Area> needed = new LinkedHashSet<>(wanted);
        if (formula.hasParts()) {
            wanted.forEach(area -> needed.addAll(atlas.parts(area)));
        }
        // totals are needed beside any category
        Map<String, Map<Place, Figure>> observed = observed(
                inputs, List.copyOf(needed), categories.equals(Set.of(0)) ? categories : Set.of(), from, to, atlas);
        Map<Place, Figure> results = new LinkedHashMap<>();
        Set<Integer> periods = new TreeSet<>();
        Set<Integer> used = new TreeSet<>(categories);
        for (Map<Place, Figure> figures : observed.values()) {
            for (Place place : figures.keySet()) {
                periods.add(place.period());
                if (categories.isEmpty()) {
                    used.add(place.category());
                }
            }
        }
        for (Area area : wanted) {
            List<Area> parts = atlas.parts(area);
            for (int period : periods) {
                for (int category : used) {
                    Place place = new Place(area.id(), period, category);
                    Figure figure = formula.compute(new At(place, parts, observed));
                    if (figure.there()) {
                        results.put(place, figure);
                    }
                }
            }
        }
        return results;
    }

    /** What a formula sees from one place. */
    private record At(Place place, List<Area> areas, Map<String, Map<Place, Figure>> observed)
            implements Formula.Figures {
        private Figure figure(String code, Place where) {
            return observed.getOrDefault(code, Map.of()).getOrDefault(where, Figure.NONE);
        }

        @Override
        public Figure input(String code) {
            return figure(code, place);
        }

        @Override
        public Figure total(String code) {
            return figure(code, new Place(place.area(), place.period(), 0));
        }

        /** Of every part there was then; without one of them there is no sum. */
        @Override
        public Figure parts(String code) {
            Period period = new Period(place.period());
            Figure sum = Figure.NONE;
            for (Area part : areas) {
                if (part.existsIn(period)) {
                    Figure figure = figure(code, new Place(part.id(), place.period(), place.category()));
                    sum = sum == Figure.NONE ? figure : sum.with(figure, sum.value() + figure.value());
                    if (!sum.there()) {
                        return Figure.NONE;
                    }
                }
            }
            return sum;
        }
    }

    /** What adds up among the areas and categories that an indicator has figures of. */
    public List<Suppression.Sum> sums(Collection<Suppression.Key> keys) {
        Set<Integer> usedAreas = new TreeSet<>();
        Set<Integer> usedCategories = new TreeSet<>();
        keys.forEach(key -> {
            usedAreas.add(key.area());
            usedCategories.add(key.category());
        });
        Map<String, List<Integer>> dimensions = new TreeMap<>();
        for (Category category : areas.categories()) {
            if (!category.isTotal() && usedCategories.contains(category.id())) {
                dimensions
                        .computeIfAbsent(category.dimension(), each -> new ArrayList<>())
                        .add(category.id());
            }
        }
        List<Suppression.Sum> sums = new ArrayList<>();
        for (int area : usedAreas) {
            dimensions
                    .values()
                    .forEach(categories -> sums.add(new Suppression.Sum(
                            new Suppression.Key(area, 0),
                            categories.stream()
                                    .map(category -> new Suppression.Key(area, category))
                                    .toList())));
        }
        Atlas atlas = new Atlas(areas.list());
        for (Area whole : atlas.byCode.values()) {
            for (List<Area> parts : List.of(atlas.parts(whole), atlas.former(whole))) {
                if (usedAreas.contains(whole.id()) && !parts.isEmpty()) {
                    for (int category : usedCategories) {
                        sums.add(new Suppression.Sum(
                                new Suppression.Key(whole.id(), category),
                                parts.stream()
                                        .map(part -> new Suppression.Key(part.id(), category))
                                        .toList()));
                    }
                }
            }
        }
        return sums;
    }

    /** Finds out anew what of an indicator must be hidden; in the transaction that changed its figures. */
    public void protect(int indicator) {
        Integer threshold = indicators.smallBelow(indicator);
        if (threshold == null) {
            store.hide(indicator, Map.of());
            return;
        }
        List<Suppression.Figure> figures = new ArrayList<>();
        Set<Suppression.Key> keys = new LinkedHashSet<>();
        for (ObservationStore.Cell cell : store.kept(indicator)) {
            Suppression.Key key = new Suppression.Key(cell.area(), cell.category());
            keys.add(key);
            boolean withheld = cell.status() == ObservationStatus.SUPPRESSED.ordinal();
            figures.add(new Suppression.Figure(key, cell.period(), cell.source(), withheld ? null : cell.value()));
        }
        store.hide(indicator, Suppression.hidden(figures, sums(keys), threshold));
    }
}
