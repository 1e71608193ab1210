package org.knooppunt.network.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.network.Mailings;
import org.knooppunt.network.Mailings.Mailing;
import org.knooppunt.network.Mailings.Segment;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Partner;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
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

/** Letters to a part of the network: write, look at, send. */
@Controller
@RequestMapping("/mailings")
@PreAuthorize("hasRole('COORDINATOR')")
class MailingPages {
    private static final int ROWS = 50;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 10_000;

    private final Mailings mailings;
    private final Areas areas;
    private final Profiles profiles;
    private final MessageSource messages;

    MailingPages(Mailings mailings, Areas areas, Profiles profiles, MessageSource messages) {
        this.mailings = mailings;
        this.areas = areas;
        this.profiles = profiles;
        this.messages = messages;
    }

    /** A letter as it is typed. */
    public record MailingForm(
            String version, String subject, String text, String type, String domain, String area, String role) {
        public MailingForm {
            version = FormText.orEmpty(version);
            subject = FormText.orEmpty(subject);
            text = FormText.orEmpty(text);
            type = FormText.orEmpty(type);
            domain = FormText.orEmpty(domain);
            area = FormText.orEmpty(area);
            role = FormText.orEmpty(role);
        }

        static MailingForm of(Mailing mailing) {
            Segment segment = mailing.segment();
            return new MailingForm(
                    String.valueOf(mailing.version()),
                    mailing.subject(),
                    mailing.text(),
                    segment.type(),
                    segment.domain(),
                    segment.area(),
                    segment.role());
        }
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "1") int page, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("slice", mailings.list(page, ROWS, person));
        return "network/mailings";
    }

    @GetMapping("/new")
    String blank(Model model, Locale locale) {
        return form(new MailingForm("", "", "", "", "", "", ""), null, model, locale);
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Mailing mailing = mailings.get(id, person);
        return mailing.draft() ? form(MailingForm.of(mailing), mailing, model, locale) : "redirect:/mailings/" + id;
    }

    private List<Choice> types(Locale locale) {
        return Partner.TYPES.stream()
                .map(type -> new Choice(type, messages.getMessage("value.type." + type, new Object[0], locale)))
                .toList();
    }

    private List<Choice> domains() {
        return profiles.domains().stream()
                .map(domain -> new Choice(domain.code(), domain.name()))
                .toList();
    }

    private List<Choice> places() {
        return areas.list().stream()
                .map(area -> new Choice(area.key(), "\u2003".repeat(area.depth()) + area.name()))
                .toList();
    }

    private List<Choice> roles(Locale locale) {
        return Arrays.stream(OrganisationRole.values())
                .map(role -> new Choice(
                        role.name(), messages.getMessage("people.role." + role.code(), new Object[0], locale)))
                .toList();
    }

    private List<Choice> orAll(List<Choice> choices, Locale locale) {
        List<Choice> all = new ArrayList<>();
        all.add(new Choice("", messages.getMessage("list.any", new Object[0], locale)));
        all.addAll(choices);
        return all;
    }

    private String form(MailingForm form, @Nullable Mailing mailing, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("mailing", mailing);
        model.addAttribute("types", orAll(types(locale), locale));
        model.addAttribute("domains", orAll(domains(), locale));
        model.addAttribute("areas", orAll(places(), locale));
        model.addAttribute("roles", orAll(roles(locale), locale));
        return "network/mailing-form";
    }

    @PostMapping("/new")
    String write(
            @ModelAttribute("form") MailingForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Segment segment = read(form, errors, locale);
        if (errors.hasErrors()) {
            return form(form, null, model, locale);
        }
        return "redirect:/mailings/"
                + mailings.write(form.subject().strip(), form.text().strip(), segment, person);
    }

    @PostMapping("/{id}/edit")
    String change(
            @PathVariable long id,
            @ModelAttribute("form") MailingForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Mailing mailing = mailings.get(id, person);
        Segment segment = read(form, errors, locale);
        if (errors.hasErrors()) {
            return form(form, mailing, model, locale);
        }
        if (!mailings.change(
                id,
                FormText.version(form.version()),
                form.subject().strip(),
                form.text().strip(),
                segment,
                person)) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
        }
        return "redirect:/mailings/" + id;
    }

    /** What is no choice becomes an error: a letter to everybody because of a slip is not taken back. */
    private Segment read(MailingForm form, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        reader.required("subject", form.subject(), LONGEST_SUBJECT);
        reader.required("text", form.text(), LONGEST_TEXT);
        known("type", form.type(), types(locale), errors);
        known("domain", form.domain(), domains(), errors);
        known("area", form.area(), places(), errors);
        known("role", form.role(), roles(locale), errors);
        return new Segment(form.type(), form.domain(), form.area(), form.role());
    }

    private static void known(String field, String value, List<Choice> choices, BindingResult errors) {
        if (!value.isEmpty()
                && choices.stream().noneMatch(choice -> choice.value().equals(value))) {
            errors.rejectValue(field, "form.required");
        }
    }

    /** How it will look and how many get it. */
    @GetMapping("/{id}")
    String look(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Mailing mailing = mailings.get(id, person);
        Segment segment = mailing.segment();
        model.addAttribute("mailing", mailing);
        if (mailing.draft()) {
            model.addAttribute("count", mailings.count(segment, person));
        }
        List<String> part = new ArrayList<>();
        add(part, segment.type(), types(locale));
        add(part, segment.domain(), domains());
        add(part, segment.area(), places());
        add(part, segment.role(), roles(locale));
        model.addAttribute("part", part);
        return "network/mailing";
    }

    private static void add(List<String> part, String value, List<Choice> choices) {
        choices.stream()
                .filter(choice -> choice.value().equals(value))
                .findFirst()
                .ifPresent(choice -> part.add(choice.text().strip()));
    }

    @PostMapping("/{id}/send")
    String send(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!mailings.send(id, version, person)) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:/mailings/" + id;
        }
        return Forms.done("mailing.sending", "/mailings/" + id, flash);
    }
}
