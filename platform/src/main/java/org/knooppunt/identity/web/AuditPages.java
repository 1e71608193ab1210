package org.knooppunt.identity.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Slice;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail, for the administrator. Looking at one person's is itself on the trail. */
@Controller
@PreAuthorize("hasRole('ADMINISTRATOR')")
class AuditPages {
    private static final int ROWS = 100;

    /** An event in words, with its details field by field. */
    record Line(Audit.Event event, String action, String thing, Map<String, String> detail) {}

    private final Audit audit;
    private final Accounts accounts;
    private final JsonMapper json;
    private final MessageSource messages;
    private final TransactionTemplate transaction;

    AuditPages(
            Audit audit, Accounts accounts, JsonMapper json, MessageSource messages, TransactionTemplate transaction) {
        this.audit = audit;
        this.accounts = accounts;
        this.json = json;
        this.messages = messages;
        this.transaction = transaction;
    }

    @GetMapping("/audit")
    String list(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long account,
            @RequestParam(defaultValue = "") String thing,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        int number = Math.max(1, page);
        Audit.Filter filter = new Audit.Filter(q, account, thing, action, from, until);
        List<Line> lines = audit.list(filter, ROWS, (number - 1L) * ROWS).stream()
                .map(this::line)
                .toList();
        model.addAttribute("slice", new Slice<>(lines, number, ROWS, audit.count(filter)));
        if (account != null) {
            transaction.executeWithoutResult(
                    status -> audit.record(person, "trail-read", "account", Long.toString(account), Map.of()));
        }
        model.addAttribute("q", q);
        model.addAttribute("account", account);
        model.addAttribute(
                "accountName",
                account == null
                        ? null
                        : accounts.findAccount(account).map(Account::name).orElse("?"));
        model.addAttribute("thing", thing);
        model.addAttribute("action", action);
        model.addAttribute("from", from);
        model.addAttribute("until", until);
        model.addAttribute("things", choices(audit.listThings(), "thing."));
        model.addAttribute("actions", choices(audit.listActions(), "history."));
        return "identity/audit";
    }

    private Line line(Audit.Event event) {
        Map<String, String> detail = new LinkedHashMap<>();
        json.readValue(event.detail(), new TypeReference<Map<String, Object>>() {})
                .forEach((field, value) -> detail.put(field, words(value)));
        return new Line(event, word("history.", event.action()), word("thing.", event.thing()), detail);
    }

    /** What was and what is with an arrow between; anything else as it stands. */
    private String words(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && map.size() == 2 && map.containsKey("was") && map.containsKey("is")) {
            return words(map.get("was")) + " → " + words(map.get("is"));
        }
        if (value instanceof List<?> list) {
            return String.join(", ", list.stream().map(this::words).toList());
        }
        return value instanceof Map<?, ?> ? json.writeValueAsString(value) : String.valueOf(value);
    }

    private List<Choice> choices(List<String> codes, String prefix) {
        return codes.stream().map(code -> new Choice(code, word(prefix, code))).toList();
    }

    /** Rooms may bring actions and things that have no word yet: then the code. */
    private String word(String prefix, String code) {
        return String.valueOf(messages.getMessage(prefix + code, null, code, LocaleContextHolder.getLocale()));
    }
}
