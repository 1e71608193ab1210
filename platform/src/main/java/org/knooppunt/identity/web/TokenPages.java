package org.knooppunt.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.identity.Tokens;
import org.knooppunt.web.Formats;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Tokens for my programs: made, shown once, and stopped. */
@Controller
@RequestMapping("/me/tokens")
class TokenPages {
    private static final int USUAL_DAYS = 90;

    /** @param expires last day it works */
    record TokenForm(
            @Nullable String name,
            @Nullable Set<Scope> scopes,
            @Nullable String expires) {
        TokenForm {
            name = name == null ? "" : name.strip();
            scopes = scopes == null || scopes.isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes);
            expires = expires == null ? "" : expires.strip();
        }

        private @Nullable LocalDate lastDay() {
            try {
                return LocalDate.parse(expires);
            } catch (DateTimeParseException e) {
                return null;
            }
        }

        void check(LocalDate today, BindingResult faults) {
            if (name.isEmpty() || name.length() > 100) {
                faults.rejectValue("name", "tokens.fault.name");
            }
            if (scopes.isEmpty()) {
                faults.rejectValue("scopes", "tokens.fault.scopes");
            }
            LocalDate day = lastDay();
            if (day == null || day.isBefore(today) || day.isAfter(today.plusDays(Tokens.MAX_DAYS))) {
                faults.rejectValue(
                        "expires",
                        "tokens.fault.expires",
                        new Object[] {
                            today.toString(), today.plusDays(Tokens.MAX_DAYS).toString()
                        },
                        null);
            }
        }
    }

    private final Tokens tokens;

    TokenPages(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute(
                "form", new TokenForm(null, null, today().plusDays(USUAL_DAYS).toString()));
        return page(person, model);
    }

    /** Answers with the page itself and no redirect: the secret is nowhere kept to show it later. */
    @PostMapping
    String create(
            @AuthenticationPrincipal Person person,
            @ModelAttribute("form") TokenForm form,
            BindingResult faults,
            Model model,
            HttpServletResponse response) {
        form.check(today(), faults);
        if (faults.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(person, model);
        }
        LocalDate last = LocalDate.parse(form.expires());
        Tokens.Made made = tokens.create(
                person,
                form.name(),
                form.scopes(),
                last.plusDays(1).atStartOfDay(Formats.ZONE).toInstant());
        model.addAttribute("made", made);
        model.addAttribute(
                "form", new TokenForm(null, null, today().plusDays(USUAL_DAYS).toString()));
        return page(person, model);
    }

    @PostMapping("/{id}/revoke")
    String revoke(@AuthenticationPrincipal Person person, @PathVariable long id) {
        if (!tokens.revoke(person, id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/me/tokens?done=revoked";
    }

    private String page(Person person, Model model) {
        model.addAttribute("tokens", tokens.list(person));
        model.addAttribute("allScopes", Scope.values());
        model.addAttribute("today", today());
        model.addAttribute("lastDay", today().plusDays(Tokens.MAX_DAYS));
        return "identity/tokens";
    }

    private static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }
}
