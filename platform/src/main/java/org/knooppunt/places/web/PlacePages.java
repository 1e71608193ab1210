package org.knooppunt.places.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.Booking;
import org.knooppunt.places.Contracts;
import org.knooppunt.places.Deal;
import org.knooppunt.places.Experiments;
import org.knooppunt.places.Place;
import org.knooppunt.places.PlaceDraft;
import org.knooppunt.places.PlaceFilter;
import org.knooppunt.places.PlaceKind;
import org.knooppunt.places.PlaceOffers;
import org.knooppunt.places.Places;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.Reservations;
import org.knooppunt.places.SizeUnit;
import org.knooppunt.places.Trait;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.util.UriComponentsBuilder;

/** Places: finding one on a list and a map, its page, its form, and its offer in the inventory. */
@Controller
@RequestMapping("/places")
class PlacePages {
    private static final String RUNNING = "hasAnyRole('COORDINATOR', 'MEMBER')";
    /** Before the key of an offer that the place is already, where a class is chosen. */
    private static final String KNOWN = "offer:";

    private static final int ROWS = 50;
    private static final int MOST_ON_MAP = 1_000;

    private final Places places;
    private final Contracts contracts;
    private final Experiments experiments;
    private final PlaceOffers offers;
    private final Organisations organisations;
    private final PlaceChoices choices;
    private final Histories histories;

    PlacePages(
            Places places,
            Contracts contracts,
            Experiments experiments,
            PlaceOffers offers,
            Organisations organisations,
            PlaceChoices choices,
            Histories histories) {
        this.places = places;
        this.contracts = contracts;
        this.experiments = experiments;
        this.offers = offers;
        this.organisations = organisations;
        this.choices = choices;
        this.histories = histories;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    @GetMapping
    String list(
            PlaceQuery query,
            HttpServletRequest request,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        PlaceFilter filter = query.filter(locale, ROWS);
        model.addAttribute("slice", places.list(filter, person));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/places/export"));
        model.addAttribute("mapData", map(request));
        model.addAttribute("kinds", choices.of(PlaceKind.class, "place.kind."));
        model.addAttribute("deals", choices.of(Deal.class, "place.deal."));
        model.addAttribute("areas", choices.areas());
        model.addAttribute("traits", Trait.values());
        model.addAttribute("mayAdd", PlaceChoices.mayAdd(person));
        return "places/places";
    }

    private static String map(HttpServletRequest request) {
        return UriComponentsBuilder.fromPath("/places/map.geojson")
                .query(request.getQueryString())
                .replaceQueryParam("page")
                .build(true)
                .toUriString();
    }

    /** What the map draws: where the places are that the list finds. */
    @GetMapping("/map.geojson")
    ResponseEntity<Map<String, Object>> map(
            PlaceQuery query, @AuthenticationPrincipal @Nullable Person person, Locale locale) {
        List<Map<String, Object>> features = new ArrayList<>();
        for (Place place :
                places.list(query.filter(locale, MOST_ON_MAP), person).rows()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("kind", "space");
            properties.put("name", place.name());
            properties.put(
                    "text", choices.message("place.kind." + place.kind().code()) + ", " + place.organisationName());
            properties.put("href", place.path());
            properties.put("role", place.use().equals("free") ? "offer" : "need");
            features.add(Map.of(
                    "type",
                    "Feature",
                    "properties",
                    properties,
                    "geometry",
                    Map.of("type", "Point", "coordinates", List.of(place.lon(), place.lat()))));
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("application/geo+json"))
                .body(Map.of("type", "FeatureCollection", "features", features));
    }

    @GetMapping("/export")
    void export(
            PlaceQuery query,
            @RequestParam String format,
            @AuthenticationPrincipal @Nullable Person person,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        List<String> columns = List.of(
                "id",
                "part_of",
                "kind",
                "name",
                "organisation",
                "organisation_name",
                "address",
                "lat",
                "lon",
                "size",
                "size_unit",
                "traits",
                "sale_eur",
                "lease_eur",
                "temporary_eur",
                "available_from",
                "available_until",
                "booking",
                "visibility",
                "use_today");
        TableFile.write(
                "places",
                format,
                columns,
                response,
                sheet -> places.each(query.filter(locale, ROWS), person, place -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) place.id());
                    row.add(place.parentName());
                    row.add(place.kind().code());
                    row.add(place.name());
                    row.add(place.organisation());
                    row.add(place.organisationName());
                    row.add(place.address());
                    row.add(place.lat());
                    row.add(place.lon());
                    row.add(place.size());
                    row.add(place.sizeUnit().code());
                    row.add(String.join(
                            "+", place.traits().stream().map(Coded::code).toList()));
                    for (Deal deal : Deal.values()) {
                        row.add(place.price(deal)
                                .map(price -> price.euros()
                                        + (price.perUnit()
                                                ? "/" + place.sizeUnit().code()
                                                : "") + "/" + price.period().code())
                                .orElse(null));
                    }
                    row.add(place.availableFrom());
                    row.add(place.availableUntil());
                    row.add(place.booking().code());
                    row.add(place.visibility());
                    row.add(place.use());
                    sheet.row(row);
                }));
    }

    @GetMapping("/{id}")
    String page(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model) {
        Optional<Place> seen = places.find(id, person);
        Place place = seen.or(() -> places.findDeleted(id, person)).orElseThrow(() -> new Missing("place " + id));
        boolean runs = place.isManagedBy(person);
        model.addAttribute("place", place);
        model.addAttribute("deleted", seen.isEmpty());
        model.addAttribute("runs", runs);
        if (seen.isEmpty()) {
            return "places/place";
        }
        model.addAttribute(
                "whole",
                place.parent() == null
                        ? null
                        : places.find(place.parent(), person).orElse(null));
        model.addAttribute(
                "ownerSeen", organisations.find(place.organisation(), person).isPresent());
        model.addAttribute("parts", places.parts(id, person));
        model.addAttribute("mayReserve", Reservations.mayReserve(place, person));
        model.addAttribute("bookable", place.booking() != Booking.NONE);
        model.addAttribute("settled", contracts.settled(id, person));
        model.addAttribute("experiments", experiments.list(id, person));
        if (person != null) {
            model.addAttribute(
                    "contracts",
                    contracts.list(Contracts.Filter.ofPlace(id), person).rows());
            offers.find(id, person).ifPresent(offer -> {
                model.addAttribute("offer", offer);
                model.addAttribute("offerDiffers", offers.differs(place, person));
            });
        }
        if (runs && person != null) {
            model.addAttribute("obstacle", offers.obstacle(place, person).orElse(null));
            model.addAttribute(
                    "spaceClasses",
                    offers.classes().stream()
                            .map(entry -> new Choice(entry.key(), "\u2003".repeat(entry.depth()) + entry.name()))
                            .toList());
            model.addAttribute("candidates", offers.candidates(place, person));
        }
        if (runs || person != null && person.is(Role.ADMINISTRATOR)) {
            model.addAttribute("events", histories.of("place", Long.toString(id), null));
        }
        return "places/place";
    }

    @GetMapping("/new")
    @PreAuthorize(RUNNING)
    String blank(
            @RequestParam(required = false) @Nullable Long parent,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Place whole = parent == null ? null : places.getManaged(parent, person);
        List<Choice> own = choices.own(person);
        PlaceForm form = PlaceForm.blank(own.size() == 1 ? own.getFirst().value() : "", whole, locale);
        return form(form, null, whole, person, model);
    }

    @PostMapping("/new")
    @PreAuthorize(RUNNING)
    String add(
            @RequestParam(required = false) @Nullable Long parent,
            @ModelAttribute("form") PlaceForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Place whole = parent == null ? null : places.getManaged(parent, person);
        PlaceDraft draft = form.read(parent, person, errors, locale);
        if (draft == null) {
            return form(form, null, whole, person, model);
        }
        return Forms.done("flash.added", "/places/" + places.add(person, draft), flash);
    }

    @GetMapping("/{id}/edit")
    @PreAuthorize(RUNNING)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Place place = places.getManaged(id, person);
        return form(PlaceForm.of(place, locale), place, null, person, model);
    }

    @PostMapping("/{id}/edit")
    @PreAuthorize(RUNNING)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") PlaceForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Place place = places.getManaged(id, person);
        PlaceDraft draft = form.read(place.parent(), person, errors, locale);
        if (draft == null) {
            return form(form, place, null, person, model);
        }
        if (places.change(person, id, draft, form.versionNumber()) == Saved.CHANGED_MEANWHILE) {
            model.addAttribute("meanwhile", histories.latest("place", Long.toString(id)));
            return form(form.atVersion(places.get(id, person).version()), place, null, person, model);
        }
        return Forms.done("flash.saved", place.path(), flash);
    }

    private String form(PlaceForm form, @Nullable Place place, @Nullable Place whole, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("place", place);
        model.addAttribute("whole", whole);
        model.addAttribute("kinds", choices.of(PlaceKind.class, "place.kind."));
        model.addAttribute("units", choices.of(SizeUnit.class, "place.unit."));
        model.addAttribute("bookings", choices.of(Booking.class, "place.booking."));
        List<Choice> owners = new ArrayList<>(List.of(new Choice("", "–")));
        owners.addAll(choices.own(person));
        model.addAttribute("owners", owners);
        model.addAttribute("visibilities", choices.visibilities());
        model.addAttribute("traits", choices.of(Trait.class, "place.trait."));
        model.addAttribute(
                "periods",
                choices.of(PricePeriod.class, "place.period.").stream()
                        .filter(each -> !each.value().equals(PricePeriod.ONCE.code()))
                        .toList());
        model.addAttribute(
                "pers",
                List.of(
                        new Choice("whole", choices.message("place.per.whole")),
                        new Choice("unit", choices.message("place.per.unit"))));
        model.addAttribute("openings", choices.hours(0, 23));
        model.addAttribute("closings", choices.hours(1, 24));
        model.addAttribute("weekdays", List.of(1, 2, 3, 4, 5, 6, 7));
        return "places/place-form";
    }

    @GetMapping("/{id}/delete")
    @PreAuthorize(RUNNING)
    String askDelete(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Place place = places.getManaged(id, person);
        return Forms.askDelete(model, place.name(), place.version(), place.path());
    }

    @PostMapping("/{id}/delete")
    @PreAuthorize(RUNNING)
    String delete(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String path = places.getManaged(id, person).path();
        return Forms.deleted(
                places.delete(person, id, version), "place.error.inUse", path, path + "/restore", "/places", flash);
    }

    @PostMapping("/{id}/restore")
    @PreAuthorize(RUNNING)
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        places.restore(person, id);
        return Forms.done("flash.restored", "/places/" + id, flash);
    }

    @PostMapping("/{id}/offer")
    @PreAuthorize(RUNNING)
    String offer(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String resourceClass,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Place place = places.getManaged(id, person);
        String next = place.path() + "#offer";
        if (offers.find(id, person).isPresent()) {
            offers.follow(person, place);
            return Forms.done("place.offer.followed", next, flash);
        }
        if (offers.obstacle(place, person).isPresent()) {
            flash.addFlashAttribute("problem", "place.error.offer");
            return "redirect:" + next;
        }
        if (offers.candidates(place, person).stream().anyMatch(stream -> resourceClass.equals(KNOWN + stream.key()))) {
            offers.adopt(person, place, resourceClass.substring(KNOWN.length()));
        } else if (offers.classes().stream().anyMatch(entry -> entry.key().equals(resourceClass))) {
            offers.offer(person, place, resourceClass);
        } else {
            flash.addFlashAttribute("problem", "place.error.offer");
            return "redirect:" + next;
        }
        return Forms.done("place.offer.made", next, flash);
    }

    @PostMapping("/{id}/offer/withdraw")
    @PreAuthorize(RUNNING)
    String withdraw(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        Place place = places.getManaged(id, person);
        offers.withdraw(person, place);
        return Forms.done("place.offer.withdrawn", place.path() + "#offer", flash);
    }
}
