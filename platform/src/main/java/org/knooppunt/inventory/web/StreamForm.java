package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person typed about an offer or need, as it was typed. */
public record StreamForm(
        String key,
        String version,
        String resourceClass,
        String site,
        String description,
        String quantity,
        String price,
        String ewc,
        String wasteText,
        String standardDeviation,
        String visibility,
        List<String> month,
        List<String> qualityName,
        List<String> qualityValue,
        List<String> qualityMin,
        List<String> qualityMax) {
    private static final int SPARE_QUALITIES = 2;

    public StreamForm {
        key = orEmpty(key);
        version = orEmpty(version);
        resourceClass = orEmpty(resourceClass);
        site = orEmpty(site);
        description = orEmpty(description);
        quantity = orEmpty(quantity);
        price = orEmpty(price);
        ewc = orEmpty(ewc);
        wasteText = orEmpty(wasteText);
        standardDeviation = orEmpty(standardDeviation);
        visibility = visibility == null || visibility.isEmpty() ? "members" : visibility;
        month = filled(month, 12);
        int qualities = qualities(qualityName) + SPARE_QUALITIES;
        qualityName = filled(qualityName, qualities);
        qualityValue = filled(qualityValue, qualities);
        qualityMin = filled(qualityMin, qualities);
        qualityMax = filled(qualityMax, qualities);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** How many rows are in use, counted to the last one with a name. */
    private static int qualities(@Nullable List<String> names) {
        int used = 0;
        for (int i = 0; names != null && i < names.size(); i++) {
            String name = names.get(i);
            if (name != null && !name.isBlank()) {
                used = i + 1;
            }
        }
        return used;
    }

    private static List<String> filled(@Nullable List<String> values, int size) {
        List<String> filled = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            filled.add(values != null && i < values.size() ? orEmpty(values.get(i)) : "");
        }
        return filled;
    }

    /** The number it was read with; -1, which nothing has, when that is lost. */
    int versionNumber() {
        return version.matches("\\d{1,9}") ? Integer.parseInt(version) : -1;
    }

    StreamForm atVersion(int number) {
        return with(key, String.valueOf(number), ewc);
    }

    StreamForm asCopy() {
        return with("", "", ewc);
    }

    StreamForm withEwc(String code) {
        return with(key, version, code);
    }

    private StreamForm with(String newKey, String newVersion, String newEwc) {
        return new StreamForm(
                newKey,
                newVersion,
                resourceClass,
                site,
                description,
                quantity,
                price,
                newEwc,
                wasteText,
                standardDeviation,
                visibility,
                month,
                qualityName,
                qualityValue,
                qualityMin,
                qualityMax);
    }
}
