package org.knooppunt.network.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.network.Registration;
import org.knooppunt.network.Registrations;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.Merges;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The queue of who asks to join, and one of them with what a coordinator can do. */
@Controller
@RequestMapping("/registrations")
@PreAuthorize("hasRole('COORDINATOR')")
class RegistrationPages {
    private static final int ROWS = 50;
    private static final int LIKE = 6;
    private static final int MOST_OFFERED = 2_000;
    private static final int LONGEST_REASON = 1_000;

    private final Registrations registrations;
    private final Merges merges;
    private final Organisations organisations;
    private final Profiles profiles;
    private final Areas areas;
    private final Audit audit;
    private final MessageSource messages;

    RegistrationPages(
            Registrations registrations,
            Merges merges,
            Organisations organisations,
            Profiles profiles,
            Areas areas,
            Audit audit,
            MessageSource messages) {
        this.registrations = registrations;
        this.merges = merges;
        this.organisations = organisations;
        this.profiles = profiles;
        this.areas = areas;
        this.audit = audit;
        this.messages = messages;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "confirmed") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Registration.State chosen = Arrays.stream(Registration.State.values())
                .filter(each -> each.code().equals(state))
                .findFirst()
                .orElse(Registration.State.CONFIRMED);
        model.addAttribute("slice", registrations.list(chosen, q, page, ROWS, person));
        model.addAttribute("state", chosen.code());
        model.addAttribute("q", q);
        model.addAttribute(
                "states",
                Arrays.stream(Registration.State.values())
                        .map(each -> new Choice(
                                each.code(),
                                messages.getMessage("registration.state." + each.code(), new Object[0], locale)))
                        .toList());
        return "network/registrations";
    }

    @GetMapping("/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Registration one = registrations.get(id, person);
        model.addAttribute("one", one);
        model.addAttribute(
                "area",
                areas.list().stream()
                        .filter(each -> each.key().equals(one.area()))
                        .findFirst()
                        .map(Areas.Area::name)
                        .orElse(""));
        model.addAttribute(
                "domains",
                profiles.domains().stream()
                        .filter(each -> one.domains().contains(each.code()))
                        .map(Profiles.Domain::name)
                        .toList());
        boolean waits = one.state() == Registration.State.CONFIRMED;
        model.addAttribute("like", waits ? merges.like(one.name(), one.enterpriseNumber(), LIKE, person) : List.of());
        if (waits) {
            List<Choice> others = new ArrayList<>();
            organisations.names(MOST_OFFERED, person).forEach((each, name) -> others.add(new Choice(each, name)));
            model.addAttribute("others", others);
        }
        String became = one.organisation();
        model.addAttribute(
                "became",
                became == null ? null : organisations.find(became, person).orElse(null));
        model.addAttribute("events", audit.list("registration", Long.toString(id)));
        return "network/registration";
    }

    @PostMapping("/{id}/accept")
    String accept(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return after(registrations.accept(id, person), "registration.accepted", id, flash);
    }

    @PostMapping("/{id}/same")
    String same(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String organisation,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (organisations.find(organisation.strip(), person).isEmpty()) {
            flash.addFlashAttribute("problem", "registration.same.unknown");
            return "redirect:/registrations/" + id;
        }
        return after(registrations.same(id, organisation.strip(), person), "registration.joined", id, flash);
    }

    @PostMapping("/{id}/refuse")
    String refuse(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (reason.isBlank() || !FormText.fits(reason, LONGEST_REASON)) {
            flash.addFlashAttribute("problem", "registration.reason.wrong");
            flash.addFlashAttribute("typedReason", FormText.fits(reason, LONGEST_REASON * 5) ? reason : "");
            return "redirect:/registrations/" + id + "#refuse";
        }
        return after(registrations.refuse(id, reason.strip(), person), "registration.refused", id, flash);
    }

    private static String after(Registrations.Decision decision, String message, long id, RedirectAttributes flash) {
        if (decision != Registrations.Decision.DONE) {
            flash.addFlashAttribute("problem", "registration.notWaiting");
            return "redirect:/registrations/" + id;
        }
        return Forms.done(message, "/registrations", flash);
    }
}
