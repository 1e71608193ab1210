package org.knooppunt.sessions.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Audience;
import org.knooppunt.sessions.Evaluations;
import org.knooppunt.sessions.HubSession;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.sessions.Meeting;
import org.knooppunt.sessions.Moment;
import org.knooppunt.sessions.SessionDraft;
import org.knooppunt.sessions.SessionKind;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
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

/** The list of sessions, a session, and what a coordinator changes of it. */
@Controller
@RequestMapping("/sessions")
class SessionPages {
    static final String COORDINATOR = "hasRole('COORDINATOR')";
    static final int LONGEST_TEXT = 4000;
    private static final int PAGE = 25;
    private static final int MOST_PLACES = 10_000;
    private static final int MOST_DAYS_APART = 60;

    private final HubSessions sessions;
    private final Evaluations evaluations;
    private final SessionView view;
    private final MessageSource messages;

    SessionPages(HubSessions sessions, Evaluations evaluations, SessionView view, MessageSource messages) {
        this.sessions = sessions;
        this.evaluations = evaluations;
        this.view = view;
        this.messages = messages;
    }

    // ---- read

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        SessionKind wanted = Coded.find(SessionKind.class, kind).orElse(null);
        boolean past = when.equals("past");
        model.addAttribute("slice", sessions.list(q, wanted, past, page, PAGE, person));
        model.addAttribute("full", HubSessions.runs(person));
        model.addAttribute("q", q);
        model.addAttribute("kind", kind);
        model.addAttribute("kinds", kinds(locale));
        model.addAttribute("past", past);
        model.addAttribute("filtered", !q.isBlank() || wanted != null);
        return "sessions/sessions";
    }

    private List<Choice> kinds(Locale locale) {
        return choices("session.kind.", SessionKind.values(), locale);
    }

    private List<Choice> choices(String prefix, Coded[] all, Locale locale) {
        return Arrays.stream(all)
                .map(each -> new Choice(each.code(), messages.getMessage(prefix + each.code(), new Object[0], locale)))
                .toList();
    }

    @GetMapping("/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        Forms.show(model, new EnrolmentPages.GuestForm("", "", ""));
        view.show(sessions.get(id, person), person, model, locale);
        return "sessions/session";
    }

    // ---- announce and change

    /**
     * What is asked of a session.
     *
     * @param times how many meetings, so many days {@code apart}; only of a new one
     * @param copy the session whose questions are taken along; may be empty
     * @param version of the one that is changed
     */
    public record SessionForm(
            @Nullable String title,
            @Nullable String kind,
            @Nullable String goal,
            @Nullable String host,
            @Nullable String audience,
            @Nullable String places,
            @Nullable String meeting,
            @Nullable String day,
            @Nullable String from,
            @Nullable String until,
            @Nullable String place,
            @Nullable String link,
            @Nullable String times,
            @Nullable String apart,
            @Nullable String copy,
            @Nullable String version) {
        static SessionForm blank(Person person) {
            return new SessionForm(
                    "", "event", "", person.name(), "public", "", "", "", "", "", "", "", "1", "7", "", "");
        }

        static SessionForm of(HubSession one, boolean copied) {
            Moment first = one.meetings().getFirst().moment();
            return new SessionForm(
                    one.title(),
                    one.kind().code(),
                    one.goal(),
                    one.host(),
                    one.audience().code(),
                    one.places() == null ? "" : one.places().toString(),
                    "",
                    "",
                    Moments.from(first),
                    Moments.until(first),
                    first.place(),
                    first.link(),
                    Integer.toString(one.meetings().size()),
                    "7",
                    copied ? Long.toString(one.id()) : "",
                    Integer.toString(one.version()));
        }
    }

    @GetMapping("/new")
    @PreAuthorize(COORDINATOR)
    String blank(
            @RequestParam(required = false) @Nullable Long copy,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        return form(
                copy == null ? SessionForm.blank(person) : SessionForm.of(sessions.get(copy, person), true),
                null,
                model,
                locale);
    }

    @PostMapping("/new")
    @PreAuthorize(COORDINATOR)
    String create(
            @ModelAttribute("form") SessionForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        SessionDraft draft = draft(form, reader);
        int times = whole("times", form.times(), 1, HubSessions.MOST_MEETINGS, reader);
        int apart = whole("apart", form.apart(), 1, MOST_DAYS_APART, reader);
        Optional<Moment> first =
                Moments.read(reader, form.meeting(), form.day(), form.from(), form.until(), form.place(), form.link());
        if (errors.hasErrors() || draft == null || first.isEmpty()) {
            return form(form, null, model, locale);
        }
        long id = sessions.create(draft, first.get().repeated(times, apart), person);
        String copy = FormText.orEmpty(form.copy());
        if (copy.matches("\\d{1,18}")) {
            evaluations.copy(Long.parseLong(copy), id, person);
        }
        return Forms.done("session.created", "/sessions/" + id, flash);
    }

    private String form(SessionForm form, @Nullable HubSession one, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("one", one);
        model.addAttribute("kinds", kinds(locale));
        model.addAttribute("audiences", choices("session.audience.", Audience.values(), locale));
        return "sessions/form";
    }

    private static @Nullable SessionDraft draft(SessionForm form, FormReader reader) {
        String title = reader.required("title", FormText.orEmpty(form.title()), Moments.LONGEST_LINE);
        String goal = reader.text("goal", FormText.orEmpty(form.goal()), LONGEST_TEXT);
        String host = reader.text("host", FormText.orEmpty(form.host()), Moments.LONGEST_LINE);
        SessionKind kind =
                Coded.find(SessionKind.class, FormText.orEmpty(form.kind())).orElse(null);
        if (kind == null) {
            reader.errors().rejectValue("kind", "form.required");
        }
        Audience audience =
                Coded.find(Audience.class, FormText.orEmpty(form.audience())).orElse(null);
        if (audience == null) {
            reader.errors().rejectValue("audience", "form.required");
        }
        Integer places = FormText.stripped(form.places()).isEmpty()
                ? null
                : (Integer) whole("places", form.places(), 1, MOST_PLACES, reader);
        return kind == null || audience == null ? null : new SessionDraft(title, kind, goal, host, audience, places);
    }

    private static int whole(String field, @Nullable String text, int least, int most, FormReader reader) {
        String plain = FormText.stripped(text);
        int number = plain.matches("\\d{1,6}") ? Integer.parseInt(plain) : -1;
        if (number < least || number > most) {
            reader.errors().rejectValue(field, "session.error.whole", new Object[] {plain, least, most}, null);
            return least;
        }
        return number;
    }

    @GetMapping("/{id}/edit")
    @PreAuthorize(COORDINATOR)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        HubSession one = sessions.get(id, person);
        return form(SessionForm.of(one, false), one, model, locale);
    }

    @PostMapping("/{id}/edit")
    @PreAuthorize(COORDINATOR)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") SessionForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        HubSession one = sessions.get(id, person);
        SessionDraft draft = draft(form, new FormReader(errors, locale));
        if (errors.hasErrors() || draft == null) {
            return form(form, one, model, locale);
        }
        switch (sessions.change(id, draft, FormText.version(FormText.orEmpty(form.version())), person)) {
            case DONE -> {
                return Forms.done("flash.saved", "/sessions/" + id, flash);
            }
            case CHANGED_MEANWHILE -> errors.reject("flash.changedMeanwhile");
            case TOO_FEW_PLACES ->
                errors.rejectValue(
                        "places",
                        "session.error.taken",
                        new Object[] {FormText.stripped(form.places()), one.taken()},
                        null);
        }
        return form(form, one, model, locale);
    }

    // ---- meetings

    /** When and where one meeting is; {@code sequence} is that of the one that is changed. */
    public record MeetingForm(
            @Nullable String meeting,
            @Nullable String day,
            @Nullable String from,
            @Nullable String until,
            @Nullable String place,
            @Nullable String link,
            @Nullable String sequence) {
        static MeetingForm of(Meeting one, boolean fresh) {
            Moment moment = one.moment();
            return new MeetingForm(
                    fresh ? "" : moment.title(),
                    fresh ? "" : Moments.day(moment),
                    Moments.from(moment),
                    Moments.until(moment),
                    moment.place(),
                    moment.link(),
                    Integer.toString(one.sequence()));
        }
    }

    @GetMapping("/{id}/meetings/new")
    @PreAuthorize(COORDINATOR)
    String blankMeeting(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        HubSession one = sessions.get(id, person);
        return meeting(MeetingForm.of(one.meetings().getLast(), true), one, null, model);
    }

    private static String meeting(MeetingForm form, HubSession one, @Nullable Meeting meeting, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", one);
        model.addAttribute("changed", meeting);
        return "sessions/meeting-form";
    }

    @PostMapping("/{id}/meetings/new")
    @PreAuthorize(COORDINATOR)
    String addMeeting(
            @PathVariable long id,
            @ModelAttribute("form") MeetingForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        HubSession one = sessions.get(id, person);
        Optional<Moment> moment = moment(form, errors, locale);
        if (one.meetings().size() >= HubSessions.MOST_MEETINGS) {
            errors.reject("session.error.meetings", new Object[] {HubSessions.MOST_MEETINGS}, null);
        }
        if (moment.isEmpty() || errors.hasErrors()) {
            return meeting(form, one, null, model);
        }
        sessions.addMeeting(id, moment.get(), person);
        return Forms.done("session.meeting.added", "/sessions/" + id, flash);
    }

    private static Optional<Moment> moment(MeetingForm form, BindingResult errors, Locale locale) {
        return Moments.read(
                new FormReader(errors, locale),
                form.meeting(),
                form.day(),
                form.from(),
                form.until(),
                form.place(),
                form.link());
    }

    @GetMapping("/{id}/meetings/{meeting}/edit")
    @PreAuthorize(COORDINATOR)
    String editMeeting(
            @PathVariable long id, @PathVariable long meeting, @AuthenticationPrincipal Person person, Model model) {
        Meeting found = sessions.meeting(id, meeting, person);
        return meeting(MeetingForm.of(found, false), sessions.get(id, person), found, model);
    }

    @PostMapping("/{id}/meetings/{meeting}/edit")
    @PreAuthorize(COORDINATOR)
    String moveMeeting(
            @PathVariable long id,
            @PathVariable long meeting,
            @ModelAttribute("form") MeetingForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Meeting found = sessions.meeting(id, meeting, person);
        Optional<Moment> moment = moment(form, errors, locale);
        int sequence = FormText.version(FormText.orEmpty(form.sequence()));
        if (moment.isPresent() && !sessions.moveMeeting(id, meeting, moment.get(), sequence, person)) {
            errors.reject("flash.changedMeanwhile");
        }
        if (moment.isEmpty() || errors.hasErrors()) {
            return meeting(form, sessions.get(id, person), found, model);
        }
        return Forms.done("session.meeting.moved", "/sessions/" + id, flash);
    }

    // ---- what does not go on

    @GetMapping("/{id}/cancel")
    @PreAuthorize(COORDINATOR)
    String askCancel(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("one", sessions.get(id, person));
        return "sessions/cancel";
    }

    @PostMapping("/{id}/cancel")
    @PreAuthorize(COORDINATOR)
    String cancel(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(reason, Moments.LONGEST_LINE)) {
            flash.addFlashAttribute("problem", "session.error.reason");
            return "redirect:/sessions/" + id + "/cancel";
        }
        sessions.cancel(id, reason, person);
        return Forms.done("session.cancelled.done", "/sessions/" + id, flash);
    }

    @GetMapping("/{id}/meetings/{meeting}/cancel")
    @PreAuthorize(COORDINATOR)
    String askCancelMeeting(
            @PathVariable long id, @PathVariable long meeting, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("one", sessions.get(id, person));
        model.addAttribute("meeting", sessions.meeting(id, meeting, person));
        return "sessions/cancel";
    }

    @PostMapping("/{id}/meetings/{meeting}/cancel")
    @PreAuthorize(COORDINATOR)
    String cancelMeeting(
            @PathVariable long id,
            @PathVariable long meeting,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(reason, Moments.LONGEST_LINE)) {
            flash.addFlashAttribute("problem", "session.error.reason");
            return "redirect:/sessions/" + id + "/meetings/" + meeting + "/cancel";
        }
        sessions.cancelMeeting(id, meeting, reason, person);
        return Forms.done("session.meeting.cancelled.done", "/sessions/" + id, flash);
    }

    // ---- cases

    @PostMapping("/{id}/cases")
    @PreAuthorize(COORDINATOR)
    String link(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String businessCase,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        try {
            sessions.link(id, businessCase.matches("\\d{1,18}") ? Long.parseLong(businessCase) : -1, person);
        } catch (Missing e) {
            flash.addFlashAttribute("problem", "session.error.case");
        }
        return "redirect:/sessions/" + id + "#about";
    }

    @PostMapping("/{id}/cases/remove")
    @PreAuthorize(COORDINATOR)
    String unlink(@PathVariable long id, @RequestParam long businessCase, @AuthenticationPrincipal Person person) {
        sessions.unlink(id, businessCase, person);
        return "redirect:/sessions/" + id + "#about";
    }
}
