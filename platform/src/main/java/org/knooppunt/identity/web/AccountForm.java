package org.knooppunt.identity.web;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Language;
import org.springframework.validation.BindingResult;

/**
 * An account as the administrator's form holds it.
 *
 * @param organisations keys, with commas or spaces between
 */
record AccountForm(
        int version,
        @Nullable String name,
        @Nullable String email,
        @Nullable String language,
        @Nullable Set<Role> roles,
        @Nullable String organisations) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 254;

    AccountForm {
        name = name == null ? "" : name.strip();
        email = email == null ? "" : email.strip();
        language = language == null ? "nl" : language;
        roles = roles == null || roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
        organisations = organisations == null ? "" : organisations.strip();
    }

    static AccountForm empty() {
        return new AccountForm(0, null, null, null, null, null);
    }

    static AccountForm of(Account account) {
        return new AccountForm(
                account.version(),
                account.name(),
                account.email(),
                account.language(),
                account.roles(),
                String.join(", ", new TreeSet<>(account.organisations())));
    }

    Set<String> organisationKeys() {
        Set<String> keys = new LinkedHashSet<>(List.of(organisations.split("[,;\\s]+")));
        keys.remove("");
        return keys;
    }

    Accounts.Change change() {
        return new Accounts.Change(email, name, language, roles, organisationKeys());
    }

    void check(@Nullable OrganisationNames names, BindingResult faults) {
        checkPerson(name, email, faults);
        checkLanguage(language, faults);
        if (roles.isEmpty()) {
            faults.rejectValue("roles", "accounts.fault.roles");
        }
        Set<String> keys = organisationKeys();
        if (roles.contains(Role.MEMBER) && keys.isEmpty()) {
            faults.rejectValue("organisations", "accounts.fault.organisationsMissing");
        }
        if (names != null && !keys.isEmpty()) {
            Set<String> unknown = new TreeSet<>(keys);
            unknown.removeAll(names.find(keys).keySet());
            if (!unknown.isEmpty()) {
                faults.rejectValue(
                        "organisations",
                        "accounts.fault.organisationsUnknown",
                        new Object[] {String.join(", ", unknown)},
                        null);
            }
        }
    }

    static void checkPerson(String name, String email, BindingResult faults) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            faults.rejectValue("name", "accounts.fault.name");
        }
        if (email.length() > LONGEST_EMAIL || !email.matches("[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+")) {
            faults.rejectValue("email", "accounts.fault.email", new Object[] {email}, null);
        }
    }

    static void checkLanguage(String language, BindingResult faults) {
        for (Language known : Language.values()) {
            if (known.code().equals(language)) {
                return;
            }
        }
        faults.rejectValue("language", "accounts.fault.language");
    }
}
