package org.knooppunt.network.web;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knooppunt.identity.Person;
import org.knooppunt.network.Invitations;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Language;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whom the coordinator invited, and inviting somebody. */
@Controller
@RequestMapping("/invitations")
@PreAuthorize("hasRole('COORDINATOR')")
class InvitationPages {
    private static final int ROWS = 50;
    private static final int MOST_OFFERED = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORDS = 2_000;

    private final Invitations invitations;
    private final Organisations organisations;

    InvitationPages(Invitations invitations, Organisations organisations) {
        this.invitations = invitations;
        this.organisations = organisations;
    }

    /** What is typed about who is invited. */
    public record InvitationForm(
            String email,
            String person,
            String language,
            String organisation,
            String name,
            String words,
            List<String> roles) {
        public InvitationForm {
            email = FormText.orEmpty(email);
            person = FormText.orEmpty(person);
            language = FormText.orEmpty(language);
            organisation = FormText.orEmpty(organisation);
            name = FormText.orEmpty(name);
            words = FormText.orEmpty(words);
            roles = roles == null ? List.of() : List.copyOf(roles);
        }
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "1") int page, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("slice", invitations.list(page, ROWS, person));
        return "network/invitations";
    }

    @GetMapping("/new")
    String blank(
            @RequestParam(defaultValue = "") String organisation, @AuthenticationPrincipal Person person, Model model) {
        return form(
                new InvitationForm("", "", "nl", organisation, "", "", List.of(OrganisationRole.CONTACT.code())),
                person,
                model);
    }

    private String form(InvitationForm form, Person person, Model model) {
        Forms.show(model, form);
        List<Choice> others = new ArrayList<>();
        organisations.names(MOST_OFFERED, person).forEach((each, name) -> others.add(new Choice(each, name)));
        model.addAttribute("others", others);
        model.addAttribute("roles", OrganisationRole.values());
        model.addAttribute(
                "languageChoices",
                java.util.Arrays.stream(Language.values())
                        .map(language -> new Choice(language.code(), language.ownName()))
                        .toList());
        return "network/invitation-form";
    }

    @PostMapping("/new")
    String invite(
            @ModelAttribute("form") InvitationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String email = reader.email("email", form.email(), true);
        String who = reader.text("person", form.person(), LONGEST_NAME);
        String words = reader.text("words", form.words(), LONGEST_WORDS);
        String organisation = form.organisation().strip();
        String name = reader.text("name", form.name(), LONGEST_NAME);
        if (organisation.isEmpty() == name.isEmpty()) {
            errors.rejectValue("organisation", "invite.organisation.one");
        } else if (!organisation.isEmpty()
                && organisations.find(organisation, person).isEmpty()) {
            errors.rejectValue("organisation", "relation.other.unknown", new Object[] {organisation}, null);
        }
        if (java.util.Arrays.stream(Language.values())
                .noneMatch(language -> language.code().equals(form.language()))) {
            errors.rejectValue("language", "form.required");
        }
        Set<OrganisationRole> roles = EnumSet.noneOf(OrganisationRole.class);
        form.roles().forEach(role -> Coded.find(OrganisationRole.class, role).ifPresent(roles::add));
        if (errors.hasErrors()) {
            return form(form, person, model);
        }
        invitations.invite(
                new Invitations.Draft(email, who, form.language(), organisation, name, words, roles), person);
        return Forms.done("invite.sent", "/invitations", flash);
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        boolean done = invitations.withdraw(id, person);
        flash.addFlashAttribute(done ? "done" : "problem", done ? "invite.withdrawn" : "invite.notOpen");
        return "redirect:/invitations";
    }
}
