package org.knooppunt.introductions.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.introductions.Desk;
import org.knooppunt.introductions.DeskIntroductions;
import org.knooppunt.introductions.Reason;
import org.knooppunt.introductions.State;
import org.knooppunt.introductions.StreamFacts;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The queue of the desk, and what the desk does with one introduction. */
@Controller
@RequestMapping("/introductions")
@PreAuthorize("hasRole('COORDINATOR')")
class DeskPages {
    private static final int ROWS = 25;
    private static final int LONGEST_NOTE = 4000;

    private final DeskIntroductions desk;
    private final Told told;
    private final MessageSource messages;

    DeskPages(DeskIntroductions desk, Told told, MessageSource messages) {
        this.desk = desk;
        this.told = told;
        this.messages = messages;
    }

    @ModelAttribute("told")
    Told told() {
        return told;
    }

    @GetMapping("/desk")
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        State chosen = find(state);
        model.addAttribute("slice", desk.list(chosen, true, page, ROWS, person));
        model.addAttribute("counts", desk.counts(person));
        model.addAttribute("state", chosen == null ? "" : chosen.code());
        model.addAttribute("stallDays", DeskIntroductions.STALL_DAYS);
        model.addAttribute(
                "states",
                Arrays.stream(State.values())
                        .map(each -> new Choice(each.code(), text("introduction.state." + each.code(), locale)))
                        .toList());
        return "introductions/desk";
    }

    private static @Nullable State find(String code) {
        return Arrays.stream(State.values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    @PostMapping("/{id}/ask")
    String ask(@PathVariable String id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return after(desk.ask(id, person), "introduction.desk.done.ask", id, flash);
    }

    @PostMapping("/{id}/choose")
    String choose(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stream,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return after(desk.choose(id, stream, person), "introduction.desk.done.choose", id, flash);
    }

    @PostMapping("/{id}/note")
    String note(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(note, LONGEST_NOTE)) {
            flash.addFlashAttribute("problem", "introduction.error.long");
            flash.addFlashAttribute("typed", note);
            return "redirect:/introductions/" + id;
        }
        desk.note(id, note, person);
        return Forms.done("introduction.desk.done.note", "/introductions/" + id, flash);
    }

    @PostMapping("/{id}/remind")
    String remind(@PathVariable String id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return after(desk.remind(id, person), "introduction.desk.done.remind", id, flash);
    }

    @PostMapping("/{id}/close")
    String close(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(words, IntroductionPages.LONGEST_WORDS)) {
            flash.addFlashAttribute("problem", "introduction.error.long");
            return "redirect:/introductions/" + id;
        }
        return after(
                desk.close(id, Coded.find(Reason.class, reason).orElse(null), words, person),
                "introduction.desk.done.close",
                id,
                flash);
    }

    @PostMapping("/{id}/plant")
    String plant(
            @PathVariable String id, @AuthenticationPrincipal Person person, Locale locale, RedirectAttributes flash) {
        Desk.Line line = desk.get(id, person).line();
        StreamFacts offer = line.offer();
        StreamFacts need = line.need();
        Optional<Long> planted = offer == null || need == null
                ? Optional.empty()
                : desk.plant(
                        id,
                        text(
                                "introduction.case.title",
                                locale,
                                offer.className(),
                                offer.organisationName(),
                                need.organisationName()),
                        text("introduction.case.note", locale, offer.title(), need.title()),
                        person);
        if (planted.isEmpty()) {
            return after(false, "", id, flash);
        }
        return Forms.done("introduction.desk.done.plant", "/cases/" + planted.get(), flash);
    }

    private static String after(boolean done, String message, String id, RedirectAttributes flash) {
        if (!done) {
            flash.addFlashAttribute("problem", "introduction.error.changed");
            return "redirect:/introductions/" + id;
        }
        return Forms.done(message, "/introductions/" + id, flash);
    }
}
