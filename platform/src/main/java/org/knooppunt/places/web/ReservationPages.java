package org.knooppunt.places.web;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.places.CalendarFile;
import org.knooppunt.places.Place;
import org.knooppunt.places.Places;
import org.knooppunt.places.Reservation;
import org.knooppunt.places.ReservationState;
import org.knooppunt.places.Reservations;
import org.knooppunt.places.Slot;
import org.knooppunt.places.Wish;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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

/** The calendar of a place with the form to reserve it, and what became of reservations. */
@Controller
@RequestMapping("/places")
class ReservationPages {
    private static final String SIGNED_IN = "isAuthenticated()";
    private static final int LONGEST_ANSWER = 500;

    private final Places places;
    private final Reservations reservations;
    private final PlaceChoices choices;
    private final Formats formats;

    ReservationPages(Places places, Reservations reservations, PlaceChoices choices, Formats formats) {
        this.places = places;
        this.reservations = reservations;
        this.choices = choices;
        this.formats = formats;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    // ---- calendar

    @GetMapping("/{id}/calendar")
    String calendar(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String week,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        Place place = places.get(id, person);
        LocalDate chosen = day(day, day(week, Pipeline.today()));
        List<Choice> own = choices.own(person);
        String first = person != null && person.is(Role.COORDINATOR) || own.isEmpty()
                ? ""
                : own.getFirst().value();
        WishForm form = new WishForm(
                "",
                day.isBlank() ? "" : chosen.toString(),
                "",
                from.matches("\\d{1,2}") ? from : String.valueOf(place.opens()),
                until.matches("\\d{1,2}") ? until : String.valueOf(Math.min(place.opens() + 1, place.closes())),
                "1",
                first,
                "");
        return calendar(place, chosen, form, person, model);
    }

    private static LocalDate day(String text, LocalDate otherwise) {
        try {
            LocalDate day = LocalDate.parse(text);
            // no calendar reaches further, and its links would lead there
            return day.getYear() < 2000 || day.getYear() > 2100 ? otherwise : day;
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private String calendar(Place place, LocalDate in, WishForm form, @Nullable Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("place", place);
        model.addAttribute("week", reservations.week(place.id(), in, person));
        model.addAttribute("mayReserve", Reservations.mayReserve(place, person));
        model.addAttribute("runs", place.isManagedBy(person));
        hours(place, model);
        model.addAttribute("own", own(person));
        return "places/calendar";
    }

    private void hours(Place place, Model model) {
        model.addAttribute("begins", choices.hours(place.opens(), place.closes() - 1));
        model.addAttribute("ends", choices.hours(place.opens() + 1, place.closes()));
    }

    private List<Choice> own(@Nullable Person person) {
        List<Choice> own = new ArrayList<>(List.of(new Choice("", choices.message("place.reserve.self"))));
        own.addAll(choices.own(person));
        return own;
    }

    @PostMapping("/{id}/calendar")
    @PreAuthorize(SIGNED_IN)
    String reserve(
            @PathVariable long id,
            @ModelAttribute("form") WishForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            jakarta.servlet.http.HttpServletResponse response,
            RedirectAttributes flash) {
        Place place = places.get(id, person);
        Wish wish = form.read(place, errors, locale);
        if (wish != null) {
            Reservations.Outcome outcome = reservations.reserve(
                    id, wish, form.organisation().isBlank() ? null : form.organisation(), form.purpose(), person);
            if (outcome instanceof Reservations.Outcome.Made made) {
                return Forms.done(
                        "place.reserve.made." + made.state().code()
                                + (made.ids().size() > 1 ? ".many" : ""),
                        "/places/reservations/" + made.ids().getFirst(),
                        flash);
            }
            explain(outcome, place, errors, model, response);
        }
        LocalDate shown = wish == null ? Pipeline.today() : wish.day();
        return calendar(place, day(shown.toString(), Pipeline.today()), form, person, model);
    }

    /** Says at the field what stands in the way, and offers what is free nearest. */
    private void explain(
            Reservations.Outcome outcome,
            Place place,
            BindingResult errors,
            Model model,
            jakarta.servlet.http.HttpServletResponse response) {
        switch (outcome) {
            case Reservations.Outcome.Impossible impossible -> {
                LocalDate on = impossible.on();
                String field =
                        switch (impossible.fault()) {
                            case ORDER -> place.kind().byHour() ? "until" : "lastDay";
                            case CLOSED_HOUR -> "from";
                            case NO_SUCH_HOUR -> "from";
                            case WEEKS -> "weeks";
                            case PAST, FAR, CLOSED_DAY, NOT_AVAILABLE -> "day";
                        };
                String why = "place.reserve.error." + impossible.fault().name().toLowerCase(Locale.ROOT);
                errors.rejectValue(
                        field,
                        why,
                        new Object[] {
                            on == null ? "" : formats.date(on),
                            String.valueOf(place.opens()),
                            String.valueOf(place.closes())
                        },
                        null);
            }
            case Reservations.Outcome.Taken taken -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                errors.rejectValue(
                        "day",
                        "place.reserve.error.taken",
                        new Object[] {
                            String.join(
                                    "; ",
                                    taken.taken().stream()
                                            .map(slot -> words(place, slot))
                                            .toList())
                        },
                        null);
                model.addAttribute(
                        "nearest",
                        taken.nearest().stream()
                                .map(slot -> new Nearest(
                                        slot.firstDay(), slot.firstHour(), slot.lastHour(), words(place, slot)))
                                .toList());
            }
            case Reservations.Outcome.ChangedMeanwhile changed ->
                errors.rejectValue("day", "place.reserve.error.changed");
            case Reservations.Outcome.Made made -> throw new IllegalStateException("made, so nothing to explain");
        }
    }

    /** A free stretch to choose. */
    public record Nearest(LocalDate day, int from, int until, String words) {}

    private String words(Place place, Slot slot) {
        if (place.kind().byHour()) {
            return choices.message(
                    "place.slot.hours",
                    formats.date(slot.firstDay()),
                    String.valueOf(slot.firstHour()),
                    String.valueOf(slot.lastHour()));
        }
        return slot.firstDay().equals(slot.lastDay())
                ? formats.date(slot.firstDay())
                : choices.message("place.slot.days", formats.date(slot.firstDay()), formats.date(slot.lastDay()));
    }

    /** The calendar of a place for other programs; who has what only for who may read it. */
    @GetMapping("/{id}/calendar.ics")
    ResponseEntity<byte[]> feed(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person) {
        Place place = places.get(id, person);
        List<CalendarFile.Entry> entries = new ArrayList<>();
        int number = 0;
        for (Reservations.Block block : reservations.calendar(id, person)) {
            number++;
            Reservation reservation = block.reservation();
            entries.add(
                    reservation != null
                            ? CalendarFile.entry(reservation)
                            : new CalendarFile.Entry(
                                    "place-" + id + "-" + block.slot().from().getEpochSecond() + "-" + number,
                                    block.slot(),
                                    choices.message(block.contract() ? "place.block.contract" : "place.block.taken")
                                            + ": " + place.name(),
                                    place.address(),
                                    "",
                                    CalendarFile.Entry.State.CONFIRMED));
        }
        return file("place-" + id + ".ics", CalendarFile.of(entries));
    }

    private static ResponseEntity<byte[]> file(String name, String content) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content.getBytes(StandardCharsets.UTF_8));
    }

    // ---- reservations

    @GetMapping("/reservations")
    @PreAuthorize(SIGNED_IN)
    String list(@AuthenticationPrincipal Person person, Model model) {
        List<Reservation> asked = reservations.asked(person);
        model.addAttribute("asked", asked);
        model.addAttribute(
                "rest",
                reservations.list(person, null).stream()
                        .filter(each -> asked.stream().noneMatch(one -> one.id() == each.id()))
                        .toList());
        return "places/reservations";
    }

    @GetMapping("/reservations/{id}")
    @PreAuthorize(SIGNED_IN)
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Reservation reservation = reservations.get(id, person);
        Place place = places.get(reservation.place(), person);
        WishForm form = WishForm.of(place, new Slot(reservation.from(), reservation.until()), "");
        return one(reservation, place, form, person, model);
    }

    private String one(Reservation reservation, Place place, WishForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("reservation", reservation);
        model.addAttribute("place", place);
        model.addAttribute("words", words(place, new Slot(reservation.from(), reservation.until())));
        model.addAttribute("mayChange", Reservations.mayChange(reservation, place, person));
        model.addAttribute(
                "mayAnswer",
                place.isManagedBy(person)
                        && reservation.state() == ReservationState.REQUESTED
                        && !reservation.isPast());
        model.addAttribute("byHour", place.kind().byHour());
        hours(place, model);
        return "places/reservation";
    }

    @PostMapping("/reservations/{id}/answer")
    @PreAuthorize(SIGNED_IN)
    String answer(
            @PathVariable long id,
            @RequestParam boolean yes,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String answer,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String path = "/places/reservations/" + id;
        if (!FormText.fits(answer, LONGEST_ANSWER)) {
            flash.addFlashAttribute("problem", "place.reserve.error.long");
            return "redirect:" + path;
        }
        if (!reservations.answer(id, yes, answer, version, person)) {
            flash.addFlashAttribute("problem", "place.reserve.error.changed");
            return "redirect:" + path;
        }
        return Forms.done(yes ? "place.reserve.confirmed" : "place.reserve.declined", path, flash);
    }

    @PostMapping("/reservations/{id}/cancel")
    @PreAuthorize(SIGNED_IN)
    String cancel(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String path = "/places/reservations/" + id;
        if (!reservations.cancel(id, version, person)) {
            flash.addFlashAttribute("problem", "place.reserve.error.changed");
            return "redirect:" + path;
        }
        return Forms.done("place.reserve.cancelled", path, flash);
    }

    @PostMapping("/reservations/{id}/move")
    @PreAuthorize(SIGNED_IN)
    String move(
            @PathVariable long id,
            @ModelAttribute("form") WishForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            jakarta.servlet.http.HttpServletResponse response,
            RedirectAttributes flash) {
        Reservation reservation = reservations.get(id, person);
        Place place = places.get(reservation.place(), person);
        Wish wish = form.read(place, errors, locale);
        if (wish != null) {
            Reservations.Outcome outcome = reservations.move(id, wish, form.versionNumber(), person);
            if (outcome instanceof Reservations.Outcome.Made made) {
                return Forms.done(
                        made.state() == ReservationState.CONFIRMED
                                ? "place.reserve.moved"
                                : "place.reserve.moved.asked",
                        reservation.path(),
                        flash);
            }
            explain(outcome, place, errors, model, response);
        }
        return one(reservation, place, form, person, model);
    }

    @GetMapping("/reservations/{id}/calendar.ics")
    @PreAuthorize(SIGNED_IN)
    ResponseEntity<byte[]> entry(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return file(
                "knooppunt-" + id + ".ics", CalendarFile.of(List.of(CalendarFile.entry(reservations.get(id, person)))));
    }
}
