package org.knooppunt.places.web;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What can be chosen in the forms about places. */
@Component
class PlaceChoices {
    private static final int MOST = 500;

    private final Organisations organisations;
    private final Areas areas;
    private final BusinessCases cases;
    private final MessageSource messages;

    PlaceChoices(Organisations organisations, Areas areas, BusinessCases cases, MessageSource messages) {
        this.organisations = organisations;
        this.areas = areas;
        this.cases = cases;
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

    List<Choice> visibilities() {
        return Arrays.stream(Visibility.values())
                .map(each -> new Choice(each.code(), message("value.visibility." + each.code())))
                .toList();
    }

    /** The organisations this person sees. */
    List<Choice> organisations(@Nullable Person person) {
        return organisations.names(MOST, person).entrySet().stream()
                .map(each -> new Choice(each.getKey(), each.getValue()))
                .toList();
    }

    /** The organisations this person acts for: any for a coordinator. */
    List<Choice> own(@Nullable Person person) {
        if (person == null) {
            return List.of();
        }
        return organisations(person).stream()
                .filter(each -> Organisations.mayEdit(person, each.value()))
                .toList();
    }

    /** Whether this person may bring places in. */
    static boolean mayAdd(@Nullable Person person) {
        return person != null
                && (person.is(Role.COORDINATOR)
                        || person.is(Role.MEMBER) && !person.organisations().isEmpty());
    }

    List<Choice> areas() {
        return areas.list().stream()
                .map(area -> new Choice(area.key(), "\u2003".repeat(area.depth()) + area.name()))
                .toList();
    }

    List<Choice> cases(Person person) {
        return cases.list("", null, "-created", 1, MOST, person).rows().stream()
                .map(each -> new Choice(Long.toString(each.id()), each.title()))
                .toList();
    }

    List<Choice> hours(int from, int until) {
        return java.util.stream.IntStream.rangeClosed(from, until)
                .mapToObj(hour -> new Choice(String.valueOf(hour), message("place.hour", String.valueOf(hour))))
                .toList();
    }
}
