package org.knooppunt.organisation.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.organisation.Relations;
import org.knooppunt.organisation.Relations.Relation;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The network as a picture with its table, and writing down who is tied to whom. */
@Controller
class RelationPages {
    private static final String NETWORK = "hasAnyRole('COORDINATOR', 'MEMBER', 'ADMINISTRATOR')";
    private static final String EDITORS = "hasAnyRole('COORDINATOR', 'MEMBER')";
    private static final int ROWS = 50;
    /** More lines than these nobody can follow in a picture. */
    private static final int DRAWN = 400;

    private static final int MOST_OFFERED = 2_000;
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_DOMAIN = 60;

    private final Relations relations;
    private final Organisations organisations;
    private final Profiles profiles;
    private final MessageSource messages;

    RelationPages(Relations relations, Organisations organisations, Profiles profiles, MessageSource messages) {
        this.relations = relations;
        this.organisations = organisations;
        this.profiles = profiles;
        this.messages = messages;
    }

    /** The filters as they stand in the address. */
    public record Query(
            @Nullable String q,
            @Nullable String kind,
            @Nullable String domain,
            @Nullable String page) {
        public boolean isFiltered() {
            return has(q) || has(kind) || has(domain);
        }

        private static boolean has(@Nullable String value) {
            return value != null && !value.isBlank();
        }

        Relations.Filter filter() {
            return new Relations.Filter(q, kind, domain, null);
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping("/network")
    @PreAuthorize(NETWORK)
    String network(
            Query query,
            @AuthenticationPrincipal Person person,
            jakarta.servlet.http.HttpServletRequest request,
            Model model,
            Locale locale) {
        var slice = relations.list(query.filter(), query.number(), ROWS, person);
        model.addAttribute("slice", slice);
        model.addAttribute("query", query);
        model.addAttribute("drawn", DRAWN);
        String asked = request.getQueryString();
        model.addAttribute("picture", "/network/picture.json" + (asked == null ? "" : "?" + asked));
        model.addAttribute("kinds", kinds(locale));
        model.addAttribute(
                "domains",
                profiles.domains().stream()
                        .map(domain -> new Choice(domain.code(), domain.name()))
                        .toList());
        model.addAttribute(
                "own",
                person.is(Role.MEMBER)
                        ? person.organisations().stream()
                                .sorted()
                                .findFirst()
                                .map(Keys::path)
                                .orElse(null)
                        : null);
        return "organisation/network";
    }

    private List<Choice> kinds(Locale locale) {
        return Relations.KINDS.stream()
                .map(kind -> new Choice(kind, messages.getMessage("relation." + kind, new Object[0], locale)))
                .toList();
    }

    /** Points and lines of the picture. */
    @GetMapping("/network/picture.json")
    @PreAuthorize(NETWORK)
    ResponseEntity<Map<String, Object>> picture(Query query, @AuthenticationPrincipal Person person, Locale locale) {
        Map<String, Map<String, Object>> points = new LinkedHashMap<>();
        Map<String, Integer> ties = new LinkedHashMap<>();
        List<Map<String, Object>> links = new ArrayList<>();
        for (Relation relation :
                relations.list(query.filter(), 1, DRAWN, person).rows()) {
            for (String[] end : new String[][] {
                {relation.one(), relation.oneName(), relation.onePath()},
                {relation.other(), relation.otherName(), relation.otherPath()}
            }) {
                ties.merge(end[0], 1, Integer::sum);
                points.computeIfAbsent(end[0], key -> {
                    Map<String, Object> point = new LinkedHashMap<>();
                    point.put("name", end[1]);
                    point.put("href", end[2]);
                    point.put(
                            "main",
                            person.is(Role.MEMBER) && person.organisations().contains(key));
                    return point;
                });
            }
            links.add(Map.of(
                    "from", relation.one(),
                    "to", relation.other(),
                    "kind", relation.kind(),
                    "name", messages.getMessage("relation." + relation.kind(), new Object[0], locale)));
        }
        List<Map<String, Object>> all = new ArrayList<>();
        points.forEach((key, point) -> {
            point.put("id", key);
            point.put("ties", ties.get(key));
            all.add(point);
        });
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("type", "network", "points", all, "links", links));
    }

    /** A relation as it is typed. */
    public record RelationForm(String kind, String other, String since, String source, String note, Boolean shown) {
        public RelationForm {
            shown = Boolean.TRUE.equals(shown);
            kind = FormText.orEmpty(kind);
            other = FormText.orEmpty(other);
            since = FormText.orEmpty(since);
            source = FormText.orEmpty(source);
            note = FormText.orEmpty(note);
        }
    }

    @GetMapping("/organisations/{key}/relations")
    @PreAuthorize(EDITORS)
    String relations(@PathVariable String key, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        return form(mine(key, person), new RelationForm("works_with", "", "", "", "", false), person, model, locale);
    }

    private String form(Partner partner, RelationForm form, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("partner", partner);
        model.addAttribute(
                "relations",
                relations
                        .list(new Relations.Filter(null, null, null, partner.key()), 1, DRAWN, person)
                        .rows());
        model.addAttribute("kinds", kinds(locale));
        List<Choice> others = new ArrayList<>();
        organisations.names(MOST_OFFERED, person).forEach((each, name) -> others.add(new Choice(each, name)));
        model.addAttribute("others", others);
        return "organisation/relations";
    }

    @PostMapping("/organisations/{key}/relations")
    @PreAuthorize(EDITORS)
    String add(
            @PathVariable String key,
            @ModelAttribute("form") RelationForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        FormReader reader = new FormReader(errors, locale);
        String source = reader.required("source", form.source(), LONGEST_SOURCE);
        String note = reader.text("note", form.note(), LONGEST_NOTE);
        String other = form.other().strip();
        if (other.isEmpty()) {
            errors.rejectValue("other", "form.required");
        } else if (other.equals(partner.key())
                || organisations.find(other, person).isEmpty()) {
            errors.rejectValue("other", "relation.other.unknown", new Object[] {other}, null);
        }
        if (!Relations.KINDS.contains(form.kind())) {
            errors.rejectValue("kind", "form.required");
        }
        LocalDate since = day(form.since(), errors);
        if (!errors.hasErrors()
                && !relations.add(
                        person,
                        new Relations.Draft(partner.key(), other, form.kind(), since, source, note, form.shown()))) {
            errors.rejectValue("other", "relation.known");
        }
        if (errors.hasErrors()) {
            return form(partner, form, person, model, locale);
        }
        return Forms.done("flash.added", partner.path() + "/relations", flash);
    }

    private static @Nullable LocalDate day(String text, BindingResult errors) {
        if (text.isBlank()) {
            return null;
        }
        LocalDate day = FormText.day(text);
        if (day == null) {
            errors.rejectValue("since", "relation.since.wrong", new Object[] {text}, null);
        }
        return day;
    }

    @PostMapping("/organisations/{key}/relations/{id}/remove")
    @PreAuthorize(EDITORS)
    String remove(
            @PathVariable String key,
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Partner partner = mine(key, person);
        relations.remove(person, id);
        return Forms.done("relation.removed", partner.path() + "/relations", flash);
    }

    private Partner mine(String key, Person person) {
        Partner partner =
                organisations.find(Keys.key(key), person).orElseThrow(() -> new Missing("organisation " + key));
        if (!Organisations.mayEdit(person, partner.key())) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        return partner;
    }

    /** A new domain of work, and those there are. */
    @GetMapping("/domains")
    @PreAuthorize("hasRole('COORDINATOR')")
    String domains(Model model) {
        Forms.show(model, new DomainForm("", "", ""));
        model.addAttribute("domains", profiles.domains());
        return "organisation/domains";
    }

    /** A domain as it is typed, in three languages. */
    public record DomainForm(String dutch, String english, String french) {
        public DomainForm {
            dutch = FormText.orEmpty(dutch);
            english = FormText.orEmpty(english);
            french = FormText.orEmpty(french);
        }
    }

    @PostMapping("/domains")
    @PreAuthorize("hasRole('COORDINATOR')")
    String addDomain(
            @ModelAttribute("form") DomainForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String dutch = reader.required("dutch", form.dutch(), LONGEST_DOMAIN);
        String english = reader.required("english", form.english(), LONGEST_DOMAIN);
        String french = reader.required("french", form.french(), LONGEST_DOMAIN);
        if (!errors.hasErrors() && !profiles.addDomain(person, dutch, english, french)) {
            errors.rejectValue("english", "domain.known");
        }
        if (errors.hasErrors()) {
            model.addAttribute("domains", profiles.domains());
            return "organisation/domains";
        }
        return Forms.done("flash.added", "/domains", flash);
    }
}
