package org.knooppunt.planning.web;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.Risks;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.RiskDocument;
import org.knooppunt.web.Missing;
import org.knooppunt.web.NumberText;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The part of a case's page that says how sure it is. */
@Controller
@RequestMapping("/plans/{id}/cases/{caseId}/risk")
class RiskPages {
    /** Most cases are done before this; then the page that comes back holds the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Risks risks;
    private final Plans plans;
    private final RiskPanel panel;

    RiskPages(Risks risks, Plans plans, RiskPanel panel) {
        this.risks = risks;
        this.plans = plans;
        this.panel = panel;
    }

    /** The panel alone, for a page that waits; without script the page itself. */
    @GetMapping
    String show(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        if (!part) {
            return page(id, caseId);
        }
        model.addAttribute("plan", plans.get(id, person));
        panel.add(id, caseId, person, model, locale);
        return "planning/risk :: panel";
    }

    @PostMapping
    String start(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestParam(defaultValue = "10000") int years,
            @RequestParam(defaultValue = "1") String seed,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        OptionalDouble number = NumberText.parse(seed, Locale.ENGLISH);
        if (number.isEmpty()
                || number.getAsDouble() % 1 != 0
                || number.getAsDouble() < 0
                || number.getAsDouble() > Integer.MAX_VALUE) {
            flash.addFlashAttribute("riskProblem", "plan.error.seed");
        } else {
            risks.start(id, caseId, years, (long) number.getAsDouble(), PATIENCE, person);
        }
        return page(id, caseId);
    }

    private static String page(long id, String caseId) {
        return "redirect:/plans/" + id + "/cases/" + caseId + "#risk";
    }

    @GetMapping("/chart.json")
    @ResponseBody
    RiskPanel.Bars chart(
            @PathVariable long id, @PathVariable String caseId, @AuthenticationPrincipal Person person, Locale locale) {
        PlanReport report = plans.report(id, person).orElseThrow(() -> new Missing("answer of plan " + id));
        return panel.bars(report, document(id, caseId, person), locale);
    }

    @GetMapping("/risk.json")
    ResponseEntity<String> json(
            @PathVariable long id, @PathVariable String caseId, @AuthenticationPrincipal Person person) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("plan-" + id + "-" + caseId + "-risk.json")
                                .build()
                                .toString())
                .body(PlanJson.write(document(id, caseId, person)));
    }

    private RiskDocument document(long id, String caseId, Person person) {
        RiskDocument document = risks.get(id, caseId, person).document();
        if (document == null) {
            throw new Missing("risk of case " + caseId + " of plan " + id);
        }
        return document;
    }
}
