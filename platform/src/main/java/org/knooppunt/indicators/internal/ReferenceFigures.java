package org.knooppunt.indicators.internal;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.AreaKind;
import org.knooppunt.indicators.Direction;
import org.knooppunt.indicators.Frequency;
import org.knooppunt.indicators.IndicatorDraft;
import org.knooppunt.indicators.IndicatorKind;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Period;
import org.knooppunt.web.Coded;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Areas and categories that every Flemish city needs, and the figures of the visitation of 2011; all out of files. */
@Component
public class ReferenceFigures {
    private static final String FOLDER = "/indicators/";

    private final KnooppuntProperties properties;
    private final AreaStore areas;
    private final IndicatorStore indicators;
    private final ObservationStore observations;
    private final FigureReader figures;

    ReferenceFigures(
            KnooppuntProperties properties,
            AreaStore areas,
            IndicatorStore indicators,
            ObservationStore observations,
            FigureReader figures) {
        this.properties = properties;
        this.areas = areas;
        this.indicators = indicators;
        this.observations = observations;
        this.figures = figures;
    }

    private static List<NamedCsvRecord> read(String file) {
        try (InputStream in = ReferenceFigures.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the application has no " + FOLDER + file);
            }
            try (CsvReader<NamedCsvRecord> csv =
                    CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return csv.stream().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before other rooms look for areas. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    @Transactional
    public void onReady() {
        if (areas.list().isEmpty()) {
            fillAreas();
        }
        if (properties.demonstration() && observations.isEmpty()) {
            fill(null);
        }
    }

    private void fillAreas() {
        for (NamedCsvRecord row : read("areas.csv")) {
            areas.save(
                    row.getField("code"),
                    Coded.of(AreaKind.class, row.getField("kind")),
                    row.getField("name"),
                    row.getField("part_of"),
                    day(row.getField("first_day")),
                    day(row.getField("last_day")),
                    number(row.getField("lat")),
                    number(row.getField("lon")));
            if (!row.getField("former").isEmpty()) {
                String[] former = row.getField("former").split("\\+");
                for (int i = 0; i < former.length; i++) {
                    areas.merge(row.getField("code"), former[i], i == 0);
                }
            }
        }
        for (NamedCsvRecord row : read("categories.csv")) {
            areas.saveCategory(
                    row.getField("code"),
                    row.getField("dimension"),
                    row.getField("name"),
                    row.getField("name_en"),
                    row.getField("name_fr"));
        }
    }

    private static @Nullable LocalDate day(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    private static @Nullable Double number(String text) {
        return text.isEmpty() ? null : Double.valueOf(text);
    }

    private static @Nullable Integer whole(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    /**
     * Adds cards and figures that are not there yet; what is there stays.
     *
     * @return how many figures are new
     */
    @Transactional
    public int fill(@Nullable Person who) {
        for (NamedCsvRecord row : read("indicators.csv")) {
            indicators.add(draft(row));
        }
        Map<String, Integer> areaIds = new HashMap<>();
        areas.list().forEach(area -> areaIds.put(area.code(), area.id()));
        Map<String, Integer> categoryIds = new HashMap<>();
        areas.categories().forEach(category -> categoryIds.put(category.code(), category.id()));
        Map<String, Integer> indicatorIds = new HashMap<>();
        indicators.all().forEach(indicator -> indicatorIds.put(indicator.code(), indicator.id()));
        int load = observations.load(who, "Visitatierapport Genk 2011", "observations.csv");
        int added = 0;
        for (NamedCsvRecord row : read("observations.csv")) {
            int indicator = id(indicatorIds, row.getField("indicator"));
            int area = id(areaIds, row.getField("area"));
            int category = id(categoryIds, row.getField("category"));
            Period period = Period.find(row.getField("period")).orElseThrow();
            if (observations.add(
                    indicator,
                    area,
                    period.code(),
                    category,
                    areas.source(row.getField("source")),
                    new BigDecimal(row.getField("value")),
                    Coded.of(ObservationStatus.class, row.getField("status")),
                    load)) {
                added++;
            }
        }
        indicatorIds.values().forEach(figures::protect);
        return added;
    }

    private static int id(Map<String, Integer> ids, String code) {
        Integer id = ids.get(code);
        if (id == null) {
            throw new IllegalStateException("the files of the room name '" + code + "', which is not there");
        }
        return id;
    }

    private static IndicatorDraft draft(NamedCsvRecord row) {
        String baseline = row.getField("baseline");
        return new IndicatorDraft(
                row.getField("code"),
                row.getField("name"),
                row.getField("name_en"),
                row.getField("name_fr"),
                row.getField("theme"),
                row.getField("definition"),
                row.getField("numerator"),
                row.getField("denominator"),
                row.getField("unit"),
                Coded.of(Direction.class, row.getField("direction")),
                row.getField("source"),
                Coded.of(IndicatorKind.class, row.getField("kind")),
                Coded.of(AreaKind.class, row.getField("level")),
                Coded.of(Frequency.class, row.getField("frequency")),
                null,
                null,
                null,
                number(baseline),
                baseline.isEmpty()
                        ? null
                        : Period.find(row.getField("baseline_period")).orElseThrow(),
                row.getField("formula"),
                row.getField("adds").equals("yes"),
                whole(row.getField("small_below")));
    }
}
