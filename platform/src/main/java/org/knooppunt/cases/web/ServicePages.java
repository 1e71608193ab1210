package org.knooppunt.cases.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.ServiceComparison;
import org.knooppunt.cases.ServiceTerms;
import org.knooppunt.engine.finance.ServiceReport;
import org.knooppunt.engine.finance.ServiceSwing;
import org.knooppunt.identity.Person;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/** What a product of a case brings as a service, beside what it brings sold. */
@Controller
@RequestMapping("/cases/{id}/finance/service")
@PreAuthorize("hasRole('COORDINATOR')")
class ServicePages {
    private static final String FORMAT = "knooppunt-service/1";

    private final ServiceComparison comparison;
    private final BusinessCases cases;
    private final MessageSource messages;
    private final Formats formats;

    ServicePages(ServiceComparison comparison, BusinessCases cases, MessageSource messages, Formats formats) {
        this.comparison = comparison;
        this.cases = cases;
        this.messages = messages;
        this.formats = formats;
    }

    @GetMapping
    String show(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        ServiceComparison.View view = comparison.view(id, person);
        ServiceComparison.Result result = view.result();
        return page(id, ServiceForm.of(view.version(), result == null ? null : result.terms(), locale), person, model);
    }

    private String page(long id, ServiceForm form, Person person, Model model) {
        ServiceComparison.View view = comparison.view(id, person);
        Forms.show(model, form);
        model.addAttribute("one", cases.get(id, person));
        model.addAttribute("view", view);
        model.addAttribute("result", view.result());
        model.addAttribute("range", formats.percent(ServiceComparison.RANGE));
        return "cases/service";
    }

    @PostMapping
    String save(
            @PathVariable long id,
            @ModelAttribute("form") ServiceForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        ServiceTerms terms = form.read(new FormReader(errors, locale));
        if (errors.hasErrors()) {
            return page(id, form, person, model);
        }
        int version = FormText.version(form.version());
        if (!comparison.save(id, terms, version, person)) {
            model.addAttribute("problem", "service.error.changed");
            return page(id, form, person, model);
        }
        flash.addFlashAttribute("undo", address(id) + "/take-back?version=" + (version + 1));
        return Forms.done("service.saved", address(id), flash);
    }

    @PostMapping("/take-back")
    String takeBack(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        boolean done = comparison.takeBack(id, version, person);
        flash.addFlashAttribute(done ? "done" : "problem", done ? "service.taken.back" : "service.error.changed");
        return "redirect:" + address(id);
    }

    private static String address(long id) {
        return "/cases/" + id + "/finance/service";
    }

    /** What both bring, added up over the years, for the picture. */
    @GetMapping(path = "/chart.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> picture(@PathVariable long id, @AuthenticationPrincipal Person person, Locale locale) {
        ServiceComparison.Result result = comparison.view(id, person).result();
        List<ServiceReport.Year> years =
                result == null ? List.of() : result.report().years();
        List<Double> sold = new ArrayList<>();
        double sum = 0;
        for (ServiceReport.Year year : years) {
            sum += year.saleFlow();
            sold.add(sum);
        }
        return YearsPicture.of(
                years.stream().map(ServiceReport.Year::year).toList(),
                messages.getMessage("service.as.service", null, locale),
                years.stream().map(ServiceReport.Year::cumulative).toList(),
                messages.getMessage("service.as.sale", null, locale),
                sold);
    }

    /** All of it as a file: what was filled in, with units in the names, and what follows. */
    record Document(
            String format,
            long businessCase,
            int version,
            java.time.Instant savedAt,
            String writer,
            double discountRate,
            ServiceTerms terms,
            ServiceReport report,
            double range,
            List<ServiceSwing> swings) {}

    @GetMapping("/service.json")
    ResponseEntity<Document> json(@PathVariable long id, @AuthenticationPrincipal Person person) {
        ServiceComparison.View view = comparison.view(id, person);
        ServiceComparison.@Nullable Result result = view.result();
        if (result == null) {
            throw new Missing("service of case " + id);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("case-" + id + "-service.json")
                                .build()
                                .toString())
                .body(new Document(
                        FORMAT,
                        id,
                        view.version(),
                        result.savedAt(),
                        result.writer(),
                        view.rate(),
                        result.terms(),
                        result.report(),
                        ServiceComparison.RANGE,
                        result.swings()));
    }
}
