package org.knooppunt.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.MapBase;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.SavedViews;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page needs: who looks, the menu of their roles, language and theme. */
@ControllerAdvice(annotations = Controller.class)
class Layout {
    /**
     * One entry of the menu.
     *
     * @param key message key of its text
     * @param first first of its group, set apart from the one before
     */
    public record Entry(String key, String path, String icon, boolean current, boolean first) {}

    private static final Role[] NOBODY = {};
    private static final Role[] ADMINISTRATOR = {Role.ADMINISTRATOR};
    /** In the demonstration nobody else passes letters on. */
    private static final Role[] MAIL_SHOWN = {Role.ADMINISTRATOR, Role.COORDINATOR};

    private final KnooppuntProperties properties;
    private final OpenPages pages;
    private final Icons icons;
    private final SavedViews views;

    Layout(KnooppuntProperties properties, OpenPages pages, Icons icons, SavedViews views) {
        this.views = views;
        this.properties = properties;
        this.pages = pages;
        this.icons = icons;
    }

    /** As a variable, since Thymeleaf lets no bean into {@code th:utext}: {@code th:utext="${icons.svg('recycle')}"}. */
    @ModelAttribute("icons")
    Icons icons() {
        return icons;
    }

    @ModelAttribute("mapBase")
    MapBase mapBase() {
        return properties.map();
    }

    @ModelAttribute("errorWords")
    ErrorWords errorWords() {
        return ErrorWords.INSTANCE;
    }

    @ModelAttribute("person")
    @Nullable
    Person person(@AuthenticationPrincipal @Nullable Person person) {
        return person;
    }

    @ModelAttribute("demonstration")
    boolean demonstration() {
        return properties.demonstration();
    }

    @ModelAttribute("address")
    Address address(HttpServletRequest request) {
        return Address.of(request);
    }

    @ModelAttribute("views")
    ListViews views(@AuthenticationPrincipal @Nullable Person person, HttpServletRequest request) {
        return new ListViews(views, person, Address.of(request));
    }

    @ModelAttribute("theme")
    Theme theme(HttpServletRequest request) {
        return Theme.of(request);
    }

    @ModelAttribute("themes")
    Theme[] themes() {
        return Theme.values();
    }

    @ModelAttribute("languages")
    List<Language> languages() {
        return Language.list();
    }

    /** What a person can do here, by role; a page that does not exist yet is left out until its room is there. */
    @ModelAttribute("menu")
    List<Entry> menu(@AuthenticationPrincipal @Nullable Person person, HttpServletRequest request) {
        Menu menu = new Menu(person, Address.of(request).path());
        if (person != null) {
            menu.add("menu.workbench", "/workbench", "home");
        }
        menu.group();
        menu.add("menu.offers", "/offers", "package-export");
        menu.add("menu.needs", "/needs", "package-import");
        menu.add("menu.facilities", "/facilities", "building-factory");
        menu.add("menu.organisations", "/organisations", "building-community");
        menu.add("menu.network", "/network", "topology-star-3", Role.COORDINATOR, Role.MEMBER, Role.ADMINISTRATOR);
        menu.add("menu.areas", "/areas", "map-2");
        menu.add("menu.import", "/imports", "file-import", Role.COORDINATOR);
        menu.group();
        menu.add("menu.introductions", "/introductions", "heart-handshake", Role.MEMBER, Role.COORDINATOR);
        menu.add("menu.plans", "/plans", "route", Role.COORDINATOR);
        menu.add("menu.cases", "/cases", "affiliate");
        menu.add("menu.purchases", "/purchases", "shopping-cart");
        menu.add("menu.stories", "/stories", "news");
        menu.add("menu.funding", "/funding", "coin-euro", Role.COORDINATOR, Role.POLICY_OFFICER);
        menu.group();
        menu.add("menu.dashboard", "/dashboard", "chart-dots");
        menu.add("menu.strategy", "/strategy", "target");
        menu.add("menu.indicators", "/indicators", "chart-line");
        menu.add("menu.effects", "/effects", "scale");
        menu.add("menu.progress", "/progress", "report", Role.POLICY_OFFICER, Role.ADMINISTRATOR);
        menu.add("menu.visitations", "/visitations", "clipboard-check");
        menu.add(
                "menu.spending",
                "/spending",
                "receipt-euro",
                Role.POLICY_OFFICER,
                Role.ADMINISTRATOR,
                Role.COORDINATOR);
        menu.add("menu.funds", "/funds", "pig-money", Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.COORDINATOR);
        menu.add("menu.voices", "/voices", "message-2");
        menu.group();
        menu.add("menu.sessions", "/sessions", "calendar-event");
        menu.add("menu.challenges", "/challenges", "bulb");
        menu.add("menu.places", "/places", "building-warehouse");
        menu.add("menu.charter", "/charter", "certificate");
        menu.group();
        menu.add("menu.accounts", "/accounts", "users", Role.ADMINISTRATOR);
        menu.add("menu.mailbox", "/mailbox", "mail", properties.demonstration() ? MAIL_SHOWN : ADMINISTRATOR);
        menu.add("menu.audit", "/audit", "history", Role.ADMINISTRATOR);
        menu.add("menu.settings", "/settings", "settings", Role.ADMINISTRATOR);
        menu.group();
        menu.add("menu.help", "/help", "help-circle");
        return menu.entries;
    }

    private final class Menu {
        private final List<Entry> entries = new ArrayList<>();
        private final @Nullable Person person;
        private final String at;
        private final @Nullable Authentication authentication =
                SecurityContextHolder.getContext().getAuthentication();
        private boolean first;

        private Menu(@Nullable Person person, String at) {
            this.person = person;
            this.at = at;
        }

        private void group() {
            first = !entries.isEmpty();
        }

        private void add(String key, String path, String icon) {
            add(key, path, icon, NOBODY);
        }

        /** @param roles who needs it; none means everyone the address is open to */
        private void add(String key, String path, String icon, Role... roles) {
            if (roles.length > 0 && (person == null || !isOneOf(person, roles))) {
                return;
            }
            if (pages.open(path, authentication)) {
                entries.add(new Entry(key, path, icon, at.equals(path) || at.startsWith(path + "/"), first));
                first = false;
            }
        }

        private static boolean isOneOf(Person person, Role... roles) {
            for (Role role : roles) {
                if (person.is(role)) {
                    return true;
                }
            }
            return false;
        }
    }
}
