package org.knooppunt.indicators.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.indicators.Area;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.IndicatorDraft;
import org.knooppunt.indicators.IndicatorFilter;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observation;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Period;
import org.knooppunt.indicators.Point;
import org.knooppunt.indicators.Series;
import org.knooppunt.web.FormText;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Indicators and their figures for programs; what is not told is not told to programs either. */
@RestController
@RequestMapping("/api/v1/indicators")
@Tag(
        name = "Indicators",
        description = "Indicators, the areas they are observed in, and their figures as they are told.")
class IndicatorEndpoints {
    private final Indicators indicators;
    private final Observations observations;

    IndicatorEndpoints(Indicators indicators, Observations observations) {
        this.indicators = indicators;
        this.observations = observations;
    }

    /** An indicator in the list. */
    @Schema(name = "IndicatorSummary")
    record SummaryView(
            @Schema(example = "inhabitants") String code,
            String name,
            String theme,
            String unit,

            @Schema(description = "which way is good", example = "up")
            String direction,

            @Schema(example = "register") String kind,

            @Schema(description = "whether its figures are counts, which add up over parts")
            boolean adds,

            @Schema(description = "over codes of other indicators; absent for one that is observed") @Nullable
            String formula) {
        static SummaryView of(IndicatorSummary one) {
            return new SummaryView(
                    one.code(),
                    one.name(),
                    one.theme(),
                    one.unit(),
                    one.direction().code(),
                    one.kind().code(),
                    one.adds(),
                    one.formula().isEmpty() ? null : one.formula());
        }
    }

    /** The card of an indicator. */
    @Schema(name = "Indicator")
    record CardView(
            String code,
            String name,
            @Nullable String nameEn,
            @Nullable String nameFr,
            String theme,
            @Nullable String definition,
            @Nullable String numerator,
            @Nullable String denominator,
            String unit,
            String direction,
            @Nullable String source,
            String kind,
            String level,
            String frequency,
            @Nullable LocalDate nextUpdate,
            @Nullable Double target,
            @Nullable Integer targetYear,
            @Nullable Double baseline,
            @Nullable String baselinePeriod,
            @Nullable String formula,
            boolean adds,

            @Schema(description = "counts from 1 up to below this are not told") @Nullable
            Integer smallBelow) {
        static CardView of(Indicator one) {
            IndicatorDraft card = one.card();
            Period baselinePeriod = card.baselinePeriod();
            return new CardView(
                    card.code(),
                    card.name(),
                    orNone(card.nameEn()),
                    orNone(card.nameFr()),
                    card.theme(),
                    orNone(card.definition()),
                    orNone(card.numerator()),
                    orNone(card.denominator()),
                    card.unit(),
                    card.direction().code(),
                    orNone(card.source()),
                    card.kind().code(),
                    card.level().code(),
                    card.frequency().code(),
                    card.nextUpdate(),
                    card.target(),
                    card.targetYear(),
                    card.baseline(),
                    baselinePeriod == null ? null : baselinePeriod.text(),
                    orNone(card.formula()),
                    card.adds(),
                    card.smallBelow());
        }

        private static @Nullable String orNone(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /** A statistical area. */
    @Schema(name = "StatisticalArea")
    record AreaView(
            @Schema(example = "71016") String code,
            String name,
            String kind,
            @Nullable String partOf,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,

            @Schema(description = "codes of the areas that merged into this one")
            List<String> former) {
        static AreaView of(Area area) {
            return new AreaView(
                    area.code(),
                    area.name(),
                    area.kind().code(),
                    area.partOf(),
                    area.firstDay(),
                    area.lastDay(),
                    area.former());
        }
    }

    /** A figure as it was observed. */
    @Schema(name = "Observation")
    record ObservationView(
            String area,
            @Schema(example = "2008") String period,
            @Schema(example = "total") String category,

            @Schema(description = "absent when it is suppressed") @Nullable
            Double value,

            @Schema(example = "final") String status,
            String source) {
        static ObservationView of(Observation one) {
            return new ObservationView(
                    one.area().code(),
                    one.period().text(),
                    one.category().code(),
                    one.value(),
                    one.status().code(),
                    one.source());
        }
    }

    /** A figure of an area as it is now. */
    @Schema(name = "SeriesPoint")
    record PointView(
            String period,
            @Nullable Double value,
            String status,

            @Schema(description = "own, summed over a merger, or broken by one")
            String origin,

            String source) {
        static PointView of(Point point) {
            return new PointView(
                    point.period().text(),
                    point.value(),
                    point.status().code(),
                    point.origin().code(),
                    point.source());
        }
    }

    /** The figures of an area over time. */
    @Schema(name = "Series")
    record SeriesView(String indicator, String area, String category, String unit, List<PointView> points) {
        static SeriesView of(Series series) {
            return new SeriesView(
                    series.indicator().code(),
                    series.area().code(),
                    series.category(),
                    series.indicator().unit(),
                    series.points().stream().map(PointView::of).toList());
        }
    }

    @GetMapping
    @Needs({})
    @Operation(summary = "Lists the indicators.")
    ApiPage<SummaryView> list(
            @Parameter(description = "Words that must all be found.") @RequestParam(required = false) @Nullable
                    String q,
            @RequestParam(required = false) @Nullable String theme,
            @Valid @ParameterObject PageQuery page) {
        return ApiPage.of(
                indicators.list(new IndicatorFilter(
                        FormText.orEmpty(q),
                        FormText.orEmpty(theme),
                        null,
                        "",
                        page.offset() > Integer.MAX_VALUE ? 1 : (int) (page.offset() / size(page)) + 1,
                        size(page))),
                page,
                line -> SummaryView.of(line.indicator()));
    }

    private static int size(PageQuery page) {
        Integer size = page.size();
        return size == null ? 50 : size;
    }

    @GetMapping("/areas")
    @Needs({})
    @Operation(summary = "Lists the areas there are figures of, also those that merged into others.")
    List<AreaView> areas() {
        return observations.areas().stream().map(AreaView::of).toList();
    }

    private Indicator find(String code) {
        return indicators.indicator(code).orElseThrow(() -> Problem.notFound("indicator", code));
    }

    @GetMapping("/{code}")
    @Needs({})
    @Operation(summary = "Gives the card of an indicator.")
    ResponseEntity<CardView> get(@PathVariable String code) {
        Indicator one = find(code);
        return Version.tagged(one.version(), CardView.of(one));
    }

    @GetMapping("/{code}/observations")
    @Needs({})
    @Operation(summary = "Lists every figure of an indicator as it is told.")
    ApiPage<ObservationView> observations(@PathVariable String code, @Valid @ParameterObject PageQuery page) {
        List<Observation> all = observations.told(find(code).code());
        int from = (int) Math.min(page.offset(), all.size());
        List<ObservationView> items = all.subList(from, Math.min(all.size(), from + size(page))).stream()
                .map(ObservationView::of)
                .toList();
        return ApiPage.of(items, page, all.size());
    }

    @GetMapping("/{code}/series")
    @Needs({})
    @Operation(summary = "Gives the figures of an area over time, over mergers too.")
    SeriesView series(
            @PathVariable String code,
            @Parameter(description = "A code of /api/v1/indicators/areas.") @RequestParam String area,
            @Parameter(description = "A category; the total when absent.") @RequestParam(required = false) @Nullable
                    String category) {
        Indicator one = find(code);
        if (observations.area(area).isEmpty()) {
            throw Problem.notFound("area", area);
        }
        return SeriesView.of(observations.series(one.code(), area, category == null ? Category.TOTAL : category));
    }
}
