package org.knooppunt.sessions.web;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.sessions.Minutes;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
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

/** Minutes of a meeting, and the ideas that came up in a session. */
@Controller
@RequestMapping("/sessions/{id}")
@PreAuthorize("isAuthenticated()")
class MinutePages {
    private static final int LONGEST_MINUTES = 20_000;
    private static final int LONGEST_DECISION = 1000;

    private final Minutes minutes;
    private final HubSessions sessions;

    MinutePages(Minutes minutes, HubSessions sessions) {
        this.minutes = minutes;
        this.sessions = sessions;
    }

    private static String address(long id, long meeting) {
        return "/sessions/" + id + "/meetings/" + meeting + "/minutes";
    }

    // ---- minutes

    /** For who runs sessions, and to read for who was there. */
    @GetMapping("/meetings/{meeting}/minutes")
    String minutes(
            @PathVariable long id, @PathVariable long meeting, @AuthenticationPrincipal Person person, Model model) {
        Minutes.Sheet sheet = minutes.sheet(id, meeting, person);
        model.addAttribute("one", sheet.session());
        model.addAttribute("meeting", sheet.meeting());
        model.addAttribute("sheet", sheet);
        model.addAttribute("about", sessions.cases(id, person));
        return "sessions/minutes";
    }

    @PostMapping("/meetings/{meeting}/minutes")
    @PreAuthorize(SessionPages.COORDINATOR)
    String write(
            @PathVariable long id,
            @PathVariable long meeting,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (words.isBlank() || !FormText.fits(words, LONGEST_MINUTES)) {
            flash.addFlashAttribute("problem", "session.error.minutes");
            flash.addFlashAttribute("typed", words);
            return "redirect:" + address(id, meeting);
        }
        minutes.write(id, meeting, words, person);
        return Forms.done("session.minutes.saved", address(id, meeting), flash);
    }

    @PostMapping("/meetings/{meeting}/minutes/lines")
    @PreAuthorize(SessionPages.COORDINATOR)
    String add(
            @PathVariable long id,
            @PathVariable long meeting,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String due,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        boolean action = Coded.find(Minutes.Line.Kind.class, kind).orElse(Minutes.Line.Kind.DECISION)
                == Minutes.Line.Kind.ACTION;
        LocalDate day = Moments.day(due);
        boolean wrong = words.isBlank()
                || !FormText.fits(words, action ? Moments.LONGEST_LINE : LONGEST_DECISION)
                || action && (owner.isBlank() || !FormText.fits(owner, Moments.LONGEST_LINE) || day == null);
        if (wrong) {
            flash.addFlashAttribute("problem", action ? "session.error.action" : "session.error.decision");
            flash.addFlashAttribute(action ? "action" : "decision", words);
            flash.addFlashAttribute("owner", owner);
            flash.addFlashAttribute("due", due);
        } else {
            minutes.add(
                    id,
                    meeting,
                    action ? Minutes.Line.Kind.ACTION : Minutes.Line.Kind.DECISION,
                    words,
                    action ? owner : "",
                    action ? day : null,
                    person);
        }
        return "redirect:" + address(id, meeting) + (action ? "#actions" : "#decisions");
    }

    @PostMapping("/meetings/{meeting}/minutes/lines/{line}/remove")
    @PreAuthorize(SessionPages.COORDINATOR)
    String remove(
            @PathVariable long id,
            @PathVariable long meeting,
            @PathVariable long line,
            @AuthenticationPrincipal Person person) {
        minutes.remove(id, meeting, line, person);
        return "redirect:" + address(id, meeting);
    }

    /** Puts them with the linked cases. */
    @PostMapping("/meetings/{meeting}/minutes/share")
    @PreAuthorize(SessionPages.COORDINATOR)
    String share(
            @PathVariable long id,
            @PathVariable long meeting,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (minutes.share(id, meeting, person) == 0) {
            flash.addFlashAttribute("problem", "session.error.share");
            return "redirect:" + address(id, meeting);
        }
        return Forms.done("session.minutes.shared", address(id, meeting), flash);
    }

    // ---- ideas

    /** An idea as it is written down in the session. */
    public record IdeaForm(
            @Nullable String title,
            @Nullable String words,
            @Nullable String broughtBy) {
        static IdeaForm blank() {
            return new IdeaForm("", "", "");
        }
    }

    @GetMapping("/ideas")
    @PreAuthorize(SessionPages.COORDINATOR)
    String ideas(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        return ideas(id, IdeaForm.blank(), person, model);
    }

    private String ideas(long id, IdeaForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", sessions.get(id, person));
        model.addAttribute("ideas", minutes.ideas(id, person));
        return "sessions/ideas";
    }

    @PostMapping("/ideas")
    @PreAuthorize(SessionPages.COORDINATOR)
    String plant(
            @PathVariable long id,
            @ModelAttribute("form") IdeaForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", FormText.orEmpty(form.title()), Moments.LONGEST_LINE);
        String words = reader.text("words", FormText.orEmpty(form.words()), SessionPages.LONGEST_TEXT);
        String broughtBy = reader.text("broughtBy", FormText.orEmpty(form.broughtBy()), Moments.LONGEST_LINE);
        if (errors.hasErrors()) {
            return ideas(id, form, person, model);
        }
        minutes.plant(id, title, words, broughtBy, person);
        return Forms.done("session.idea.planted", "/sessions/" + id + "/ideas", flash);
    }
}
