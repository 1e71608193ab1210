package org.knooppunt.cases.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseDocuments;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.cases.SeedBed;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.web.Choice;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of cases, a case, and taking one up. */
@Controller
class CasePages {
    private static final int PAGE = 50;

    private static final int MOST_TO_CHOOSE = 500;

    private final BusinessCases cases;
    private final Pipeline pipeline;
    private final CaseDocuments documents;
    private final Organisations organisations;
    private final MessageSource messages;
    private final ObjectProvider<SeedBed> beds;
    private final GoalLinks goals;

    CasePages(
            BusinessCases cases,
            Pipeline pipeline,
            CaseDocuments documents,
            Organisations organisations,
            MessageSource messages,
            ObjectProvider<SeedBed> beds,
            GoalLinks goals) {
        this.beds = beds;
        this.goals = goals;
        this.cases = cases;
        this.pipeline = pipeline;
        this.documents = documents;
        this.organisations = organisations;
        this.messages = messages;
    }

    @GetMapping("/cases")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "false") boolean still,
            @RequestParam(defaultValue = "-created") String sort,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        CaseStatus wanted = null;
        List<Choice> statuses = new ArrayList<>();
        for (CaseStatus each : CaseStatus.values()) {
            statuses.add(
                    new Choice(each.code(), messages.getMessage("case.status." + each.code(), new Object[0], locale)));
            if (each.code().equals(status)) {
                wanted = each;
            }
        }
        model.addAttribute(
                "slice", cases.list(q, wanted, still ? Pipeline.STILL_DAYS : null, sort, page, PAGE, person));
        model.addAttribute("count", cases.count());
        model.addAttribute("full", BusinessCases.maySeeAll(person));
        model.addAttribute(
                "member",
                person != null
                        && person.is(Role.MEMBER)
                        && !person.organisations().isEmpty());
        model.addAttribute("mayReport", person != null && person.is(Role.POLICY_OFFICER));
        model.addAttribute("q", q);
        model.addAttribute("status", status);
        model.addAttribute("statuses", statuses);
        model.addAttribute("still", still);
        model.addAttribute("stillDays", Pipeline.STILL_DAYS);
        model.addAttribute("filtered", !q.isBlank() || wanted != null || still);
        return "cases/cases";
    }

    @GetMapping("/cases/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        BusinessCase found = cases.get(id, person);
        model.addAttribute("one", found);
        model.addAttribute("dossier", pipeline.dossier(id, person));
        model.addAttribute("documents", documents.list(id, person));
        model.addAttribute("today", Pipeline.today());
        model.addAttribute("goals", goals.panel("case", Long.toString(id), person, locale));
        if (found.full()) {
            model.addAttribute("events", cases.history(id, person));
            model.addAttribute(
                    "beds",
                    beds.orderedStream()
                            .flatMap(bed -> bed.of(id, person).stream())
                            .toList());
            found.status().next().ifPresent(next -> {
                model.addAttribute("next", next);
                model.addAttribute("demanded", pipeline.demanded(id, next, person));
            });
            model.addAttribute("models", EarningModel.values());
            model.addAttribute("organisations", choices(person));
        }
        return "cases/case";
    }

    private List<Choice> choices(Person person) {
        return organisations.names(MOST_TO_CHOOSE, person).entrySet().stream()
                .map(each -> new Choice(each.getKey(), each.getValue()))
                .toList();
    }

    @PostMapping("/cases/{id}")
    String change(
            @PathVariable long id,
            @RequestParam String title,
            @RequestParam(defaultValue = "") String note,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (title.isBlank() || title.length() > 200) {
            flash.addFlashAttribute("problem", "case.error.title");
        } else if (!cases.change(id, title, note, version, person)) {
            flash.addFlashAttribute("problem", "case.error.changed");
        }
        return "redirect:/cases/" + id;
    }

    @PostMapping("/cases/{id}/share")
    @PreAuthorize("hasRole('COORDINATOR')")
    String share(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        cases.share(id, person);
        flash.addFlashAttribute("done", "case.shared");
        return "redirect:/cases/" + id;
    }

    @PostMapping("/plans/{plan}/cases/{planCase}/take-up")
    String takeUp(@PathVariable long plan, @PathVariable String planCase, @AuthenticationPrincipal Person person) {
        return "redirect:/cases/" + cases.takeUp(plan, planCase, person);
    }
}
