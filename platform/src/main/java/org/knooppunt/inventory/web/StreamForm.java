package org.knooppunt.inventory.web;

import java.util.List;
import org.knooppunt.web.FormText;

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
        key = FormText.orEmpty(key);
        version = FormText.orEmpty(version);
        resourceClass = FormText.orEmpty(resourceClass);
        site = FormText.orEmpty(site);
        description = FormText.orEmpty(description);
        quantity = FormText.orEmpty(quantity);
        price = FormText.orEmpty(price);
        ewc = FormText.orEmpty(ewc);
        wasteText = FormText.orEmpty(wasteText);
        standardDeviation = FormText.orEmpty(standardDeviation);
        visibility = visibility == null || visibility.isEmpty() ? "members" : visibility;
        month = FormText.filled(month, 12);
        int qualities = FormText.used(qualityName) + SPARE_QUALITIES;
        qualityName = FormText.filled(qualityName, qualities);
        qualityValue = FormText.filled(qualityValue, qualities);
        qualityMin = FormText.filled(qualityMin, qualities);
        qualityMax = FormText.filled(qualityMax, qualities);
    }

    /** The number it was read with; -1, which nothing has, when that is lost. */
    int versionNumber() {
        return FormText.version(version);
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
