package org.knooppunt.mail.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.LetterState;
import org.knooppunt.mail.Mailbox;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The mailbox: which letters were posted, how far each is, and what to do about those that did not leave. */
@Controller
@RequestMapping("/mailbox")
@PreAuthorize("hasAnyRole('ADMINISTRATOR', 'COORDINATOR')")
class MailboxPages {
    private static final int ROWS = 50;

    private final Mailbox mailbox;
    private final MessageSource messages;

    MailboxPages(Mailbox mailbox, MessageSource messages) {
        this.mailbox = mailbox;
        this.messages = messages;
    }

    /** The filters as they stand in the address. */
    public record Query(
            @Nullable String q,
            @Nullable String state,
            @Nullable String page) {
        public boolean isFiltered() {
            return !FormText.stripped(q).isEmpty() || !FormText.stripped(state).isEmpty();
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping
    String list(Query query, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Mailbox.Filter filter = new Mailbox.Filter(
                FormText.stripped(query.q()),
                Coded.find(LetterState.class, FormText.orEmpty(query.state())).orElse(null));
        model.addAttribute("slice", mailbox.list(filter, query.number(), ROWS, person));
        model.addAttribute("query", query);
        model.addAttribute("leaves", mailbox.leaves());
        model.addAttribute(
                "states",
                Arrays.stream(LetterState.values())
                        .map(state -> new Choice(
                                state.code(), messages.getMessage("mail.state." + state.code(), new Object[0], locale)))
                        .toList());
        return "mail/mailbox";
    }

    @GetMapping("/{id}")
    String letter(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("letter", mailbox.get(id, person));
        return "mail/letter";
    }

    @GetMapping("/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable long id, @AuthenticationPrincipal Person person) {
        Letter.Attachment file = mailbox.file(id, person);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file.content().getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/{id}/again")
    String again(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return after(mailbox.again(id, person), "mail.again.done", id, flash);
    }

    @PostMapping("/{id}/arrived")
    String arrived(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return after(mailbox.arrived(id, person), "mail.arrived.done", id, flash);
    }

    private static String after(boolean done, String message, long id, RedirectAttributes flash) {
        if (!done) {
            flash.addFlashAttribute("problem", "mail.changed");
            return "redirect:/mailbox/" + id;
        }
        return Forms.done(message, "/mailbox/" + id, flash);
    }
}
