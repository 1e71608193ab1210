package org.knooppunt.organisation.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Contacts;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.security.access.AccessDeniedException;
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

/** Who acts for an organisation and may do what, people without an account, and what it does and gives. */
@Controller
@RequestMapping("/organisations/{key}")
@PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
class PeoplePages {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PHONE = 40;
    private static final int LONGEST_GIFT = 500;

    private final Organisations organisations;
    private final Memberships memberships;
    private final Contacts contacts;
    private final Profiles profiles;
    private final MessageSource messages;

    PeoplePages(
            Organisations organisations,
            Memberships memberships,
            Contacts contacts,
            Profiles profiles,
            MessageSource messages) {
        this.organisations = organisations;
        this.memberships = memberships;
        this.contacts = contacts;
        this.profiles = profiles;
        this.messages = messages;
    }

    /** What is typed about a person without an account. */
    public record ContactForm(
            String name, String task, String email, String phone, Boolean shown, Boolean mailings, String agreedHow) {
        public ContactForm {
            shown = Boolean.TRUE.equals(shown);
            mailings = Boolean.TRUE.equals(mailings);
            name = FormText.orEmpty(name);
            task = FormText.orEmpty(task);
            email = FormText.orEmpty(email);
            phone = FormText.orEmpty(phone);
            agreedHow = FormText.orEmpty(agreedHow);
        }

        static ContactForm blank() {
            return new ContactForm("", "", "", "", false, false, "");
        }
    }

    @GetMapping("/people")
    String people(@PathVariable String key, @AuthenticationPrincipal Person person, Model model) {
        return people(mine(key, person), ContactForm.blank(), person, model);
    }

    private String people(Partner partner, ContactForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("partner", partner);
        model.addAttribute("members", memberships.list(partner.key(), person));
        model.addAttribute("contacts", contacts.list(partner.key(), person));
        model.addAttribute("mayGive", memberships.mayGive(person, partner.key()));
        model.addAttribute("roles", OrganisationRole.values());
        return "organisation/people";
    }

    @PostMapping("/people/{account:\\d+}")
    String setRoles(
            @PathVariable String key,
            @PathVariable long account,
            @RequestParam(name = "roles", required = false) @Nullable List<String> roles,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        Set<OrganisationRole> chosen = EnumSet.noneOf(OrganisationRole.class);
        for (String role : roles == null ? List.<String>of() : roles) {
            chosen.add(Coded.find(OrganisationRole.class, role).orElseThrow(() -> new Missing("role " + role)));
        }
        memberships.set(person, account, partner.key(), chosen);
        return Forms.done("flash.saved", partner.path() + "/people", flash);
    }

    @PostMapping("/people/{account:\\d+}/end")
    String end(
            @PathVariable String key,
            @PathVariable long account,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        memberships.end(person, account, partner.key());
        return Forms.done("people.ended", account == person.id() ? "/workbench" : partner.path() + "/people", flash);
    }

    @PostMapping("/contacts")
    String addContact(
            @PathVariable String key,
            @ModelAttribute("form") ContactForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        FormReader reader = new FormReader(errors, locale);
        String name = reader.required("name", form.name(), LONGEST_NAME);
        String task = reader.text("task", form.task(), LONGEST_NAME);
        String email = reader.email("email", form.email(), form.mailings());
        String phone = reader.text("phone", form.phone(), LONGEST_PHONE);
        if (!phone.isEmpty() && !phone.matches("[+()0-9 ./-]{3,40}")) {
            errors.rejectValue("phone", "people.phone.wrong");
        }
        String agreedHow = reader.required("agreedHow", form.agreedHow(), LONGEST_NAME);
        if (errors.hasErrors()) {
            return people(partner, form, person, model);
        }
        contacts.add(
                person,
                partner.key(),
                new Contacts.Draft(name, task, email, phone, form.shown(), form.mailings(), agreedHow));
        return Forms.done("flash.added", partner.path() + "/people#contacts", flash);
    }

    @PostMapping("/contacts/{id}/renew")
    String renew(
            @PathVariable String key,
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        contacts.renew(person, partner.key(), id);
        return Forms.done("people.renewed", partner.path() + "/people#contacts", flash);
    }

    @PostMapping("/contacts/{id}/remove")
    String remove(
            @PathVariable String key,
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        contacts.remove(person, partner.key(), id);
        return Forms.done("people.forgotten", partner.path() + "/people#contacts", flash);
    }

    /** What is typed about something others can have. */
    public record GiftForm(String kind, String words) {
        public GiftForm {
            kind = FormText.orEmpty(kind);
            words = FormText.orEmpty(words);
        }
    }

    @GetMapping("/profile")
    String profile(@PathVariable String key, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        return profile(mine(key, person), new GiftForm("knowledge", ""), model, locale);
    }

    private String profile(Partner partner, GiftForm form, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("partner", partner);
        model.addAttribute("profile", profiles.of(partner.key()));
        model.addAttribute("domains", profiles.domains());
        model.addAttribute(
                "kinds",
                Profiles.GIFTS.stream()
                        .map(kind -> new Choice(kind, messages.getMessage("gift." + kind, new Object[0], locale)))
                        .toList());
        return "organisation/profile";
    }

    @PostMapping("/profile")
    String setDomains(
            @PathVariable String key,
            @RequestParam(name = "domains", required = false) @Nullable List<String> domains,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        profiles.setDomains(
                person,
                partner.key(),
                domains == null ? Set.of() : domains.stream().collect(Collectors.toSet()));
        return Forms.done("flash.saved", partner.path() + "/profile", flash);
    }

    @PostMapping("/profile/gifts")
    String addGift(
            @PathVariable String key,
            @ModelAttribute("form") GiftForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        String words = new FormReader(errors, locale).required("words", form.words(), LONGEST_GIFT);
        if (!Profiles.GIFTS.contains(form.kind())) {
            errors.rejectValue("kind", "form.required");
        }
        if (errors.hasErrors()) {
            return profile(partner, form, model, locale);
        }
        profiles.addGift(person, partner.key(), form.kind(), words);
        return Forms.done("flash.added", partner.path() + "/profile", flash);
    }

    @PostMapping("/profile/gifts/{id}/remove")
    String removeGift(
            @PathVariable String key,
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        profiles.removeGift(person, partner.key(), id);
        return Forms.done("gift.removed", partner.path() + "/profile", flash);
    }

    private Partner mine(String key, Person person) {
        Partner partner =
                organisations.find(Keys.key(key), person).orElseThrow(() -> new Missing("organisation " + key));
        if (!Organisations.mayEdit(person, partner.key())) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        return partner;
    }
}
