package org.knooppunt.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The front door and the workbench: what the rooms have to say, gathered. */
@Controller
class Home {
    /** More is not news any more. */
    private static final int MOVED = 10;

    private final ObjectProvider<FrontDoorFigures> figures;
    private final ObjectProvider<WorkbenchItems> items;
    private final OpenPages pages;

    Home(ObjectProvider<FrontDoorFigures> figures, ObjectProvider<WorkbenchItems> items, OpenPages pages) {
        this.figures = figures;
        this.items = items;
        this.pages = pages;
    }

    /** Where somebody brings a stream in; who may not, reads how members do it. */
    private static String bring(@Nullable Person person) {
        if (person == null) {
            return "/sign-in";
        }
        return person.is(Role.COORDINATOR) || person.is(Role.MEMBER) ? "/offers/new" : "/help/member";
    }

    @GetMapping("/")
    String frontDoor(@AuthenticationPrincipal @Nullable Person person, Model model) {
        List<Figure> all = new ArrayList<>();
        figures.orderedStream().forEach(room -> all.addAll(room.figures()));
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        model.addAttribute("figures", all);
        model.addAttribute(
                "sources", all.stream().map(Figure::source).distinct().toList());
        model.addAttribute("offersOpen", pages.open("/offers", authentication));
        model.addAttribute("bring", bring(person));
        model.addAttribute("areas", pages.open("/areas.geojson", authentication) ? "/areas.geojson" : null);
        model.addAttribute("points", pages.open("/map.geojson", authentication) ? "/map.geojson" : null);
        return "web/front-door";
    }

    @GetMapping("/workbench")
    String workbench(@AuthenticationPrincipal Person person, Model model) {
        List<Item> waiting = new ArrayList<>();
        List<Item> moved = new ArrayList<>();
        @Nullable Item next = null;
        for (WorkbenchItems room : items.orderedStream().toList()) {
            waiting.addAll(room.waiting(person));
            moved.addAll(room.moved(person));
            Optional<Item> suggestion = next == null ? room.next(person) : Optional.empty();
            if (suggestion.isPresent()) {
                next = suggestion.get();
            }
        }
        moved.sort(Comparator.comparing((Item item) -> item.at() == null ? Instant.MIN : item.at())
                .reversed());
        model.addAttribute("waiting", waiting);
        model.addAttribute("moved", moved.subList(0, Math.min(MOVED, moved.size())));
        model.addAttribute("next", next == null ? start(person) : next);
        return "web/workbench";
    }

    /** Where someone begins whom no room has anything to suggest yet. */
    private Item start(Person person) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (person.is(Role.COORDINATOR) && pages.open("/imports", authentication)) {
            return Item.of("file-import", "/imports", "workbench.start.coordinator")
                    .action("workbench.start.coordinator.action");
        }
        if (person.is(Role.MEMBER) && pages.open("/offers/new", authentication)) {
            return Item.of("package-export", "/offers/new", "workbench.start.member")
                    .action("workbench.start.member.action");
        }
        if (person.is(Role.ADMINISTRATOR) && pages.open("/accounts", authentication)) {
            return Item.of("users", "/accounts", "workbench.start.administrator")
                    .action("workbench.start.administrator.action");
        }
        if (pages.open("/cases", authentication)) {
            return Item.of("affiliate", "/cases", "workbench.start.cases").action("workbench.start.cases.action");
        }
        return Item.of("help-circle", "/help", "workbench.start.help").action("workbench.start.help.action");
    }
}
