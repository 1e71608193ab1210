package org.knooppunt.organisation.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.organisation.Partner.Place;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** What a person typed about a site, as it was typed. */
public record SiteForm(
        String key, String version, String name, String area, String lat, String lon, List<String> modes) {
    private static final int LONGEST_NAME = 200;

    public SiteForm {
        key = FormText.orEmpty(key);
        version = FormText.orEmpty(version);
        name = FormText.orEmpty(name);
        area = FormText.orEmpty(area);
        lat = FormText.orEmpty(lat);
        lon = FormText.orEmpty(lon);
        modes = modes == null ? List.of() : List.copyOf(modes);
    }

    static SiteForm blank() {
        return new SiteForm("", "", "", "", "", "", List.of(Mode.ROAD.code()));
    }

    static SiteForm of(Place place, Locale locale) {
        return new SiteForm(
                place.key(),
                String.valueOf(place.version()),
                place.name(),
                place.area(),
                NumberText.text(place.lat(), locale),
                NumberText.text(place.lon(), locale),
                place.modes());
    }

    SiteForm atVersion(int number) {
        return new SiteForm(key, String.valueOf(number), name, area, lat, lon, modes);
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** The site, or nothing when there are errors. */
    @Nullable
    Site read(String ownKey, String organisation, BindingResult errors, FormReader reader) {
        reader.key("key", ownKey);
        String plainName = reader.required("name", name, LONGEST_NAME);
        String plainArea = reader.text("area", area, LONGEST_NAME);
        double latitude = reader.degrees("lat", lat, 90);
        double longitude = reader.degrees("lon", lon, 180);
        Set<Mode> reached = EnumSet.noneOf(Mode.class);
        for (String mode : modes) {
            Mode.find(mode).ifPresent(reached::add);
        }
        if (reached.isEmpty()) {
            errors.rejectValue("modes", "form.modes.none");
        }
        if (errors.hasErrors()) {
            return null;
        }
        return new Site(ownKey, organisation, plainName, plainArea, latitude, longitude, reached);
    }
}
