package org.knooppunt.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.AccountFault;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.internal.OneTimeLinks;
import org.knooppunt.identity.internal.OneTimeLinks.Purpose;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Language;
import org.knooppunt.web.Slice;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the administrator looks after accounts. That one looked is on the audit trail too. */
@Controller
@RequestMapping("/accounts")
@PreAuthorize("hasRole('ADMINISTRATOR')")
class AccountPages {
    static final int ROWS = 50;
    /** More than these a field does not offer while typing; their keys can still be typed. */
    private static final int MOST_OFFERED = 2_000;
    /** Fields for organisations beside those in use. */
    private static final int FREE_FIELDS = 2;

    private final Accounts accounts;
    private final Audit audit;
    private final OneTimeLinks links;
    private final OrganisationNames organisations;
    private final TransactionTemplate transaction;
    private final MessageSource messages;

    AccountPages(
            Accounts accounts,
            Audit audit,
            OneTimeLinks links,
            OrganisationNames organisations,
            TransactionTemplate transaction,
            MessageSource messages) {
        this.accounts = accounts;
        this.audit = audit;
        this.links = links;
        this.organisations = organisations;
        this.transaction = transaction;
        this.messages = messages;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(defaultValue = "") String active,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Accounts.Filter filter = new Accounts.Filter(q, role, active.isEmpty() ? null : active.equals("yes"));
        int number = Math.max(1, page);
        Slice<Account> slice = new Slice<>(
                accounts.list(filter, sort, ROWS, (number - 1L) * ROWS), number, ROWS, accounts.count(filter));
        transaction.executeWithoutResult(status -> audit.record(
                person,
                "listed",
                "account",
                "",
                Map.of("q", q, "page", number, "rows", slice.rows().size())));
        model.addAttribute("slice", slice);
        model.addAttribute("q", q);
        model.addAttribute("role", role == null ? "" : role.name());
        model.addAttribute("active", active);
        model.addAttribute("roleChoices", roleChoices());
        model.addAttribute(
                "activeChoices",
                List.of(new Choice("yes", text("accounts.active")), new Choice("no", text("accounts.inactive"))));
        return "identity/accounts";
    }

    @GetMapping("/new")
    String blank(Model model) {
        return form(AccountForm.empty(), null, model);
    }

    @PostMapping
    String create(
            @AuthenticationPrincipal Person person,
            @ModelAttribute("form") AccountForm form,
            BindingResult faults,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        form.check(organisations, faults);
        if (!faults.hasErrors()) {
            try {
                Account made = accounts.create(person, form.change(organisations));
                return withLink(person, made, model, request);
            } catch (AccountFault e) {
                faults.rejectValue("email", e.messageKey());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(form, null, model);
    }

    @GetMapping("/{id}")
    String show(@AuthenticationPrincipal Person person, @PathVariable long id, Model model) {
        Account account = get(id);
        transaction.executeWithoutResult(
                status -> audit.record(person, "read", "account", Long.toString(id), Map.of()));
        return thing(account, model);
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, Model model) {
        Account account = get(id);
        return form(AccountForm.of(account, organisations), account, model);
    }

    @PostMapping("/{id}")
    String change(
            @AuthenticationPrincipal Person person,
            @PathVariable long id,
            @ModelAttribute("form") AccountForm form,
            BindingResult faults,
            Model model,
            HttpServletResponse response) {
        Account account = get(id);
        form.check(organisations, faults);
        if (!faults.hasErrors()) {
            try {
                accounts.change(person, id, form.version(), form.change(organisations));
                return "redirect:/accounts/" + id + "?done=changed";
            } catch (AccountFault e) {
                faults.rejectValue(e.reason() == AccountFault.Reason.EMAIL_TAKEN ? "email" : "roles", e.messageKey());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(form, account, model);
    }

    @PostMapping("/{id}/active")
    String activate(
            @AuthenticationPrincipal Person person,
            @PathVariable long id,
            @RequestParam boolean active,
            Model model,
            HttpServletResponse response) {
        Account account = get(id);
        try {
            accounts.activate(person, id, active);
            return "redirect:/accounts/" + id + "?done=" + (active ? "activated" : "deactivated");
        } catch (AccountFault e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("fault", e.messageKey());
            return thing(account, model);
        }
    }

    @PostMapping("/{id}/sessions")
    String endSessions(@AuthenticationPrincipal Person person, @PathVariable long id) {
        get(id);
        accounts.endSessions(person, id);
        return "redirect:/accounts/" + id + "?done=sessions";
    }

    @PostMapping("/{id}/invitation")
    String invite(
            @AuthenticationPrincipal Person person, @PathVariable long id, Model model, HttpServletRequest request) {
        Account account = get(id);
        if (!account.active() || account.demonstration()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT);
        }
        return withLink(person, account, model, request);
    }

    private String withLink(Person person, Account account, Model model, HttpServletRequest request) {
        String secret = transaction.execute(status -> {
            audit.record(person, "invited", "account", Long.toString(account.id()), Map.of());
            return links.make(Purpose.INVITATION, account.id(), OneTimeLinks.INVITATION);
        });
        model.addAttribute(
                "link",
                ServletUriComponentsBuilder.fromContextPath(request)
                        .path("/invitation")
                        .queryParam("token", secret)
                        .toUriString());
        model.addAttribute("days", OneTimeLinks.INVITATION.toDays());
        return thing(account, model);
    }

    private String thing(Account account, Model model) {
        Map<String, String> known = organisations.find(account.organisations());
        model.addAttribute("account", account);
        model.addAttribute(
                "organisations",
                account.organisations().stream()
                        .map(key -> known.getOrDefault(key, key))
                        .sorted()
                        .toList());
        model.addAttribute("events", audit.list("account", Long.toString(account.id())));
        return "identity/account";
    }

    private String form(AccountForm form, @Nullable Account account, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("account", account);
        model.addAttribute("allRoles", Role.values());
        model.addAttribute("languageChoices", languageChoices());
        List<String> labels = new ArrayList<>();
        organisations.list(MOST_OFFERED).forEach((key, name) -> labels.add(AccountForm.label(key, name)));
        model.addAttribute("organisationLabels", labels);
        List<String> typed = new ArrayList<>(form.organisations());
        typed.addAll(Collections.nCopies(FREE_FIELDS, ""));
        model.addAttribute("typedOrganisations", typed);
        return "identity/account-form";
    }

    private Account get(long id) {
        return accounts.findAccount(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private List<Choice> roleChoices() {
        List<Choice> choices = new ArrayList<>();
        for (Role role : Role.values()) {
            choices.add(new Choice(role.name(), text("role." + role.code())));
        }
        return choices;
    }

    static List<Choice> languageChoices() {
        List<Choice> choices = new ArrayList<>();
        for (Language language : Language.values()) {
            choices.add(new Choice(language.code(), language.ownName()));
        }
        return choices;
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
