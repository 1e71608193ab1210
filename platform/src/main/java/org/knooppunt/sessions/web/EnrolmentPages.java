package org.knooppunt.sessions.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.sessions.Enrolments;
import org.knooppunt.sessions.Enrolments.Came;
import org.knooppunt.sessions.Evaluations;
import org.knooppunt.sessions.HubSession;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.sessions.Meeting;
import org.knooppunt.sessions.Participant;
import org.knooppunt.sessions.SessionProperties;
import org.knooppunt.sessions.Standing;
import org.knooppunt.sessions.internal.Calendars;
import org.knooppunt.sessions.internal.SessionLetters;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
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

/** Who comes: enrolling with and without an account, calendar files, and the coordinator's list. */
@Controller
@RequestMapping("/sessions")
class EnrolmentPages {
    /** Longest e-mail address there is. */
    private static final int LONGEST_EMAIL = 254;

    private static final int MOST_TO_CHOOSE = 500;
    private static final int MOST_INVITED = 50;
    private static final String EMAIL = "[^\\s@\"<>,;]+@[^\\s@\"<>,;]+\\.[^\\s@\"<>,;]+";

    private final HubSessions sessions;
    private final Enrolments enrolments;
    private final SessionView view;
    private final Evaluations evaluations;
    private final SessionProperties properties;
    private final Organisations organisations;
    private final MessageSource messages;
    private final Formats formats;
    private final SiteAddress site;

    EnrolmentPages(
            HubSessions sessions,
            Enrolments enrolments,
            SessionView view,
            Evaluations evaluations,
            SessionProperties properties,
            Organisations organisations,
            MessageSource messages,
            Formats formats,
            SiteAddress site) {
        this.site = site;
        this.sessions = sessions;
        this.enrolments = enrolments;
        this.view = view;
        this.evaluations = evaluations;
        this.properties = properties;
        this.organisations = organisations;
        this.messages = messages;
        this.formats = formats;
    }

    private static String told(Came came, String address, RedirectAttributes flash) {
        if (came == Came.CLOSED) {
            flash.addFlashAttribute("problem", "session.error.closed");
            return "redirect:" + address;
        }
        return Forms.done(
                switch (came) {
                    case IN -> "session.came.in";
                    case WAITING -> "session.came.waiting";
                    default -> "session.came.already";
                },
                address,
                flash);
    }

    // ---- with an account

    @PostMapping("/{id}/enrol")
    @PreAuthorize("isAuthenticated()")
    String enrol(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return told(enrolments.enrol(id, person), "/sessions/" + id, flash);
    }

    @PostMapping("/{id}/leave")
    @PreAuthorize("isAuthenticated()")
    String leave(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        enrolments.leave(id, person);
        return Forms.done("session.left", "/sessions", flash);
    }

    // ---- without

    /** What is asked of a guest. */
    public record GuestForm(
            @Nullable String name,
            @Nullable String email,
            @Nullable String agree) {
        boolean isAgreed() {
            return "true".equals(agree);
        }
    }

    /** Asks for a letter with a link; what it answers is the same for whoever asks. */
    @PostMapping("/{id}/guest")
    String ask(
            @PathVariable long id,
            @ModelAttribute("form") GuestForm form,
            BindingResult errors,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        HubSession found = sessions.get(id, person);
        FormReader reader = new FormReader(errors, locale);
        String name = reader.required("name", FormText.orEmpty(form.name()), Moments.LONGEST_LINE);
        String email = email(FormText.stripped(form.email()), errors);
        if (!form.isAgreed()) {
            errors.rejectValue("agree", "session.error.agree");
        }
        if (errors.hasErrors()) {
            Forms.show(model, form);
            model.addAttribute("wrong", true);
            view.show(found, person, model, locale);
            return "sessions/session";
        }
        if (enrolments.ask(id, name, email, locale.getLanguage()) == Came.CLOSED) {
            flash.addFlashAttribute("problem", "session.error.closed");
            return "redirect:/sessions/" + id;
        }
        return Forms.done("session.guest.asked", "/sessions/" + id, flash);
    }

    private static String email(String text, BindingResult errors) {
        if (!isEmail(text)) {
            errors.rejectValue("email", "session.error.email", new Object[] {text}, null);
        }
        return text;
    }

    private static boolean isEmail(String text) {
        return FormText.fits(text, LONGEST_EMAIL) && text.matches(EMAIL);
    }

    /** Where the link in a guest's letter leads: a page with a button, since programs that read mail open links. */
    @GetMapping("/guest")
    String guest(@RequestParam(defaultValue = "") String key, Model model) {
        Enrolments.GuestView seen = enrolments.guest(key);
        return guest(seen, new GuestForm(seen.name(), seen.email(), ""), key, model);
    }

    private String guest(Enrolments.GuestView seen, GuestForm form, String key, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", seen.session());
        model.addAttribute("guest", seen);
        model.addAttribute("key", key);
        model.addAttribute("guestDays", properties.guestDays());
        model.addAttribute("asked", evaluations.isAsked(seen.session()));
        return "sessions/guest";
    }

    @PostMapping("/guest/confirm")
    String confirm(
            @RequestParam(defaultValue = "") String key,
            @ModelAttribute("form") GuestForm form,
            BindingResult errors,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Enrolments.GuestView seen = enrolments.guest(key);
        String name =
                new FormReader(errors, locale).required("name", FormText.orEmpty(form.name()), Moments.LONGEST_LINE);
        if (!form.isAgreed()) {
            errors.rejectValue("agree", "session.error.agree");
        }
        if (errors.hasErrors()) {
            return guest(seen, form, key, model);
        }
        return told(enrolments.confirm(key, name), SessionLetters.guestPath(key), flash);
    }

    @PostMapping("/guest/leave")
    String leaveAsGuest(@RequestParam(defaultValue = "") String key, RedirectAttributes flash) {
        enrolments.leave(key);
        return Forms.done("session.left", SessionLetters.guestPath(key), flash);
    }

    // ---- calendar files

    @GetMapping("/{id}/calendar.ics")
    ResponseEntity<String> calendar(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person) {
        HubSession one = sessions.get(id, person);
        return calendar("session-" + id, one, one.meetings());
    }

    @GetMapping("/{id}/meetings/{meeting}/calendar.ics")
    ResponseEntity<String> calendar(
            @PathVariable long id, @PathVariable long meeting, @AuthenticationPrincipal @Nullable Person person) {
        return calendar(
                "session-" + id + "-" + meeting,
                sessions.get(id, person),
                List.of(sessions.meeting(id, meeting, person)));
    }

    @GetMapping("/guest/calendar.ics")
    ResponseEntity<String> guestCalendar(@RequestParam(defaultValue = "") String key) {
        HubSession one = enrolments.guest(key).session();
        return calendar("session-" + one.id(), one, one.meetings());
    }

    private ResponseEntity<String> calendar(String name, HubSession one, List<Meeting> meetings) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, Calendars.TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".ics\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(Calendars.of(one, meetings, site.of(one.path())));
    }

    // ---- the coordinator's list

    @GetMapping("/{id}/people")
    @PreAuthorize(SessionPages.COORDINATOR)
    String people(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        return people(id, new GuestForm("", "", ""), person, model);
    }

    private String people(long id, GuestForm form, Person person, Model model) {
        Forms.show(model, form);
        List<Participant> all = enrolments.participants(id, person);
        model.addAttribute("one", sessions.get(id, person));
        model.addAttribute("people", of(all, Standing.State.IN));
        model.addAttribute("waiting", of(all, Standing.State.WAITING));
        model.addAttribute("pending", of(all, Standing.State.PENDING));
        model.addAttribute("invited", enrolments.invited(id, person));
        model.addAttribute(
                "organisations",
                organisations.names(MOST_TO_CHOOSE, person).entrySet().stream()
                        .map(each -> new Choice(each.getKey(), each.getValue()))
                        .toList());
        return "sessions/people";
    }

    private static List<Participant> of(List<Participant> all, Standing.State state) {
        return all.stream().filter(each -> each.state() == state).toList();
    }

    @PostMapping("/{id}/people")
    @PreAuthorize(SessionPages.COORDINATOR)
    String add(
            @PathVariable long id,
            @ModelAttribute("form") GuestForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        String name =
                new FormReader(errors, locale).required("name", FormText.orEmpty(form.name()), Moments.LONGEST_LINE);
        String email = FormText.stripped(form.email());
        if (!email.isEmpty()) {
            email(email, errors);
        }
        if (!form.isAgreed()) {
            errors.rejectValue("agree", "session.error.agreed");
        }
        if (errors.hasErrors()) {
            model.addAttribute("wrong", true);
            return people(id, form, person, model);
        }
        return switch (enrolments.add(id, name, email, locale.getLanguage(), person)) {
            case CLOSED -> told(Came.CLOSED, "/sessions/" + id + "/people", flash);
            case ALREADY -> Forms.done("session.people.already", "/sessions/" + id + "/people", flash);
            case IN -> Forms.done("session.people.added", "/sessions/" + id + "/people", flash);
            case WAITING -> Forms.done("session.people.waits", "/sessions/" + id + "/people", flash);
        };
    }

    @PostMapping("/{id}/people/{enrolment}/remove")
    @PreAuthorize(SessionPages.COORDINATOR)
    String remove(
            @PathVariable long id,
            @PathVariable long enrolment,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        enrolments.remove(id, enrolment, person);
        return Forms.done("session.people.removed", "/sessions/" + id + "/people", flash);
    }

    /** @param emails one on a line; with or without an account */
    @PostMapping("/{id}/invitations")
    @PreAuthorize(SessionPages.COORDINATOR)
    String invite(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String organisation,
            @RequestParam(defaultValue = "") String emails,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        String back = "/sessions/" + id + "/people";
        List<String> addresses = emails.lines()
                .flatMap(line -> List.of(line.split("[,;\\s]+")).stream())
                .filter(each -> !each.isBlank())
                .distinct()
                .toList();
        if (organisation.isBlank() && addresses.isEmpty()
                || addresses.size() > MOST_INVITED
                || !addresses.stream().allMatch(EnrolmentPages::isEmail)) {
            flash.addFlashAttribute("problem", "session.error.invite");
            flash.addFlashAttribute("emails", emails);
            return "redirect:" + back + "#invite";
        }
        try {
            if (!organisation.isBlank()) {
                enrolments.inviteOrganisation(id, organisation, person);
            }
        } catch (Missing e) {
            flash.addFlashAttribute("problem", "session.error.invite");
            return "redirect:" + back + "#invite";
        }
        addresses.forEach(each -> enrolments.invite(id, each, locale.getLanguage(), person));
        return Forms.done("session.invited", back, flash);
    }

    @GetMapping("/{id}/people/export")
    @PreAuthorize(SessionPages.COORDINATOR)
    void export(
            @PathVariable long id,
            @RequestParam(defaultValue = "xlsx") String format,
            @AuthenticationPrincipal Person person,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        HubSession one = sessions.get(id, person);
        List<Participant> all = enrolments.participants(id, person);
        List<String> columns = new ArrayList<>();
        for (String column : new String[] {"name", "email", "organisations", "state"}) {
            columns.add(messages.getMessage("session.people." + column, new Object[0], locale));
        }
        one.meetings()
                .forEach(meeting -> columns.add(formats.date(meeting.moment().startsAt())));
        TableFile.write(
                "session-" + id,
                format,
                columns,
                response,
                sheet -> all.forEach(each -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(each.name());
                    row.add(each.email());
                    row.add(String.join(", ", each.organisations()));
                    row.add(messages.getMessage("session.state." + each.state().code(), new Object[0], locale));
                    one.meetings()
                            .forEach(meeting -> row.add(
                                    each.was(meeting) ? messages.getMessage("value.yes", new Object[0], locale) : ""));
                    sheet.row(row);
                }));
    }

    // ---- who was there

    @GetMapping("/{id}/meetings/{meeting}/attendance")
    @PreAuthorize(SessionPages.COORDINATOR)
    String attendance(
            @PathVariable long id, @PathVariable long meeting, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("one", sessions.get(id, person));
        model.addAttribute("meeting", sessions.meeting(id, meeting, person));
        model.addAttribute("people", of(enrolments.participants(id, person), Standing.State.IN));
        return "sessions/attendance";
    }

    @PostMapping("/{id}/meetings/{meeting}/attendance")
    @PreAuthorize(SessionPages.COORDINATOR)
    String note(
            @PathVariable long id,
            @PathVariable long meeting,
            @RequestParam(name = "present", required = false) @Nullable Set<Long> present,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        enrolments.note(id, meeting, present == null ? new HashSet<>() : present, person);
        return Forms.done(
                "session.attendance.saved", "/sessions/" + id + "/meetings/" + meeting + "/attendance", flash);
    }
}
