package org.knooppunt.organisation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.Contacts;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.Merges;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.organisation.Partner.Place;
import org.knooppunt.organisation.PartnerSections;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.organisation.Relations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
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

/** Organisations and their sites: list, page, forms. */
@Controller
@RequestMapping("/organisations")
class OrganisationPages {
    private static final int ROWS = 50;
    private static final int RELATIONS = 100;
    private static final String COORDINATOR = "hasRole('COORDINATOR')";
    private static final String EDITORS = "hasAnyRole('COORDINATOR', 'MEMBER')";

    private final Organisations organisations;
    private final Areas areas;
    private final List<PartnerSections> sections;
    private final Histories histories;
    private final Profiles profiles;
    private final Memberships memberships;
    private final Contacts contacts;
    private final Relations relations;
    private final Merges merges;
    private final MessageSource messages;

    OrganisationPages(
            Organisations organisations,
            Areas areas,
            List<PartnerSections> sections,
            Histories histories,
            Profiles profiles,
            Memberships memberships,
            Contacts contacts,
            Relations relations,
            Merges merges,
            MessageSource messages) {
        this.organisations = organisations;
        this.areas = areas;
        this.sections = sections;
        this.histories = histories;
        this.profiles = profiles;
        this.memberships = memberships;
        this.contacts = contacts;
        this.relations = relations;
        this.merges = merges;
        this.messages = messages;
    }

    /** The filters of the list as they stand in the address. */
    public record Query(
            @Nullable String q,
            @Nullable String type,
            @Nullable String area,
            @Nullable String domain,
            @Nullable String sort,
            @Nullable String page) {
        public boolean isFiltered() {
            return has(q) || has(type) || has(area) || has(domain);
        }

        private static boolean has(@Nullable String value) {
            return value != null && !value.isBlank();
        }

        Organisations.Filter filter() {
            int number = FormText.page(page);
            return new Organisations.Filter(q, type, area, domain, sort, number, ROWS);
        }
    }

    @GetMapping
    String list(
            Query query, HttpServletRequest request, @AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("slice", organisations.list(query.filter(), person));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/organisations/export"));
        model.addAttribute(
                "types",
                organisations.types(person).stream()
                        .map(type -> new Choice(type, word("value.type." + type, type)))
                        .toList());
        model.addAttribute("areas", areaChoices(false));
        model.addAttribute(
                "domains",
                profiles.domains().stream()
                        .map(domain -> new Choice(domain.code(), domain.name()))
                        .toList());
        model.addAttribute("coordinator", person != null && person.is(Role.COORDINATOR));
        model.addAttribute("mayAdd", person != null && person.is(Role.COORDINATOR));
        return "organisation/organisations";
    }

    @GetMapping("/export")
    void export(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletResponse response)
            throws IOException {
        List<String> columns = List.of("organisation", "name", "type", "enterprise_number", "nace", "sites", "areas");
        TableFile.write(
                "organisations",
                format,
                columns,
                response,
                sheet -> organisations.each(query.filter(), person, partner -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(partner.key());
                    row.add(partner.name());
                    row.add(partner.type());
                    row.add(partner.enterpriseNumber());
                    row.add(partner.nace());
                    row.add((double) partner.sites());
                    row.add(String.join(", ", partner.areas()));
                    sheet.row(row);
                }));
    }

    @GetMapping("/{key}")
    String page(@PathVariable String key, @AuthenticationPrincipal @Nullable Person person, Model model) {
        String plain = Keys.key(key);
        Optional<Partner> found = organisations.find(plain, person);
        if (found.isEmpty()) {
            Optional<String> kept = merges.wentTo(plain)
                    .filter(other -> organisations.find(other, person).isPresent());
            if (kept.isPresent()) {
                return "redirect:/organisations/" + Keys.path(kept.get());
            }
        }
        Partner partner = found.or(() -> organisations.findDeleted(plain, person))
                .orElseThrow(() -> new Missing("organisation " + plain));
        model.addAttribute("profile", profiles.of(plain));
        model.addAttribute("members", memberships.list(plain, person));
        model.addAttribute("contacts", contacts.list(plain, person));
        model.addAttribute("mayGive", memberships.mayGive(person, plain));
        model.addAttribute(
                "relations",
                person == null
                        ? List.of()
                        : relations
                                .list(new Relations.Filter(null, null, null, plain), 1, RELATIONS, person)
                                .rows());
        boolean mayEdit = Organisations.mayEdit(person, plain);
        model.addAttribute("partner", partner);
        model.addAttribute("sites", organisations.sites(plain));
        model.addAttribute(
                "sections",
                sections.stream()
                        .flatMap(section -> section.of(plain, person).stream())
                        .toList());
        model.addAttribute("mayEdit", mayEdit);
        model.addAttribute("mayDelete", person != null && person.is(Role.COORDINATOR));
        if (mayEdit || person != null && person.is(Role.ADMINISTRATOR)) {
            model.addAttribute("events", histories.of("organisation", plain, partner.born()));
        }
        return "organisation/organisation";
    }

    @GetMapping("/new")
    @PreAuthorize(COORDINATOR)
    String blank(Model model) {
        return form(OrganisationForm.blank(), null, model);
    }

    @PostMapping("/new")
    @PreAuthorize(COORDINATOR)
    String add(
            @ModelAttribute("form") OrganisationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        String key = form.key().isBlank()
                ? organisations.freeKey("organisation", form.name())
                : form.key().strip();
        Organisation organisation = form.read(key, errors, new FormReader(errors, locale));
        if (organisation != null && organisations.add(person, organisation) == Saved.KEY_TAKEN) {
            errors.rejectValue("key", "form.key.taken");
        }
        if (errors.hasErrors()) {
            return form(form, null, model);
        }
        return Forms.done("flash.added", "/organisations/" + Keys.path(key), flash);
    }

    @GetMapping("/{key}/edit")
    @PreAuthorize(EDITORS)
    String edit(@PathVariable String key, @AuthenticationPrincipal Person person, Model model) {
        Partner partner = mine(key, person);
        return form(OrganisationForm.of(partner), partner, model);
    }

    @PostMapping("/{key}/edit")
    @PreAuthorize(EDITORS)
    String change(
            @PathVariable String key,
            @ModelAttribute("form") OrganisationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        Organisation organisation = form.read(partner.key(), errors, new FormReader(errors, locale));
        if (organisation == null) {
            return form(form, partner, model);
        }
        if (organisations.change(person, organisation, form.versionNumber()) == Saved.CHANGED_MEANWHILE) {
            model.addAttribute("meanwhile", histories.latest("organisation", partner.key()));
            return form(form.atVersion(partner.version()), partner, model);
        }
        return Forms.done("flash.saved", partner.path(), flash);
    }

    private String form(OrganisationForm form, @Nullable Partner partner, Model model) {
        Forms.show(model, form);
        model.addAttribute("partner", partner);
        List<Choice> types = new ArrayList<>();
        types.add(new Choice("", "–"));
        for (String type : Partner.TYPES) {
            types.add(new Choice(type, word("value.type." + type, type)));
        }
        if (types.stream().noneMatch(choice -> choice.value().equals(form.type()))) {
            types.add(new Choice(form.type(), form.type()));
        }
        model.addAttribute("types", types);
        return "organisation/organisation-form";
    }

    @GetMapping("/{key}/delete")
    @PreAuthorize(COORDINATOR)
    String askDelete(@PathVariable String key, @AuthenticationPrincipal Person person, Model model) {
        Partner partner = mine(key, person);
        return Forms.askDelete(model, partner.name(), partner.version(), partner.path());
    }

    @PostMapping("/{key}/delete")
    @PreAuthorize(COORDINATOR)
    String delete(
            @PathVariable String key,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        return Forms.deleted(
                organisations.delete(person, partner.key(), version),
                "organisation.inUse",
                partner.path(),
                partner.path() + "/restore",
                "/organisations",
                flash);
    }

    @PostMapping("/{key}/restore")
    @PreAuthorize(COORDINATOR)
    String restore(@PathVariable String key, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        organisations.restore(person, Keys.key(key));
        return Forms.done("flash.restored", "/organisations/" + key, flash);
    }

    @GetMapping("/{key}/sites/new")
    @PreAuthorize(EDITORS)
    String blankSite(@PathVariable String key, @AuthenticationPrincipal Person person, Model model) {
        return form(SiteForm.blank(), mine(key, person), null, model);
    }

    @GetMapping("/{key}/sites/{site}")
    @PreAuthorize(EDITORS)
    String editSite(
            @PathVariable String key,
            @PathVariable String site,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Partner partner = mine(key, person);
        Place place = place(partner, site);
        return form(SiteForm.of(place, locale), partner, place, model);
    }

    @PostMapping("/{key}/sites/new")
    @PreAuthorize(EDITORS)
    String addSite(
            @PathVariable String key,
            @ModelAttribute("form") SiteForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        String own = form.key().isBlank()
                ? organisations.freeKey("site", partner.key() + " " + form.name())
                : form.key().strip();
        Site site = form.read(own, partner.key(), errors, new FormReader(errors, locale));
        if (site != null && organisations.add(person, site) == Saved.KEY_TAKEN) {
            errors.rejectValue("key", "form.key.taken");
        }
        if (errors.hasErrors()) {
            return form(form, partner, null, model);
        }
        return Forms.done("flash.added", partner.path(), flash);
    }

    @PostMapping("/{key}/sites/{site}")
    @PreAuthorize(EDITORS)
    String changeSite(
            @PathVariable String key,
            @PathVariable("site") String siteKey,
            @ModelAttribute("form") SiteForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        Place place = place(partner, siteKey);
        Site site = form.read(place.key(), partner.key(), errors, new FormReader(errors, locale));
        if (site == null) {
            return form(form, partner, place, model);
        }
        if (organisations.change(person, site, form.versionNumber()) == Saved.CHANGED_MEANWHILE) {
            model.addAttribute("meanwhile", histories.latest("site", place.key()));
            return form(form.atVersion(place.version()), partner, place, model);
        }
        return Forms.done("flash.saved", partner.path(), flash);
    }

    @GetMapping("/{key}/sites/{site}/delete")
    @PreAuthorize(EDITORS)
    String askDeleteSite(
            @PathVariable String key, @PathVariable String site, @AuthenticationPrincipal Person person, Model model) {
        Partner partner = mine(key, person);
        Place place = place(partner, site);
        return Forms.askDelete(model, place.name(), place.version(), partner.path());
    }

    @PostMapping("/{key}/sites/{site}/delete")
    @PreAuthorize(EDITORS)
    String deleteSite(
            @PathVariable String key,
            @PathVariable String site,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        Place place = place(partner, site);
        return Forms.deleted(
                organisations.deleteSite(person, partner.key(), place.key(), version),
                "organisation.site.inUse",
                partner.path(),
                place.path() + "/restore",
                partner.path(),
                flash);
    }

    @PostMapping("/{key}/sites/{site}/restore")
    @PreAuthorize(EDITORS)
    String restoreSite(
            @PathVariable String key,
            @PathVariable String site,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        organisations.restoreSite(person, Keys.key(key), Keys.key(site));
        return Forms.done("flash.restored", "/organisations/" + key, flash);
    }

    private String form(SiteForm form, Partner partner, @Nullable Place place, Model model) {
        Forms.show(model, form);
        model.addAttribute("partner", partner);
        model.addAttribute("place", place);
        List<Choice> choices = new ArrayList<>(areaChoices(true));
        if (choices.stream().noneMatch(choice -> choice.value().equals(form.area()))) {
            choices.add(new Choice(form.area(), form.area()));
        }
        model.addAttribute("areas", choices);
        model.addAttribute(
                "allModes",
                java.util.Arrays.stream(Mode.values())
                        .map(mode -> new Choice(mode.code(), word("value.mode." + mode.code(), mode.code())))
                        .toList());
        return "organisation/site-form";
    }

    private List<Choice> areaChoices(boolean withNone) {
        List<Choice> choices = new ArrayList<>();
        if (withNone) {
            choices.add(new Choice("", "–"));
        }
        areas.list().forEach(area -> choices.add(new Choice(area.key(), "\u2003".repeat(area.depth()) + area.name())));
        return choices;
    }

    private String word(String key, String otherwise) {
        return java.util.Objects.requireNonNullElse(
                messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()), otherwise);
    }

    private Partner mine(String key, Person person) {
        Partner partner =
                organisations.find(Keys.key(key), person).orElseThrow(() -> new Missing("organisation " + key));
        if (!Organisations.mayEdit(person, partner.key())) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        return partner;
    }

    private Place place(Partner partner, String site) {
        return organisations
                .findSite(Keys.key(site))
                .filter(place -> place.organisation().equals(partner.key()))
                .orElseThrow(() -> new Missing("site " + site));
    }
}
