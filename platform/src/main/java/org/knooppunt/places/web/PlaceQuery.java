package org.knooppunt.places.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.knooppunt.places.Deal;
import org.knooppunt.places.PlaceFilter;
import org.knooppunt.places.PlaceKind;
import org.knooppunt.places.Trait;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;

/** The filters of the list of places as they stand in the address; nonsense there matters no more than nothing. */
public record PlaceQuery(
        String q,
        String kind,
        String deal,
        String organisation,
        String min,
        String max,
        String months,
        List<String> trait,
        String area,
        String near,
        String km,
        Boolean bookable,
        Boolean free,
        String sort,
        String page) {
    /** Latitude and longitude as a map gives them: 50.98, 5.49, or 50,98 5,49. */
    private static final Pattern POINT =
            Pattern.compile("(-?\\d{1,3}(?:[.,]\\d{1,12})?)(?:\\s*;\\s*|,\\s+|\\s+)(-?\\d{1,3}(?:[.,]\\d{1,12})?)");

    public PlaceQuery {
        q = FormText.orEmpty(q);
        kind = FormText.orEmpty(kind);
        deal = FormText.orEmpty(deal);
        organisation = FormText.orEmpty(organisation);
        min = FormText.orEmpty(min);
        max = FormText.orEmpty(max);
        months = FormText.orEmpty(months);
        trait = trait == null ? List.of() : List.copyOf(trait);
        bookable = Boolean.TRUE.equals(bookable);
        free = Boolean.TRUE.equals(free);
        area = FormText.orEmpty(area);
        near = FormText.orEmpty(near);
        km = FormText.orEmpty(km);
        sort = FormText.orEmpty(sort);
        page = FormText.orEmpty(page);
    }

    /** Whether anything but order and page was chosen. */
    public boolean isFiltered() {
        return bookable
                || free
                || !trait.isEmpty()
                || Arrays.asList(q, kind, deal, organisation, min, max, months, area, near).stream()
                        .anyMatch(value -> !value.isBlank());
    }

    /** Whether distances are told: somebody said from where. */
    public boolean isAround() {
        return !area.isBlank() || point() != null;
    }

    private PlaceFilter.@Nullable Point point() {
        Matcher matcher = POINT.matcher(near.strip());
        if (!matcher.matches()) {
            return null;
        }
        double lat = Double.parseDouble(matcher.group(1).replace(',', '.'));
        double lon = Double.parseDouble(matcher.group(2).replace(',', '.'));
        return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? new PlaceFilter.Point(lat, lon) : null;
    }

    PlaceFilter filter(Locale locale, int rows) {
        Double months = number(this.months, locale);
        return new PlaceFilter(
                q,
                Coded.find(PlaceKind.class, kind).orElse(null),
                Coded.find(Deal.class, deal).orElse(null),
                organisation,
                number(min, locale),
                number(max, locale),
                months == null ? null : (int) Math.min(months, 10_000),
                trait.stream()
                        .flatMap(code -> Coded.find(Trait.class, code).stream())
                        .toList(),
                area,
                point(),
                number(km, locale),
                bookable,
                free,
                sort.isBlank() ? !isAround() ? "name" : "km" : sort,
                FormText.page(page),
                rows);
    }

    private static @Nullable Double number(String text, Locale locale) {
        OptionalDouble number = NumberText.parse(text, locale);
        return number.isPresent() && number.getAsDouble() >= 0 ? number.getAsDouble() : null;
    }
}
