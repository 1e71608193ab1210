package org.knooppunt.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.SavedViews;
import org.knooppunt.identity.Scope;
import org.knooppunt.identity.Tokens;
import org.knooppunt.identity.internal.Passwords;
import org.knooppunt.identity.internal.Sessions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** My account: who I am here, how I sign in, where I am signed in, and what is kept about me. */
@Controller
@RequestMapping("/me")
class MyPages {
    /** Name and language. */
    record ProfileForm(@Nullable String name, @Nullable String language) {
        ProfileForm {
            name = name == null ? "" : name.strip();
            language = language == null ? "" : language;
        }
    }

    private final Accounts accounts;
    private final Audit audit;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Tokens tokens;
    private final SavedViews views;
    private final ObjectProvider<PersonalData> rooms;
    private final LocaleResolver locales;
    private final TransactionTemplate transaction;

    MyPages(
            Accounts accounts,
            Audit audit,
            Passwords passwords,
            Sessions sessions,
            Tokens tokens,
            SavedViews views,
            ObjectProvider<PersonalData> rooms,
            LocaleResolver localeResolver,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.audit = audit;
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.views = views;
        this.rooms = rooms;
        this.locales = localeResolver;
        this.transaction = transaction;
    }

    @GetMapping
    String me(@AuthenticationPrincipal Person person, Model model, HttpServletRequest request) {
        model.addAttribute("profile", new ProfileForm(person.name(), person.language()));
        model.addAttribute("form", PasswordForm.empty(""));
        return page(person, model, request);
    }

    @PostMapping
    String change(
            @AuthenticationPrincipal Person person,
            @ModelAttribute("profile") ProfileForm profile,
            BindingResult faults,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        AccountForm.checkPerson(profile.name(), person.email(), faults);
        AccountForm.checkLanguage(profile.language(), faults);
        if (faults.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("form", PasswordForm.empty(""));
            return page(person, model, request);
        }
        accounts.changeOwn(person, profile.name(), profile.language());
        locales.setLocale(request, response, Locale.of(profile.language()));
        return "redirect:/me?done=changed";
    }

    @PostMapping("/password")
    String changePassword(
            @AuthenticationPrincipal Person person,
            @ModelAttribute("form") PasswordForm form,
            BindingResult faults,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        String hash = accounts.find(person.id()).orElseThrow().passwordHash();
        if (hash == null) {
            faults.rejectValue("current", "password.none");
        } else if (!passwords.matches(form.current(), hash)) {
            faults.rejectValue("current", "password.current.fault");
            transaction.executeWithoutResult(status ->
                    audit.record(person, "password-refused", "account", Long.toString(person.id()), Map.of()));
        } else {
            form.checkPassword(passwords, person.email(), person.name(), faults);
        }
        if (faults.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("profile", new ProfileForm(person.name(), person.language()));
            return page(person, model, request);
        }
        accounts.setPassword(person, person.id(), passwords.hash(form.password()));
        sessions.renew(person, request, response);
        return "redirect:/me?done=password";
    }

    @PostMapping("/sessions")
    String endSessions(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String key,
            HttpServletRequest request) {
        if (key.isEmpty()) {
            sessions.endOthers(person, request.getSession().getId());
        } else {
            sessions.end(person, key);
        }
        return "redirect:/me?done=sessions";
    }

    /** Everything that is kept about the person who asks. */
    @GetMapping("/data.json")
    ResponseEntity<Map<String, Object>> data(@AuthenticationPrincipal Person person, HttpServletRequest request) {
        Account account = accounts.findAccount(person.id()).orElseThrow();
        Map<String, Object> mine = new LinkedHashMap<>();
        mine.put("name", account.name());
        mine.put("email", account.email());
        mine.put("language", account.language());
        mine.put("roles", account.roles().stream().map(Role::code).sorted().toList());
        mine.put("organisations", new TreeSet<>(account.organisations()));
        mine.put("created", account.createdAt());
        mine.put("lastSignedIn", account.lastSignedInAt());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("made", Instant.now());
        all.put("account", mine);
        all.put(
                "sessions",
                sessions.list(person.id(), request.getSession().getId()).stream()
                        .map(place ->
                                Map.of("device", place.device(), "since", place.since(), "lastSeen", place.lastSeen()))
                        .toList());
        all.put("tokens", tokens.list(person));
        all.put("savedViews", views.list(person));
        Audit.Filter mineOnly = new Audit.Filter("", person.id(), "", "", null, null);
        all.put("auditTrail", audit.list(mineOnly, Integer.MAX_VALUE, 0));
        rooms.orderedStream().forEach(room -> all.put(room.room(), room.of(person)));
        transaction.executeWithoutResult(
                status -> audit.record(person, "exported", "account", Long.toString(person.id()), Map.of()));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("knooppunt-me.json")
                                .build()
                                .toString())
                .body(all);
    }

    private String page(Person person, Model model, HttpServletRequest request) {
        Account account = accounts.findAccount(person.id()).orElseThrow();
        List<Sessions.Place> places =
                sessions.list(person.id(), request.getSession().getId());
        model.addAttribute("account", account);
        model.addAttribute("places", places);
        model.addAttribute(
                "tokens",
                tokens.list(person).stream().filter(Tokens.Token::usable).count());
        model.addAttribute("languageChoices", AccountPages.languageChoices());
        model.addAttribute("scopes", Scope.values());
        return "identity/me";
    }
}
