package org.knooppunt.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page needs: who looks, and the menu of their roles. */
@ControllerAdvice(annotations = org.springframework.stereotype.Controller.class)
class Layout {
    /** One entry of the menu; {@code key} is the message key of its text. */
    public record Entry(String key, String path, String icon, boolean current) {}

    private final KnooppuntProperties properties;

    Layout(KnooppuntProperties properties) {
        this.properties = properties;
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

    @ModelAttribute("menu")
    List<Entry> menu(@AuthenticationPrincipal @Nullable Person person, HttpServletRequest request) {
        List<Entry> menu = new ArrayList<>();
        if (person == null) {
            return menu;
        }
        add(menu, request, "menu.workbench", "/workbench", "home");
        add(menu, request, "menu.offers", "/offers", "package-export");
        add(menu, request, "menu.needs", "/needs", "package-import");
        add(menu, request, "menu.facilities", "/facilities", "building-factory");
        add(menu, request, "menu.organisations", "/organisations", "building-community");
        if (person.is(Role.COORDINATOR)) {
            add(menu, request, "menu.plans", "/plans", "route");
        }
        add(menu, request, "menu.cases", "/cases", "affiliate");
        if (person.is(Role.COORDINATOR)) {
            add(menu, request, "menu.import", "/imports", "file-import");
        }
        if (person.is(Role.ADMINISTRATOR)) {
            add(menu, request, "menu.accounts", "/accounts", "users");
            add(menu, request, "menu.audit", "/audit", "history");
        }
        return menu;
    }

    private static void add(List<Entry> menu, HttpServletRequest request, String key, String path, String icon) {
        String at = request.getRequestURI();
        menu.add(new Entry(key, path, icon, at.equals(path) || at.startsWith(path + "/")));
    }
}
