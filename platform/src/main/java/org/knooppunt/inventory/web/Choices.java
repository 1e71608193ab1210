package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Recent;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Sight;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner.Place;
import org.knooppunt.web.Choice;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What can be chosen in filters and forms. */
@Component
class Choices {
    /** Beyond this a choice is no longer one; the search finds it. */
    private static final int MOST = 300;

    private static final int MOST_SITES = 2_000;

    /** Up to here a plain list is quicker than typing. */
    private static final int FEW = 12;

    private final Classes classes;
    private final Areas areas;
    private final Organisations organisations;
    private final MessageSource messages;
    private final Recent recent;

    Choices(Classes classes, Areas areas, Organisations organisations, MessageSource messages, Recent recent) {
        this.classes = classes;
        this.areas = areas;
        this.organisations = organisations;
        this.messages = messages;
        this.recent = recent;
    }

    /** The choices of the filters: {@code kinds}, {@code classes}, {@code areas}, {@code organisations}. */
    void filters(Model model, @Nullable Person person) {
        model.addAttribute("kinds", kinds());
        model.addAttribute("classes", recent.get("choices.classes", this::classes));
        model.addAttribute("areas", areas());
        model.addAttribute("organisations", organisations(person));
    }

    private List<Choice> classes() {
        List<Classes.Entry> all = classes.list();
        return all.stream()
                .filter(entry -> all.size() <= MOST || entry.depth() < 2)
                .limit(MOST)
                .map(entry -> new Choice(entry.key(), indented(entry.depth(), entry.name())))
                .toList();
    }

    List<Choice> kinds() {
        return java.util.Arrays.stream(Kind.values())
                .map(kind -> new Choice(kind.code(), message("kind." + kind.code())))
                .toList();
    }

    List<Choice> areas() {
        return recent.get("choices.areas", () -> areas.list().stream()
                .map(area -> new Choice(area.key(), indented(area.depth(), area.name())))
                .toList());
    }

    List<Choice> organisations(@Nullable Person person) {
        // which ones somebody sees depends on how far they see, not on who they are
        return recent.get(
                List.of("choices.organisations", Sight.of(person).reach()),
                () -> organisations.names(MOST, person).entrySet().stream()
                        .map(partner -> new Choice(partner.getKey(), partner.getValue()))
                        .toList());
    }

    List<Choice> visibilities() {
        return java.util.Arrays.stream(Visibility.values())
                .map(visibility -> new Choice(visibility.code(), message("value.visibility." + visibility.code())))
                .toList();
    }

    List<Choice> statuses() {
        return java.util.Arrays.stream(FacilityStatus.values())
                .map(status -> new Choice(status.code(), message("value.status." + status.code())))
                .toList();
    }

    /** The sites somebody may put something on, as labels to pick. */
    List<Choice> sites(Person person) {
        return organisations.sitesToUse(person, MOST_SITES).stream()
                .map(place -> new Choice(place.key(), label(place)))
                .toList();
    }

    /** Whether there is a site this person may put something on. */
    boolean mayAdd(@Nullable Person person) {
        return person != null
                && (person.is(Role.COORDINATOR)
                        || person.is(Role.MEMBER)
                                && !organisations.sitesToUse(person, 1).isEmpty());
    }

    /** The label of a site, or of the only one there is. */
    String siteLabel(Person person, String key) {
        List<Choice> sites = sites(person);
        if (sites.size() == 1) {
            return sites.getFirst().text();
        }
        return sites.stream()
                .filter(site -> site.value().equals(key))
                .findFirst()
                .map(Choice::text)
                .orElse("");
    }

    /** The site a person meant: its key or its label. */
    Optional<Place> site(String text, Person person) {
        String wanted = text.strip();
        Optional<Place> byKey = organisations.findSite(wanted);
        if (byKey.isEmpty()) {
            int open = wanted.lastIndexOf('(');
            if (open >= 0 && wanted.endsWith(")")) {
                byKey = organisations.findSite(wanted.substring(open + 1, wanted.length() - 1));
            }
        }
        return byKey.filter(place -> Organisations.mayEdit(person, place.organisation()));
    }

    /** Sites as a field offers them: a form keeps the label, for one may type it too; few are chosen from a list. */
    static List<Choice> options(List<Choice> sites) {
        List<Choice> options = new ArrayList<>();
        if (sites.size() <= FEW) {
            options.add(new Choice("", "–"));
        }
        sites.forEach(site -> options.add(new Choice(site.text(), site.text())));
        return options;
    }

    static String label(Place place) {
        return place.name() + " (" + place.key() + ")";
    }

    static Choice choice(Classes.Entry entry) {
        return new Choice(entry.label(), entry.name());
    }

    private static String indented(int depth, String name) {
        return "\u2003".repeat(depth) + name;
    }

    private String message(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
