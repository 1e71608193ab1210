package org.knooppunt.mail.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.LetterChoices;
import org.knooppunt.mail.Unsubscribing;
import org.knooppunt.web.Forms;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which letters one wants; by the link in a letter without signing in, or under one's account. */
@Controller
class LetterChoicePages {
    private final LetterChoices choices;
    private final List<Unsubscribing> rooms;
    private final TransactionTemplate transaction;

    LetterChoicePages(LetterChoices choices, List<Unsubscribing> rooms, TransactionTemplate transaction) {
        this.choices = choices;
        this.rooms = rooms;
        this.transaction = transaction;
    }

    /** A page with a button, for mail programs look at every link in a letter. */
    @GetMapping("/unsubscribe")
    String ask(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        return "mail/unsubscribe";
    }

    /** The answer is the same whether the link was known or not, so it tells nothing about who is kept here. */
    @PostMapping("/unsubscribe")
    String end(@RequestParam(defaultValue = "") String token, Model model) {
        uuid(token).ifPresent(known -> {
            Optional<Long> account = choices.accountOf(known);
            account.ifPresent(id -> transaction.executeWithoutResult(
                    status -> choices.set(null, id, new LetterChoices.Choice(false, false))));
            rooms.stream().filter(room -> room.knows(known)).forEach(room -> room.end(known));
        });
        model.addAttribute("ended", true);
        return "mail/unsubscribe";
    }

    private static Optional<UUID> uuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    @GetMapping("/me/letters")
    String mine(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("choice", choices.of(person.id()));
        return "mail/choices";
    }

    @PostMapping("/me/letters")
    String choose(
            @RequestParam(required = false) @Nullable Boolean digest,
            @RequestParam(required = false) @Nullable Boolean mailings,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        choices.set(person, new LetterChoices.Choice(Boolean.TRUE.equals(digest), Boolean.TRUE.equals(mailings)));
        return Forms.done("flash.saved", "/me/letters", flash);
    }
}
