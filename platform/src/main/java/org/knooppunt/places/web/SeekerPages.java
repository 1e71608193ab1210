package org.knooppunt.places.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.places.Place;
import org.knooppunt.places.PlaceFilter;
import org.knooppunt.places.PlaceOffers;
import org.knooppunt.places.Places;
import org.knooppunt.places.SeekerState;
import org.knooppunt.places.SpaceSeeker;
import org.knooppunt.places.SpaceSeekers;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Keys;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who looks for space, and what became of them. */
@Controller
@RequestMapping("/places/seekers")
@PreAuthorize("isAuthenticated()")
class SeekerPages {
    private static final String RUNNING = "hasAnyRole('COORDINATOR', 'MEMBER')";
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_SITES = 2_000;

    private final SpaceSeekers seekers;
    private final PlaceOffers offers;
    private final Places places;
    private final Organisations organisations;
    private final PlaceChoices choices;

    SeekerPages(
            SpaceSeekers seekers,
            PlaceOffers offers,
            Places places,
            Organisations organisations,
            PlaceChoices choices) {
        this.seekers = seekers;
        this.offers = offers;
        this.places = places;
        this.organisations = organisations;
        this.choices = choices;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    @GetMapping
    String list(@AuthenticationPrincipal Person person, Model model) {
        List<SpaceSeeker> all = seekers.list(person);
        model.addAttribute("seekers", all);
        model.addAttribute(
                "moved",
                all.stream()
                        .filter(each -> each.state() == SeekerState.MOVED_IN)
                        .count());
        model.addAttribute(
                "looking",
                all.stream().filter(each -> each.state() == SeekerState.LOOKING).count());
        model.addAttribute("mayAdd", PlaceChoices.mayAdd(person));
        return "places/seekers";
    }

    @GetMapping("/new")
    @PreAuthorize(RUNNING)
    String blank(@AuthenticationPrincipal Person person, Model model) {
        return form(new SeekerForm("", "", "", "", "", "members"), person, model);
    }

    @PostMapping("/new")
    @PreAuthorize(RUNNING)
    String add(
            @ModelAttribute("form") SeekerForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Reading reading = new Reading(errors, locale);
        Optional<Partner.Place> site =
                organisations.findSite(form.site()).filter(each -> Organisations.mayEdit(person, each.organisation()));
        if (site.isEmpty()) {
            errors.rejectValue("site", form.site().isBlank() ? "form.required" : "form.site.unknown");
        }
        if (offers.classes().stream().noneMatch(each -> each.key().equals(form.resourceClass()))) {
            errors.rejectValue("resourceClass", "form.required");
        }
        BigDecimal size = reading.size("size", form.size());
        if (form.size().isBlank()) {
            errors.rejectValue("size", "form.required");
        }
        Long cents = reading.text.cents("price", form.price(), false, 0);
        String words = reading.text.required("words", form.words(), LONGEST_TEXT);
        Optional<Visibility> visibility = Visibility.find(form.visibility());
        if (visibility.isEmpty()) {
            errors.rejectValue("visibility", "form.required");
        }
        if (errors.hasErrors() || size == null || site.isEmpty() || visibility.isEmpty()) {
            return form(form, person, model);
        }
        String key = seekers.add(
                person,
                site.get().key(),
                form.resourceClass(),
                size.doubleValue(),
                cents == null ? 0 : cents / 100.0,
                words,
                visibility.get());
        return Forms.done("seeker.added", "/places/seekers/" + Keys.path(key), flash);
    }

    private String form(SeekerForm form, Person person, Model model) {
        Forms.show(model, form);
        List<Choice> sites = new ArrayList<>(List.of(new Choice("", "–")));
        organisations.sitesToUse(person, MOST_SITES).forEach(site -> sites.add(new Choice(site.key(), site.name())));
        model.addAttribute("sites", sites);
        List<Choice> classes = new ArrayList<>(List.of(new Choice("", "–")));
        offers.classes()
                .forEach(entry -> classes.add(new Choice(entry.key(), "\u2003".repeat(entry.depth()) + entry.name())));
        model.addAttribute("classes", classes);
        model.addAttribute("visibilities", choices.visibilities());
        return "places/seeker-form";
    }

    @GetMapping("/{need}")
    String one(@PathVariable String need, @AuthenticationPrincipal Person person, Model model) {
        SpaceSeeker seeker = seekers.get(Keys.key(need), person);
        return one(
                seeker,
                new FollowForm(
                        seeker.state().code(),
                        Reading.text(seeker.movedOn()),
                        Reading.text(seeker.place()),
                        seeker.whereto(),
                        seeker.note()),
                person,
                model);
    }

    private String one(SpaceSeeker seeker, FollowForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("seeker", seeker);
        model.addAttribute("runs", Organisations.mayEdit(person, seeker.organisation()));
        PlaceFilter fitting = new PlaceFilter(
                "",
                null,
                null,
                "",
                seeker.quantity(),
                null,
                null,
                List.of(),
                "",
                null,
                null,
                false,
                true,
                "size",
                1,
                10);
        model.addAttribute("fitting", places.list(fitting, person));
        model.addAttribute("states", choices.of(SeekerState.class, "seeker.state."));
        List<Choice> known = new ArrayList<>(List.of(new Choice("", choices.message("seeker.elsewhere"))));
        for (Place place : places.list(PlaceFilter.ALL, person).rows()) {
            known.add(new Choice(Long.toString(place.id()), place.name()));
        }
        model.addAttribute("places", known);
        if (seeker.place() != null) {
            model.addAttribute("movedTo", places.find(seeker.place(), person).orElse(null));
        }
        return "places/seeker";
    }

    @PostMapping("/{need}")
    @PreAuthorize(RUNNING)
    String follow(
            @PathVariable String need,
            @ModelAttribute("form") FollowForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        SpaceSeeker seeker = seekers.get(Keys.key(need), person);
        if (!Organisations.mayEdit(person, seeker.organisation())) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        Reading reading = new Reading(errors, locale);
        SeekerState state = reading.one("state", SeekerState.class, form.state(), SeekerState.LOOKING);
        LocalDate moved = reading.day("movedOn", form.movedOn(), state == SeekerState.MOVED_IN);
        String whereto = reading.text.text("whereto", form.whereto(), LONGEST_LINE);
        String note = reading.text.text("note", form.note(), LONGEST_TEXT);
        Long place = form.place().matches("\\d{1,18}") ? Long.valueOf(form.place()) : null;
        if (state == SeekerState.MOVED_IN && place == null && whereto.isBlank()) {
            errors.rejectValue("whereto", "seeker.error.where");
        }
        if (errors.hasErrors()) {
            return one(seeker, form, person, model);
        }
        seekers.follow(person, seeker.need(), state, moved, place, whereto, note);
        return Forms.done("seeker.followed." + state.code(), "/places/seekers/" + Keys.path(seeker.need()), flash);
    }
}
