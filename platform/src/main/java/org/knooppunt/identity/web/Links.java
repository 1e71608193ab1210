package org.knooppunt.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.AccountFault;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.internal.FirstAdministrator;
import org.knooppunt.identity.internal.OneTimeLinks;
import org.knooppunt.identity.internal.OneTimeLinks.Purpose;
import org.knooppunt.identity.internal.Passwords;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What one-time links lead to: the first administrator, and a password of one's own. */
@Controller
class Links {
    private final FirstAdministrator first;
    private final OneTimeLinks links;
    private final Accounts accounts;
    private final Passwords passwords;
    private final TransactionTemplate transaction;

    Links(
            FirstAdministrator first,
            OneTimeLinks links,
            Accounts accounts,
            Passwords passwords,
            TransactionTemplate transaction) {
        this.first = first;
        this.links = links;
        this.accounts = accounts;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    @GetMapping("/first-administrator")
    String first(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        if (!first.isOpen(token)) {
            return worn(response);
        }
        model.addAttribute("form", PasswordForm.empty(token));
        return "identity/first-administrator";
    }

    @PostMapping("/first-administrator")
    String makeFirst(@ModelAttribute("form") PasswordForm form, BindingResult faults, HttpServletResponse response) {
        if (!first.isOpen(form.token())) {
            return worn(response);
        }
        form.checkPerson(faults);
        form.checkPassword(passwords, form.email(), form.name(), faults);
        if (!faults.hasErrors()) {
            String hash = passwords.hash(form.password());
            try {
                if (first.make(form.token(), form.name(), form.email(), hash).isEmpty()) {
                    return worn(response);
                }
                return "redirect:/sign-in?ready";
            } catch (AccountFault e) {
                faults.rejectValue("email", e.messageKey());
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return "identity/first-administrator";
    }

    @GetMapping("/invitation")
    String invitation(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        Optional<Account> account = invited(token);
        if (account.isEmpty()) {
            return worn(response);
        }
        model.addAttribute("account", account.get());
        model.addAttribute("form", PasswordForm.empty(token));
        return "identity/invitation";
    }

    @PostMapping("/invitation")
    String accept(
            @ModelAttribute("form") PasswordForm form,
            BindingResult faults,
            Model model,
            HttpServletResponse response) {
        Optional<Account> account = invited(form.token());
        if (account.isEmpty()) {
            return worn(response);
        }
        form.checkPassword(passwords, account.get().email(), account.get().name(), faults);
        if (faults.hasErrors()) {
            model.addAttribute("account", account.get());
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return "identity/invitation";
        }
        String hash = passwords.hash(form.password());
        boolean used = Boolean.TRUE.equals(transaction.execute(status -> {
            if (links.use(Purpose.INVITATION, form.token()).isEmpty()) {
                return false;
            }
            accounts.setPassword(
                    accounts.find(account.get().id()).orElseThrow(),
                    account.get().id(),
                    hash);
            return true;
        }));
        return used ? "redirect:/sign-in?ready" : worn(response);
    }

    private Optional<Account> invited(String token) {
        return links.find(Purpose.INVITATION, token)
                .map(OneTimeLinks.Link::account)
                .flatMap(accounts::findAccount)
                .filter(Account::active);
    }

    private static String worn(HttpServletResponse response) {
        response.setStatus(HttpStatus.GONE.value());
        return "identity/link-worn";
    }
}
