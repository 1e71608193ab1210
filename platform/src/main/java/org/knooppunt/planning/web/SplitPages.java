package org.knooppunt.planning.web;

import java.time.Duration;
import java.util.Locale;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.Splits;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.SplitDocument;
import org.knooppunt.web.Missing;
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

/** The part of a case's page that says how its yield is shared. */
@Controller
@RequestMapping("/plans/{id}/cases/{caseId}/split")
class SplitPages {
    /** Most cases are done before this; then the page that comes back holds the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Splits splits;
    private final Plans plans;
    private final PlanContents contents;
    private final SplitPanel panel;

    SplitPages(Splits splits, Plans plans, PlanContents contents, SplitPanel panel) {
        this.splits = splits;
        this.plans = plans;
        this.contents = contents;
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
        return part ? panel(id, caseId, person, model, locale) : page(id, caseId);
    }

    private String panel(long id, String caseId, Person person, Model model, Locale locale) {
        model.addAttribute("plan", plans.get(id, person));
        panel.add(id, caseId, person, model, locale);
        return "planning/split :: panel";
    }

    /** By the weights of the sliders; all at 0 is no rule. */
    @PostMapping
    String start(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestParam(defaultValue = "100") int shapley,
            @RequestParam(defaultValue = "0") int proportional,
            @RequestParam(defaultValue = "0") int equal,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            @AuthenticationPrincipal Person person,
            Model model,
            RedirectAttributes flash,
            Locale locale) {
        try {
            splits.start(id, caseId, new Fairness(shapley, proportional, equal), PATIENCE, person);
        } catch (IllegalArgumentException e) {
            if (part) {
                model.addAttribute("splitProblem", "plan.split.error.rule");
            } else {
                flash.addFlashAttribute("splitProblem", "plan.split.error.rule");
            }
        }
        return part ? panel(id, caseId, person, model, locale) : page(id, caseId);
    }

    private static String page(long id, String caseId) {
        return "redirect:/plans/" + id + "/cases/" + caseId + "#split";
    }

    @GetMapping("/chart.json")
    @ResponseBody
    SplitPanel.Bars chart(
            @PathVariable long id, @PathVariable String caseId, @AuthenticationPrincipal Person person, Locale locale) {
        PlanReport report = contents.report(id, person).orElseThrow(() -> new Missing("answer of plan " + id));
        return panel.bars(report, document(id, caseId, person), locale);
    }

    @GetMapping("/split.json")
    ResponseEntity<String> json(
            @PathVariable long id, @PathVariable String caseId, @AuthenticationPrincipal Person person) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("plan-" + id + "-" + caseId + "-split.json")
                                .build()
                                .toString())
                .body(PlanJson.write(document(id, caseId, person)));
    }

    private SplitDocument document(long id, String caseId, Person person) {
        SplitDocument document = splits.get(id, caseId, person).document();
        if (document == null) {
            throw new Missing("split of case " + caseId + " of plan " + id);
        }
        return document;
    }
}
