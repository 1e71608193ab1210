package org.knooppunt.identity.web;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Role;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Language;
import org.springframework.validation.BindingResult;

/**
 * An account as the administrator's form holds it.
 *
 * @param organisations one per field, each as its label or its key; empty fields stay out
 */
record AccountForm(
        int version,
        @Nullable String name,
        @Nullable String email,
        @Nullable String language,
        @Nullable Set<Role> roles,
        @Nullable List<String> organisations) {
    private static final int LONGEST_NAME = 200;

    AccountForm {
        name = name == null ? "" : name.strip();
        email = email == null ? "" : email.strip();
        language = language == null ? "nl" : language;
        roles = roles == null || roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
        organisations = organisations == null
                ? List.of()
                : organisations.stream()
                        .map(FormText::stripped)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList();
    }

    static AccountForm empty() {
        return new AccountForm(0, null, null, null, null, null);
    }

    static AccountForm of(Account account, OrganisationNames names) {
        Map<String, String> known = names.find(account.organisations());
        return new AccountForm(
                account.version(),
                account.name(),
                account.email(),
                account.language(),
                account.roles(),
                new TreeSet<>(account.organisations())
                        .stream()
                                .map(key -> known.containsKey(key) ? label(key, known.get(key)) : key)
                                .toList());
    }

    /** How a field offers an organisation and shows it again. */
    static String label(String key, String name) {
        return name + " (" + key + ")";
    }

    /** The key that a label ends with; a text that is none is a key itself. */
    private static String keyIn(String text) {
        int open = text.lastIndexOf(" (");
        return open > 0 && text.endsWith(")") ? text.substring(open + 2, text.length() - 1) : text;
    }

    /** What was typed, each with the key it means; of what means none the key is empty. */
    private Map<String, String> keys(OrganisationNames names) {
        Set<String> asked = new HashSet<>(organisations);
        organisations.forEach(text -> asked.add(keyIn(text)));
        Set<String> known = names.find(asked).keySet();
        Map<String, String> keys = new LinkedHashMap<>();
        for (String text : organisations) {
            keys.put(text, known.contains(text) ? text : known.contains(keyIn(text)) ? keyIn(text) : "");
        }
        return keys;
    }

    /** What is to be saved, once {@link #check} found nothing wrong. */
    Accounts.Change change(OrganisationNames names) {
        return new Accounts.Change(
                email, name, language, roles, Set.copyOf(keys(names).values()));
    }

    void check(OrganisationNames names, BindingResult faults) {
        checkPerson(name, email, faults);
        checkLanguage(language, faults);
        if (roles.isEmpty()) {
            faults.rejectValue("roles", "accounts.fault.roles");
        }
        if (roles.contains(Role.MEMBER) && organisations.isEmpty()) {
            faults.rejectValue("organisations", "accounts.fault.organisationsMissing");
        }
        List<String> unknown = new ArrayList<>();
        keys(names).forEach((text, key) -> {
            if (key.isEmpty()) {
                unknown.add(text);
            }
        });
        if (!unknown.isEmpty()) {
            faults.rejectValue(
                    "organisations",
                    "accounts.fault.organisationsUnknown",
                    new Object[] {String.join(", ", unknown)},
                    null);
        }
    }

    static void checkPerson(String name, String email, BindingResult faults) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            faults.rejectValue("name", "accounts.fault.name");
        }
        if (!FormText.isEmail(email)) {
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
