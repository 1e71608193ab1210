package org.knooppunt.indicators.web;

import java.util.Arrays;
import java.util.List;
import org.knooppunt.indicators.Area;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What can be chosen on the pages about indicators. */
@Component
class IndicatorChoices {
    private final Indicators indicators;
    private final Observations observations;
    private final MessageSource messages;

    IndicatorChoices(Indicators indicators, Observations observations, MessageSource messages) {
        this.indicators = indicators;
        this.observations = observations;
        this.messages = messages;
    }

    String message(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    <E extends Enum<E> & Coded> List<Choice> of(Class<E> among, String prefix) {
        return Arrays.stream(among.getEnumConstants())
                .map(each -> new Choice(each.code(), message(prefix + each.code())))
                .toList();
    }

    List<Choice> themes() {
        return indicators.themes().stream()
                .map(theme -> new Choice(theme, theme))
                .toList();
    }

    /** All areas, those of now first. */
    List<Choice> areas() {
        return areas(observations.areas());
    }

    List<Choice> areas(List<Area> all) {
        return java.util.stream.Stream.concat(
                        all.stream().filter(Area::isPresent), all.stream().filter(area -> !area.isPresent()))
                .map(area -> new Choice(area.code(), area.name()))
                .toList();
    }

    /** With whom an area can be compared. */
    List<Choice> compared() {
        return List.of(
                new Choice("", message("indicator.compare.cities")),
                new Choice(IndicatorPages.ALL, message("indicator.compare.all")));
    }

    List<Choice> categories() {
        return categories(observations.categories());
    }

    List<Choice> categories(List<Category> some) {
        java.util.Locale locale = LocaleContextHolder.getLocale();
        return some.stream()
                .map(category -> new Choice(category.code(), category.name(locale)))
                .toList();
    }
}
