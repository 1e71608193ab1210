package org.knooppunt.network.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.AccountFault;
import org.knooppunt.identity.Entrance;
import org.knooppunt.network.Invitations;
import org.knooppunt.network.Invitations.Invitation;
import org.knooppunt.organisation.Partner;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the link of an invitation leads. */
@Controller
@RequestMapping("/join")
class JoinPages {
    private static final int LONGEST_NAME = 200;

    private final Invitations invitations;
    private final Entrance entrance;
    private final MessageSource messages;

    JoinPages(Invitations invitations, Entrance entrance, MessageSource messages) {
        this.invitations = invitations;
        this.entrance = entrance;
        this.messages = messages;
    }

    /** What is typed by who follows an invitation. */
    public record JoinForm(String token, String name, String type, String password, String again) {
        public JoinForm {
            token = FormText.orEmpty(token);
            name = FormText.orEmpty(name);
            type = FormText.orEmpty(type);
            password = FormText.orEmpty(password);
            again = FormText.orEmpty(again);
        }

        /** Never the password. */
        @Override
        public String toString() {
            return "invitation followed";
        }
    }

    @GetMapping
    String look(
            @RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response, Locale locale) {
        Optional<Invitation> invitation = invitations.find(token);
        return invitation.isEmpty()
                ? worn(response)
                : form(new JoinForm(token, invitation.get().person(), "", "", ""), invitation.get(), model, locale);
    }

    private String form(JoinForm form, Invitation invitation, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("invitation", invitation);
        model.addAttribute("known", invitations.hasAccount(invitation));
        List<Choice> types = new ArrayList<>();
        types.add(new Choice("", "–"));
        for (String type : Partner.TYPES) {
            types.add(new Choice(type, messages.getMessage("value.type." + type, new Object[0], locale)));
        }
        model.addAttribute("types", types);
        return "network/join";
    }

    @PostMapping
    String join(
            @ModelAttribute("form") JoinForm form,
            BindingResult errors,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        Optional<Invitation> found = invitations.find(form.token());
        if (found.isEmpty()) {
            return worn(response);
        }
        Invitation invitation = found.get();
        String hash = null;
        String name = form.name();
        if (!form.type().isEmpty() && !Partner.TYPES.contains(form.type())) {
            errors.rejectValue("type", "form.required");
        }
        if (!invitations.hasAccount(invitation)) {
            name = new FormReader(errors, locale).required("name", form.name(), LONGEST_NAME);
            entrance.fault(form.password(), invitation.email(), name)
                    .ifPresent(key -> errors.rejectValue("password", key));
            if (!errors.hasFieldErrors("password") && !form.password().equals(form.again())) {
                errors.rejectValue("again", "password.again.fault");
            }
            hash = errors.hasErrors() ? null : entrance.hash(form.password());
        }
        if (!errors.hasErrors()) {
            Boolean joined = accept(form, name, hash);
            if (joined == null) {
                // an account was made with this address just now: then there is no password to choose
                return form(form, invitation, model, locale);
            }
            return joined ? "redirect:/sign-in?ready" : worn(response);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(form, invitation, model, locale);
    }

    private @Nullable Boolean accept(JoinForm form, String name, @Nullable String hash) {
        try {
            return invitations.accept(form.token(), name, hash, form.type());
        } catch (AccountFault e) {
            return null;
        }
    }

    private static String worn(HttpServletResponse response) {
        response.setStatus(HttpStatus.GONE.value());
        return "network/worn";
    }
}
