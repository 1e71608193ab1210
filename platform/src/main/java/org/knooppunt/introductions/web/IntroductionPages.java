package org.knooppunt.introductions.web;

import java.util.List;
import java.util.Locale;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.DeskIntroductions;
import org.knooppunt.introductions.Introductions;
import org.knooppunt.introductions.Introductions.Outcome;
import org.knooppunt.introductions.Match;
import org.knooppunt.introductions.Reason;
import org.knooppunt.inventory.Side;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
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

/** Introductions of a member: its streams with who might fit, and each introduction. */
@Controller
@RequestMapping("/introductions")
class IntroductionPages {
    static final int LONGEST_WORDS = 1000;

    private static final String MEMBER = "hasRole('MEMBER')";
    private static final int STREAMS = 10;
    private static final int FIRST = 3;
    private static final int MATCHES = 25;
    private static final int RUNNING = 20;

    private final Introductions introductions;
    private final DeskIntroductions desk;
    private final Told told;

    IntroductionPages(Introductions introductions, DeskIntroductions desk, Told told) {
        this.introductions = introductions;
        this.desk = desk;
        this.told = told;
    }

    @ModelAttribute("told")
    Told told() {
        return told;
    }

    @ModelAttribute("reasons")
    Reason[] reasons() {
        return Reason.values();
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('MEMBER', 'COORDINATOR')")
    String list(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "false") boolean closed,
            @AuthenticationPrincipal Person person,
            Model model) {
        if (!person.is(Role.MEMBER)) {
            return "redirect:/introductions/desk";
        }
        if (closed) {
            model.addAttribute("running", introductions.list(person, false, page, RUNNING));
            return "introductions/closed";
        }
        model.addAttribute("running", introductions.list(person, true, 1, 200));
        model.addAttribute("streams", introductions.streams(person, page, STREAMS));
        model.addAttribute("first", FIRST);
        return "introductions/introductions";
    }

    // ---- one stream of one's own

    /** What the desk is asked to look for. */
    public record SeekForm(String words) {}

    private static Side side(String plural) {
        return Side.ofPlural(plural).orElseThrow(() -> new Missing("side " + plural));
    }

    @GetMapping("/streams/{side}/{key}")
    @PreAuthorize(MEMBER)
    String stream(
            @PathVariable String side,
            @PathVariable String key,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model) {
        return stream(introductions.stream(side(side), Keys.key(key), person), page, new SeekForm(""), model);
    }

    private static String stream(Introductions.Own own, int page, SeekForm form, Model model) {
        List<Match> fresh =
                own.matches().stream().filter(match -> !match.aside()).toList();
        int pages = Math.max(1, (fresh.size() + MATCHES - 1) / MATCHES);
        int at = Math.clamp(page, 1, pages);
        Forms.show(model, form);
        model.addAttribute("own", own);
        model.addAttribute(
                "matches",
                new Slice<>(
                        fresh.subList((at - 1) * MATCHES, Math.min(fresh.size(), at * MATCHES)),
                        at,
                        MATCHES,
                        fresh.size()));
        model.addAttribute("aside", own.matches().stream().filter(Match::aside).toList());
        return "introductions/stream";
    }

    @PostMapping("/streams/{side}/{key}/wish")
    @PreAuthorize(MEMBER)
    String wish(
            @PathVariable String side,
            @PathVariable String key,
            @RequestParam String token,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Outcome outcome = introductions.wish(side(side), Keys.key(key), token, "", person);
        String back = "/introductions/streams/" + side + "/" + key;
        return outcome instanceof Outcome.Done done
                ? Forms.done("introduction.done.wish", "/introductions/" + done.id(), flash)
                : refused(outcome, back, flash);
    }

    @PostMapping("/streams/{side}/{key}/aside")
    @PreAuthorize(MEMBER)
    String putAside(
            @PathVariable String side,
            @PathVariable String key,
            @RequestParam String token,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String back = "/introductions/streams/" + side + "/" + key;
        if (!FormText.fits(words, LONGEST_WORDS)) {
            flash.addFlashAttribute("problem", "introduction.error.long");
            return "redirect:" + back;
        }
        Outcome outcome = introductions.putAside(
                side(side),
                Keys.key(key),
                token,
                Coded.find(Reason.class, reason).orElse(null),
                words,
                person);
        return outcome instanceof Outcome.Done
                ? Forms.done("introduction.done.aside", back, flash)
                : refused(outcome, back, flash);
    }

    @PostMapping("/streams/{side}/{key}/seek")
    @PreAuthorize(MEMBER)
    String seek(
            @PathVariable String side,
            @PathVariable String key,
            @ModelAttribute("form") SeekForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        String words = new FormReader(errors, locale).text("words", FormText.orEmpty(form.words()), LONGEST_WORDS);
        if (errors.hasErrors()) {
            return stream(introductions.stream(side(side), Keys.key(key), person), 1, form, model);
        }
        Outcome outcome = introductions.seek(side(side), Keys.key(key), words, person);
        return outcome instanceof Outcome.Done done
                ? Forms.done("introduction.done.seek", "/introductions/" + done.id(), flash)
                : refused(outcome, "/introductions/streams/" + side + "/" + key, flash);
    }

    private static String refused(Outcome outcome, String back, RedirectAttributes flash) {
        flash.addFlashAttribute(
                "problem",
                outcome instanceof Outcome.TooMany ? "introduction.error.many" : "introduction.error.changed");
        return "redirect:" + back;
    }

    // ---- one introduction

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('MEMBER', 'COORDINATOR')")
    String page(@PathVariable String id, @AuthenticationPrincipal Person person, Model model) {
        if (DeskIntroductions.isDesk(person)) {
            model.addAttribute("one", desk.get(id, person));
            return "introductions/desk-one";
        }
        model.addAttribute("one", introductions.get(id, person));
        return "introductions/introduction";
    }

    @PostMapping("/{id}/agree")
    @PreAuthorize(MEMBER)
    String agree(@PathVariable String id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return done(introductions.agree(id, person), "introduction.done.agree", id, flash);
    }

    @PostMapping("/{id}/price")
    @PreAuthorize(MEMBER)
    String price(@PathVariable String id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return done(introductions.agreePrice(id, person), "introduction.done.price", id, flash);
    }

    @PostMapping("/{id}/withdraw")
    @PreAuthorize(MEMBER)
    String withdraw(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(words, LONGEST_WORDS)) {
            flash.addFlashAttribute("problem", "introduction.error.long");
            return "redirect:/introductions/" + id;
        }
        Outcome outcome =
                introductions.withdraw(id, Coded.find(Reason.class, reason).orElse(null), words, person);
        return outcome instanceof Outcome.Done
                ? Forms.done("introduction.done.withdraw", "/introductions", flash)
                : refused(outcome, "/introductions/" + id, flash);
    }

    private static String done(Outcome outcome, String message, String id, RedirectAttributes flash) {
        return outcome instanceof Outcome.Done
                ? Forms.done(message, "/introductions/" + id, flash)
                : refused(outcome, "/introductions/" + id, flash);
    }
}
