package org.knooppunt.identity.web;

import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.internal.Passwords;
import org.springframework.validation.BindingResult;

/**
 * A new password, typed twice.
 *
 * @param token of the one-time link, empty elsewhere
 * @param current the password it replaces, empty elsewhere
 */
record PasswordForm(
        @Nullable String token,
        @Nullable String name,
        @Nullable String email,
        @Nullable String current,
        @Nullable String password,
        @Nullable String again) {
    PasswordForm {
        token = token == null ? "" : token;
        name = name == null ? "" : name.strip();
        email = email == null ? "" : email.strip();
        current = current == null ? "" : current;
        password = password == null ? "" : password;
        again = again == null ? "" : again;
    }

    static PasswordForm empty(String token) {
        return new PasswordForm(token, null, null, null, null, null);
    }

    /** Name and e-mail address, where the form asks for them. */
    void checkPerson(BindingResult faults) {
        AccountForm.checkPerson(name, email, faults);
    }

    void checkPassword(Passwords passwords, String ofEmail, String ofName, BindingResult faults) {
        passwords.fault(password, ofEmail, ofName).ifPresent(key -> faults.rejectValue("password", key));
        if (!faults.hasFieldErrors("password") && !password.equals(again)) {
            faults.rejectValue("again", "password.again.fault");
        }
    }
}
