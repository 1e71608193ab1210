package org.knooppunt.purchases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.purchases.Joining;
import org.knooppunt.purchases.Later;
import org.knooppunt.purchases.Pledge;
import org.knooppunt.purchases.PledgeOutcome;
import org.knooppunt.purchases.Purchase;
import org.knooppunt.purchases.PurchaseLine;
import org.knooppunt.purchases.PurchaseStatus;
import org.knooppunt.purchases.PurchaseTerms;
import org.knooppunt.purchases.Purchases;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.NumberText;
import org.knooppunt.web.Slice;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Group purchases: the list, one, opening one, pledging. */
@Controller
@RequestMapping("/purchases")
class PurchasePages {
    private static final String COORDINATOR = "hasRole('COORDINATOR')";
    private static final String MEMBER = "hasRole('MEMBER')";
    private static final int PAGE = 25;
    private static final int MOST_IN_FILE = 10_000;
    private static final int MOST_TO_CHOOSE = 500;
    private static final int LONGEST_REASON = 1000;

    private final Purchases purchases;
    private final BusinessCases cases;
    private final Organisations organisations;
    private final MessageSource messages;
    private final Formats formats;

    PurchasePages(
            Purchases purchases,
            BusinessCases cases,
            Organisations organisations,
            MessageSource messages,
            Formats formats) {
        this.purchases = purchases;
        this.cases = cases;
        this.organisations = organisations;
        this.messages = messages;
        this.formats = formats;
    }

    private <E extends Enum<E> & Coded> List<Choice> choices(String prefix, Stream<E> values, Locale locale) {
        return values.map(each -> new Choice(each.code(), messages.getMessage(prefix + each.code(), null, locale)))
                .toList();
    }

    // ---- the list

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "-created") String sort,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        PurchaseStatus wanted = Coded.find(PurchaseStatus.class, status).orElse(null);
        model.addAttribute("slice", purchases.list(q, wanted, sort, page, PAGE, person));
        model.addAttribute("full", person != null && person.is(Role.COORDINATOR));
        model.addAttribute("member", person != null && person.is(Role.MEMBER));
        model.addAttribute("q", q);
        model.addAttribute("status", status);
        model.addAttribute("statuses", choices("purchase.status.", Arrays.stream(PurchaseStatus.values()), locale));
        model.addAttribute("filtered", !q.isBlank() || wanted != null);
        if (person != null) {
            model.addAttribute("exports", TableFile.addresses(request, "/purchases/export"));
        }
        return "purchases/purchases";
    }

    @GetMapping("/export")
    void export(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "-created") String sort,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        PurchaseStatus wanted = Coded.find(PurchaseStatus.class, status).orElse(null);
        Slice<PurchaseLine> all = purchases.list(q, wanted, sort, 1, MOST_IN_FILE, person);
        TableFile.write(
                "purchases",
                format,
                List.of(
                        "purchase",
                        "product",
                        "unit",
                        "supplier",
                        "closes_on",
                        "status",
                        "lowest_price_eur",
                        "price_eur",
                        "buyers",
                        "volume"),
                response,
                sheet -> all.rows().forEach(line -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) line.id());
                    row.add(line.product());
                    row.add(line.unit());
                    row.add(line.supplier());
                    row.add(line.closesOn().toString());
                    row.add(line.status().code());
                    row.add(number(line.lowest()));
                    row.add(number(line.price()));
                    row.add(number(line.buyers()));
                    row.add(number(line.volume()));
                    sheet.row(row);
                }));
    }

    private static @Nullable Double number(@Nullable Number number) {
        return number == null ? null : (Double) number.doubleValue();
    }

    // ---- one

    @GetMapping("/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Purchase found = purchases.get(id, person);
        String organisation = found.mayJoin().keySet().stream().findFirst().orElse("");
        Pledge own = found.pledgeOf(organisation);
        return page(
                found,
                new PledgeForm(
                        organisation,
                        own == null ? "" : NumberText.text(own.volume().doubleValue(), locale),
                        own == null || own.maxPrice() == null
                                ? ""
                                : NumberText.text(own.maxPrice().doubleValue(), locale),
                        false,
                        Integer.toString(found.version())),
                person,
                model);
    }

    private String page(Purchase found, PledgeForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", found);
        model.addAttribute("open", found.isOpen(Purchases.today()));
        model.addAttribute(
                "joining",
                found.mayJoin().entrySet().stream()
                        .filter(each -> {
                            Pledge pledge = found.pledgeOf(each.getKey());
                            return pledge == null || !pledge.isBound();
                        })
                        .map(each -> new Choice(each.getKey(), each.getValue()))
                        .toList());
        Map<String, String> exports = new LinkedHashMap<>();
        for (String format : List.of("csv", "xlsx", "json")) {
            exports.put(format, "/purchases/" + found.id() + "/export?format=" + format);
        }
        if (!found.pledges().isEmpty() && found.sight() != Purchase.Sight.BUYER) {
            model.addAttribute("exports", exports);
        }
        if (found.isFull()) {
            model.addAttribute("events", purchases.history(found.id(), person));
            model.addAttribute("organisations", choices(person));
            Long businessCase = found.businessCase();
            if (businessCase != null) {
                cases.find(businessCase, person).ifPresent(one -> model.addAttribute("of", one));
            }
        }
        return "purchases/purchase";
    }

    private List<Choice> choices(Person person) {
        return organisations.names(MOST_TO_CHOOSE, person).entrySet().stream()
                .map(each -> new Choice(each.getKey(), each.getValue()))
                .toList();
    }

    /** What is pledged at each price and what it takes, for the picture. */
    @GetMapping(path = "/{id}/levels.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> picture(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale) {
        Purchase found = purchases.get(id, person);
        if (!found.isPictured()) {
            throw new Missing("levels of purchase " + id);
        }
        return Map.of(
                "type",
                "bar",
                "unit",
                found.terms().unit(),
                "x",
                found.levels().stream()
                        .map(level -> formats.unitPrice(level.price().doubleValue()))
                        .toList(),
                "series",
                List.of(
                        Map.of(
                                "name",
                                messages.getMessage("purchase.pledged", null, locale),
                                "main",
                                true,
                                "values",
                                found.levels().stream()
                                        .map(Purchase.Level::volume)
                                        .toList()),
                        Map.of(
                                "name",
                                messages.getMessage("purchase.required", null, locale),
                                "values",
                                found.levels().stream()
                                        .map(Purchase.Level::required)
                                        .toList())));
    }

    /** Who buys what: all of it for a coordinator, what is to be delivered for the supplier. */
    @GetMapping("/{id}/export")
    void exportPledges(
            @PathVariable long id,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        Purchase found = purchases.get(id, person);
        if (found.sight() == Purchase.Sight.BUYER || found.pledges().isEmpty()) {
            throw new Missing("list of pledges of purchase " + id);
        }
        boolean full = found.isFull();
        List<String> columns = new ArrayList<>(
                List.of("organisation", "name", "volume", "unit", "binding", "joined_later", "price_eur", "total_eur"));
        if (full) {
            columns.addAll(List.of("max_price_eur", "person", "changed_at"));
        }
        BigDecimal price = found.price();
        TableFile.write("purchase-" + id, format, columns, response, sheet -> found.pledges()
                .forEach(pledge -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(pledge.organisation());
                    row.add(pledge.name());
                    row.add(number(pledge.volume()));
                    row.add(found.terms().unit());
                    row.add(pledge.isBound() ? "yes" : "no");
                    row.add(pledge.late() ? "yes" : "no");
                    boolean pays = pledge.isBound() && price != null;
                    row.add(pays ? number(price) : null);
                    row.add(pays && price != null ? number(pledge.volume().multiply(price)) : null);
                    if (full) {
                        row.add(number(pledge.maxPrice()));
                        row.add(pledge.person());
                        row.add(pledge.changedAt().toString());
                    }
                    sheet.row(row);
                }));
    }

    // ---- a coordinator

    @GetMapping("/new")
    @PreAuthorize(COORDINATOR)
    String blank(
            @RequestParam(name = "case", required = false) @Nullable Long businessCase,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        return form(PurchaseForm.blank(businessCase), null, person, model, locale);
    }

    @PostMapping("/new")
    @PreAuthorize(COORDINATOR)
    String open(
            @ModelAttribute("form") PurchaseForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        PurchaseTerms terms = form.read(new FormReader(errors, locale), suppliers(person));
        if (terms == null) {
            return form(form, null, person, model, locale);
        }
        long id = purchases.open(terms, caseOf(form), form.joining().equals(PurchaseForm.PARTNERS), person);
        return Forms.done("purchase.opened", "/purchases/" + id, flash);
    }

    private static @Nullable Long caseOf(PurchaseForm form) {
        return form.businessCase().matches("\\d{1,18}") ? Long.valueOf(form.businessCase()) : null;
    }

    /** Keys by name, of the organisations that are proposed. */
    private Map<String, String> suppliers(Person person) {
        Map<String, String> keys = new LinkedHashMap<>();
        organisations.names(MOST_TO_CHOOSE, person).forEach((key, name) -> keys.putIfAbsent(name, key));
        return keys;
    }

    @GetMapping("/{id}/edit")
    @PreAuthorize(COORDINATOR)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Purchase found = purchases.get(id, person);
        return form(
                PurchaseForm.of(found.terms(), found.version(), found.businessCase(), locale),
                found,
                person,
                model,
                locale);
    }

    @PostMapping("/{id}/edit")
    @PreAuthorize(COORDINATOR)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") PurchaseForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        PurchaseTerms terms = form.read(new FormReader(errors, locale), suppliers(person));
        if (terms == null) {
            return form(form, purchases.get(id, person), person, model, locale);
        }
        return switch (purchases.change(id, terms, FormText.version(form.version()), person)) {
            case DONE -> Forms.done("purchase.changed", "/purchases/" + id, flash);
            case FIXED -> refused("purchase.error.fixed", id, flash);
            case CHANGED_MEANWHILE -> refused("purchase.error.changed", id, flash);
        };
    }

    private static String refused(String problem, long id, RedirectAttributes flash) {
        flash.addFlashAttribute("problem", problem);
        return "redirect:/purchases/" + id;
    }

    private String form(PurchaseForm form, @Nullable Purchase editing, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute("editing", editing);
        model.addAttribute(
                "suppliers",
                suppliers(person).keySet().stream()
                        .map(name -> new Choice(name, name))
                        .toList());
        List<Choice> joining = new ArrayList<>();
        Long businessCase = caseOf(form);
        if (businessCase != null) {
            model.addAttribute("of", cases.get(businessCase, person));
            if (editing == null) {
                joining.add(new Choice(
                        PurchaseForm.PARTNERS, messages.getMessage("purchase.joining.partners", null, locale)));
            }
        }
        joining.addAll(choices("purchase.joining.", Arrays.stream(Joining.values()), locale));
        model.addAttribute("joinings", joining);
        model.addAttribute("laters", choices("purchase.later.", Arrays.stream(Later.values()), locale));
        return "purchases/form";
    }

    @PostMapping("/{id}/guests")
    @PreAuthorize(COORDINATOR)
    String invite(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String organisation,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (organisation.isBlank() || !purchases.invite(id, organisation, person)) {
            return refused("purchase.error.guest", id, flash);
        }
        return Forms.done("purchase.guest.added", "/purchases/" + id, flash);
    }

    @PostMapping("/{id}/stop")
    @PreAuthorize(COORDINATOR)
    String stop(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (reason.isBlank() || !FormText.fits(reason, LONGEST_REASON)) {
            return refused("purchase.error.reason", id, flash);
        }
        if (!purchases.stop(id, reason, person)) {
            return refused("purchase.error.notopen", id, flash);
        }
        return Forms.done("purchase.stopped", "/purchases/" + id, flash);
    }

    // ---- a buyer

    @PostMapping("/{id}/pledge")
    @PreAuthorize(MEMBER)
    String pledge(
            @PathVariable long id,
            @ModelAttribute("form") PledgeForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        BigDecimal volume = Amounts.read(reader, "volume", form.volume());
        if (volume != null && volume.signum() == 0) {
            errors.rejectValue("volume", "purchase.error.volume");
        }
        BigDecimal limit = Amounts.read(reader, "limit", form.limit());
        if (!Boolean.TRUE.equals(form.accept())) {
            errors.rejectValue("accept", "purchase.error.accept");
        }
        if (errors.hasErrors() || volume == null || limit == null) {
            return page(purchases.get(id, person), form, person, model);
        }
        return told(
                id,
                purchases.pledge(id, form.organisation(), volume, limit, FormText.version(form.version()), person),
                flash);
    }

    @PostMapping("/{id}/withdraw")
    @PreAuthorize(MEMBER)
    String withdraw(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String organisation,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return told(id, purchases.withdraw(id, organisation, person), flash);
    }

    private static String told(long id, PledgeOutcome outcome, RedirectAttributes flash) {
        flash.addFlashAttribute(outcome.isDone() ? "done" : "problem", "purchase.outcome." + outcome.code());
        return "redirect:/purchases/" + id;
    }
}
