package org.knooppunt.cases.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseMoney;
import org.knooppunt.cases.Finance;
import org.knooppunt.cases.MoneyLine;
import org.knooppunt.engine.finance.CashFlowReport;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.NumberText;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a case costs and brings over years. */
@Controller
class FinancePages {
    private static final String COORDINATOR = "hasRole('COORDINATOR')";
    private static final int LONGEST_NAME = 100;
    private static final double MOST = 1e12;

    private final Finance finance;
    private final BusinessCases cases;
    private final List<CaseMoney> more;
    private final MessageSource messages;
    private final Formats formats;

    FinancePages(Finance finance, BusinessCases cases, List<CaseMoney> more, MessageSource messages, Formats formats) {
        this.finance = finance;
        this.cases = cases;
        this.more = more;
        this.messages = messages;
        this.formats = formats;
    }

    @GetMapping("/cases/{id}/finance")
    String finance(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String partner,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        BusinessCase found = cases.get(id, person);
        Map<String, String> names = new LinkedHashMap<>();
        found.partners().forEach(each -> names.put(each.organisation(), each.name()));
        model.addAttribute("one", found);
        model.addAttribute("names", names);
        model.addAttribute("partner", names.containsKey(partner) ? partner : "");
        model.addAttribute("outlook", finance.outlook(id, names.containsKey(partner) ? partner : "", person));
        model.addAttribute("kinds", MoneyLine.Kind.values());
        model.addAttribute("range", formats.percent(Finance.RANGE));
        if (found.full() && person != null) {
            model.addAttribute("perPartner", finance.perPartner(id, person));
            model.addAttribute(
                    "sections", more.stream().map(each -> each.of(id, person)).toList());
        }
        return "cases/finance";
    }

    /** The cumulative cash flow, for the picture. */
    @GetMapping(path = "/cases/{id}/finance.json", produces = "application/json")
    @ResponseBody
    Map<String, Object> picture(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String partner,
            @AuthenticationPrincipal @Nullable Person person,
            Locale locale) {
        CashFlowReport report = finance.outlook(id, partner, person).report();
        List<CashFlowReport.Year> years = report == null ? List.of() : report.years();
        return YearsPicture.of(
                years.stream().map(CashFlowReport.Year::year).toList(),
                messages.getMessage("finance.cumulative", null, locale),
                years.stream().map(CashFlowReport.Year::cumulative).toList(),
                messages.getMessage("finance.cumulative.discounted", null, locale),
                years.stream().map(CashFlowReport.Year::cumulativeDiscounted).toList());
    }

    @PostMapping("/cases/{id}/finance/frame")
    @PreAuthorize(COORDINATOR)
    String frame(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String rate,
            @RequestParam(defaultValue = "") String years,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        OptionalDouble percent = NumberText.parse(rate, locale);
        int horizon = whole(years);
        if (percent.isEmpty()
                || percent.getAsDouble() < 0
                || percent.getAsDouble() > 100
                || horizon < 1
                || horizon > Finance.MOST_YEARS) {
            flash.addFlashAttribute("problem", "finance.error.frame");
            return "redirect:/cases/" + id + "/finance";
        }
        finance.frame(id, percent.getAsDouble() / 100, horizon, person);
        return Forms.done("finance.saved", "/cases/" + id + "/finance", flash);
    }

    /** -1 for what is no number of at most two digits. */
    private static int whole(String text) {
        return text.strip().matches("[0-9]{1,2}") ? Integer.parseInt(text.strip()) : -1;
    }

    @PostMapping("/cases/{id}/finance")
    @PreAuthorize(COORDINATOR)
    String add(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "0") String growth,
            @RequestParam(defaultValue = "false") boolean byVolume,
            @AuthenticationPrincipal Person person,
            Locale locale,
            RedirectAttributes flash) {
        String address = "/cases/" + id + "/finance";
        MoneyLine.Kind wanted = Coded.find(MoneyLine.Kind.class, kind).orElse(null);
        OptionalDouble euros = NumberText.parse(amount, locale);
        OptionalDouble percent = NumberText.parse(growth.isBlank() ? "0" : growth, locale);
        int from = whole(first);
        int to = wanted != null && wanted.isOnce() || last.isBlank() ? from : whole(last);
        boolean known = partner.isEmpty()
                || cases.get(id, person).partners().stream()
                        .anyMatch(each -> each.organisation().equals(partner));
        if (wanted == null
                || name.isBlank()
                || !FormText.fits(name, LONGEST_NAME)
                || !known
                || euros.isEmpty()
                || euros.getAsDouble() < 0
                || euros.getAsDouble() >= MOST
                || percent.isEmpty()
                || percent.getAsDouble() <= -100
                || percent.getAsDouble() > 100
                || from < 0
                || to < from
                || to > Finance.MOST_YEARS) {
            flash.addFlashAttribute("problem", "finance.error.line");
            return "redirect:" + address;
        }
        boolean added = finance.add(
                id,
                new MoneyLine(
                        0,
                        wanted,
                        name.strip(),
                        partner,
                        YearsPicture.cents(euros.getAsDouble()),
                        from,
                        to,
                        wanted.isOnce() ? 0 : percent.getAsDouble() / 100,
                        byVolume && !wanted.isOnce()),
                person);
        if (!added) {
            flash.addFlashAttribute("problem", "finance.error.name");
            return "redirect:" + address;
        }
        return Forms.done("finance.saved", address, flash);
    }

    @PostMapping("/cases/{id}/finance/{line}/remove")
    @PreAuthorize(COORDINATOR)
    String remove(@PathVariable long id, @PathVariable long line, @AuthenticationPrincipal Person person) {
        finance.remove(id, line, person);
        return "redirect:/cases/" + id + "/finance";
    }
}
