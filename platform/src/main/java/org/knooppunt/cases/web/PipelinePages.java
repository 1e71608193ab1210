package org.knooppunt.cases.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.AsideReason;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Demand;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The board of cases, a new seed, moving a case, and what the stages demand. */
@Controller
@RequestMapping("/cases")
class PipelinePages {
    private static final String COORDINATOR = "hasRole('COORDINATOR')";
    private static final int CARDS = 15;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 4000;

    private final Pipeline pipeline;
    private final BusinessCases cases;
    private final MessageSource messages;

    PipelinePages(Pipeline pipeline, BusinessCases cases, MessageSource messages) {
        this.pipeline = pipeline;
        this.cases = cases;
        this.messages = messages;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    @GetMapping("/board")
    String board(@AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("board", pipeline.board(person, CARDS));
        model.addAttribute("full", BusinessCases.maySeeAll(person));
        return "cases/board";
    }

    /** What is asked of a new seed. */
    public record SeedForm(String title, String note, String origin) {
        static SeedForm blank() {
            return new SeedForm("", "", Origin.DESK.code());
        }
    }

    @GetMapping("/new")
    @PreAuthorize(COORDINATOR)
    String blank(Model model, Locale locale) {
        return seed(SeedForm.blank(), model, locale);
    }

    @PostMapping("/new")
    @PreAuthorize(COORDINATOR)
    String plant(
            @ModelAttribute("form") SeedForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", FormText.orEmpty(form.title()), LONGEST_TITLE);
        String note = reader.text("note", FormText.orEmpty(form.note()), LONGEST_TEXT);
        Origin origin = Coded.find(Origin.class, FormText.orEmpty(form.origin()))
                .filter(each -> each != Origin.PLAN)
                .orElse(null);
        if (origin == null) {
            errors.rejectValue("origin", "form.required");
        }
        if (errors.hasErrors() || origin == null) {
            return seed(form, model, locale);
        }
        return Forms.done("case.planted", "/cases/" + pipeline.plant(title, note, origin, person), flash);
    }

    private String seed(SeedForm form, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute(
                "origins",
                Arrays.stream(Origin.values())
                        .filter(origin -> origin != Origin.PLAN)
                        .map(origin -> new Choice(
                                origin.code(),
                                messages.getMessage("case.origin." + origin.code(), new Object[0], locale)))
                        .toList());
        return "cases/seed";
    }

    // ---- moving

    @GetMapping("/{id}/move")
    @PreAuthorize(COORDINATOR)
    String askMove(
            @PathVariable long id,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Person person,
            Model model) {
        CaseStatus status = Coded.find(CaseStatus.class, to).orElseThrow(() -> new Missing("status " + to));
        BusinessCase found = cases.get(id, person);
        Map<Demand, Boolean> demanded = pipeline.demanded(id, status, person);
        model.addAttribute("one", found);
        model.addAttribute("to", status);
        model.addAttribute("demanded", demanded);
        model.addAttribute("lacking", demanded.containsValue(false));
        model.addAttribute("reasons", AsideReason.values());
        model.addAttribute("back", back);
        return "cases/move";
    }

    @PostMapping("/{id}/move")
    @PreAuthorize(COORDINATOR)
    String move(
            @PathVariable long id,
            @RequestParam String to,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        CaseStatus status = Coded.find(CaseStatus.class, to).orElseThrow(() -> new Missing("status " + to));
        String next = back.equals("board") ? "/cases/board" : "/cases/" + id;
        if (!FormText.fits(words, LONGEST_TEXT)) {
            flash.addFlashAttribute("problem", "case.error.long");
            return "redirect:/cases/" + id;
        }
        Pipeline.Outcome outcome =
                pipeline.move(id, status, Coded.find(AsideReason.class, reason).orElse(null), words, version, person);
        return switch (outcome) {
            case Pipeline.Outcome.Moved moved -> {
                flash.addFlashAttribute(
                        "undo", "/cases/" + id + "/take-back?version=" + (version + 1) + "&back=" + back);
                yield Forms.done("case.moved." + moved.to().code(), next, flash);
            }
            case Pipeline.Outcome.ChangedMeanwhile meanwhile -> {
                flash.addFlashAttribute("problem", "case.error.changed");
                yield "redirect:" + next;
            }
            case Pipeline.Outcome.Lacking lacking -> "redirect:/cases/" + id + "/move?to=" + to + "&back=" + back;
            case Pipeline.Outcome.NoReason none -> "redirect:/cases/" + id + "/move?to=" + to + "&back=" + back;
        };
    }

    @PostMapping("/{id}/take-back")
    @PreAuthorize(COORDINATOR)
    String takeBack(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        boolean done = pipeline.takeBack(id, version, person);
        flash.addFlashAttribute(done ? "done" : "problem", done ? "case.moved.back" : "case.error.changed");
        return "redirect:" + (back.equals("board") ? "/cases/board" : "/cases/" + id);
    }

    // ---- gates

    @GetMapping("/gates")
    @PreAuthorize(COORDINATOR)
    String gates(Model model) {
        model.addAttribute("gates", pipeline.gates());
        model.addAttribute("stages", CaseStatus.STAGES.subList(1, CaseStatus.STAGES.size()));
        model.addAttribute("demands", Demand.values());
        return "cases/gates";
    }

    /** @param demands as stage:demand */
    @PostMapping("/gates")
    @PreAuthorize(COORDINATOR)
    String setGates(
            @RequestParam(name = "demands", required = false) @Nullable List<String> demands,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Map<CaseStatus, Set<Demand>> gates = new EnumMap<>(CaseStatus.class);
        for (String each : demands == null ? List.<String>of() : demands) {
            String[] parts = each.split(":", 2);
            CaseStatus stage = Coded.find(CaseStatus.class, parts[0])
                    .filter(status -> !status.isAside() && status != CaseStatus.SEED)
                    .orElseThrow(() -> new Missing("stage " + parts[0]));
            Demand demand = Coded.find(Demand.class, parts.length < 2 ? "" : parts[1])
                    .orElseThrow(() -> new Missing("demand of " + each));
            gates.computeIfAbsent(stage, any -> EnumSet.noneOf(Demand.class)).add(demand);
        }
        pipeline.setGates(gates, person);
        return Forms.done("case.gates.saved", "/cases/gates", flash);
    }
}
