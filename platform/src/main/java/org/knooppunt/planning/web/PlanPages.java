package org.knooppunt.planning.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Floors;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Inventories;
import org.knooppunt.organisation.Areas;
import org.knooppunt.planning.PlanComparison;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.PlanQuery;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.PlanScope;
import org.knooppunt.planning.PlanStatus;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.TakenUpCases;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Words;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.knooppunt.web.NumberText;
import org.knooppunt.web.Slice;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of plans: list, ask, watch, read, compare. */
@Controller
class PlanPages {
    private static final int PAGE = 25;
    private static final int FLOWS = 50;

    private final Plans plans;
    private final PlanHead head;
    private final Areas areas;
    private final Inventories inventories;
    private final Audit audit;
    private final MessageSource messages;
    private final Formats formats;
    private final ObjectProvider<TakenUpCases> takenUp;
    private final RiskPanel risk;

    PlanPages(
            Plans plans,
            PlanHead head,
            Areas areas,
            Inventories inventories,
            Audit audit,
            MessageSource messages,
            Formats formats,
            ObjectProvider<TakenUpCases> takenUp,
            RiskPanel risk) {
        this.plans = plans;
        this.head = head;
        this.areas = areas;
        this.inventories = inventories;
        this.audit = audit;
        this.messages = messages;
        this.formats = formats;
        this.takenUp = takenUp;
        this.risk = risk;
    }

    /** For expressions where Thymeleaf lets no bean in. */
    @ModelAttribute("fmt")
    Formats formats() {
        return formats;
    }

    // ---- list

    @GetMapping("/plans")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "-created") String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable Long deleted,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanStatus wanted = null;
        List<Choice> statuses = new ArrayList<>();
        for (PlanStatus each : PlanStatus.values()) {
            statuses.add(new Choice(each.code(), say(locale, "plan.status." + each.code())));
            if (each.code().equals(status)) {
                wanted = each;
            }
        }
        Slice<PlanSummary> slice = plans.list(new PlanQuery(q, wanted, sort, page, PAGE), person);
        model.addAttribute("slice", slice);
        model.addAttribute("q", q);
        model.addAttribute("status", status);
        model.addAttribute("statuses", statuses);
        model.addAttribute("mayWrite", Plans.mayWrite(person));
        model.addAttribute("filtered", !q.isBlank() || wanted != null);
        model.addAttribute(
                "comparable",
                slice.rows().stream().filter(PlanSummary::hasAnswer).toList());
        if (deleted != null) {
            plans.find(deleted, person)
                    .filter(PlanSummary::deleted)
                    .ifPresent(gone -> model.addAttribute("gone", gone));
        }
        return "planning/plans";
    }

    // ---- ask

    @GetMapping("/plans/new")
    String ask(
            @RequestParam(required = false) @Nullable Long from,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanForm form = new PlanForm();
        form.setName(say(locale, "plan.form.name.default", formats.time(Instant.now())));
        if (from != null) {
            PlanSummary old = plans.get(from, person);
            form.setName(old.name());
            form.setNote(old.note());
            form.setWeightCo2(NumberText.text(old.weights().co2(), locale));
            form.setWeightJobs(NumberText.text(old.weights().jobs(), locale));
            form.setAim(PlanGoal.code(old.goal().aim()));
            form.setKinds(List.copyOf(old.scope().kinds()));
            form.setVisibilities(List.copyOf(old.scope().visibilities()));
            form.setOrganisations(List.copyOf(old.scope().organisations()));
        }
        model.addAttribute("form", form);
        return form(person, model, locale);
    }

    private String form(Person person, Model model, Locale locale) {
        if (!Plans.mayWrite(person)) {
            throw new org.springframework.security.access.AccessDeniedException("plans are made by coordinators");
        }
        List<Choice> areaChoices = new ArrayList<>();
        areaChoices.add(new Choice("", say(locale, "plan.form.area.all")));
        for (Areas.Area area : areas.list()) {
            areaChoices.add(new Choice(area.key(), "\u2003".repeat(area.depth()) + area.name()));
        }
        model.addAttribute("areas", areaChoices);
        model.addAttribute(
                "kinds", java.util.Arrays.stream(Kind.values()).map(Kind::code).toList());
        model.addAttribute(
                "visibilities",
                java.util.Arrays.stream(Visibility.values())
                        .map(each -> new Choice(each.code(), say(locale, "plan.form.visibility." + each.code())))
                        .toList());
        model.addAttribute(
                "organisations",
                inventories.snapshot().organisations().stream()
                        .sorted(Comparator.comparing(each -> each.name().toLowerCase(Locale.ROOT)))
                        .map(each -> new Choice(each.id(), each.name()))
                        .toList());
        model.addAttribute("aims", choices(locale, "plan.form.aim.", "money", "co2e", "jobs"));
        model.addAttribute("gaps", choices(locale, "plan.form.gap.", "0", "0.0001", "0.01", "0.05"));
        model.addAttribute("times", choices(locale, "plan.form.time.", "10", "60", "300", "1800"));
        return "planning/new";
    }

    private List<Choice> choices(Locale locale, String prefix, String... values) {
        return java.util.Arrays.stream(values)
                .map(value -> new Choice(value, say(locale, prefix + value)))
                .toList();
    }

    @PostMapping("/plans")
    String create(
            @ModelAttribute("form") PlanForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        if (form.getName().isBlank() || form.getName().length() > 200) {
            errors.rejectValue("name", "plan.error.name");
        }
        OptionalDouble co2 = number(form.getWeightCo2(), locale, errors, "weightCo2");
        OptionalDouble jobs = number(form.getWeightJobs(), locale, errors, "weightJobs");
        OptionalDouble seed = number(form.getSeed(), locale, errors, "seed");
        OptionalDouble seconds = NumberText.parse(form.getSeconds(), Locale.ENGLISH);
        OptionalDouble gap = NumberText.parse(form.getGap(), Locale.ENGLISH);
        if (seed.isPresent() && (seed.getAsDouble() % 1 != 0 || seed.getAsDouble() > Integer.MAX_VALUE)) {
            errors.rejectValue("seed", "plan.error.seed");
        }
        if (!errors.hasErrors()) {
            try {
                PlanScope scope = new PlanScope(
                        areas.within(form.getArea().isBlank() ? Set.of() : Set.of(form.getArea())),
                        Set.copyOf(form.getKinds()),
                        Set.copyOf(form.getVisibilities()),
                        Set.copyOf(form.getOrganisations()));
                PlanOptions options = new PlanOptions(
                        gap.orElse(0.0001),
                        Duration.ofMillis(Math.round(seconds.orElse(60) * 1000)),
                        (long) seed.orElse(1),
                        1);
                PlanGoal goal = new PlanGoal(PlanGoal.aim(form.getAim()), Floors.NONE);
                // the form says that weights only count for money
                Weights weights = goal.isMoney() ? new Weights(co2.orElse(0), jobs.orElse(0)) : Weights.NONE;
                long id = plans.create(
                        new PlanRequest(form.getName(), form.getNote(), scope, options, weights, goal), person);
                return "redirect:/plans/" + id;
            } catch (Plans.EmptyScope e) {
                errors.rejectValue("area", "plan.error.empty");
            } catch (IllegalArgumentException e) {
                errors.rejectValue("gap", "plan.error.limits");
            }
        }
        response.setStatus(422);
        return form(person, model, locale);
    }

    private static OptionalDouble number(String text, Locale locale, BindingResult errors, String field) {
        OptionalDouble number =
                text.isBlank() ? OptionalDouble.of(field.equals("seed") ? 1 : 0) : NumberText.parse(text, locale);
        if (number.isEmpty() || number.getAsDouble() < 0) {
            errors.rejectValue(field, "plan.error.number");
            return OptionalDouble.empty();
        }
        return number;
    }

    // ---- read

    @GetMapping("/plans/{id}")
    String plan(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String measure,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanSummary plan = head.show(id, person, model, locale);
        PlanReport report = (PlanReport) model.getAttribute("report");
        if (report == null) {
            return plan.running() ? "planning/running" : "planning/stopped";
        }
        addSankey(report, kind, measure, model);
        model.addAttribute(
                "taken", takenUp.getIfAvailable(() -> other -> Map.of()).takenUp(id));
        model.addAttribute(
                "whyNot",
                report.leftOut().stream()
                        .sorted(Comparator.comparing((PlanReport.LeftOutLine line) -> line.entryPrice() == null)
                                .thenComparing(PlanReport.LeftOutLine::part))
                        .limit(6)
                        .toList());
        model.addAttribute("events", audit.list("plan", Long.toString(id)));
        Long from = plan.remadeFrom();
        if (from != null) {
            plans.find(from, person).ifPresent(original -> {
                PlanSummary.Answer before = original.answer();
                PlanSummary.Answer now = plan.answer();
                if (before != null && now != null) {
                    model.addAttribute("original", original);
                    model.addAttribute("difference", Math.abs(before.surplus() - now.surplus()));
                }
            });
        }
        return "planning/plan";
    }

    /** What is drawn from left to right: the streams of one kind, or the money of all. */
    private static void addSankey(PlanReport report, String kind, String measure, Model model) {
        if (measure.equals("money")) {
            model.addAttribute("money", report.money());
        }
        List<PlanReport.Sankey> sankeys = report.sankeys();
        PlanReport.Sankey shown = sankeys.stream()
                .filter(each -> each.kind().code().equals(kind))
                .findFirst()
                .orElse(sankeys.isEmpty() ? null : sankeys.getFirst());
        model.addAttribute(
                "kinds", sankeys.stream().map(each -> each.kind().code()).toList());
        if (shown != null) {
            model.addAttribute("shownKind", shown.kind().code());
            model.addAttribute(
                    "shownFlows",
                    report.flows().stream()
                            .filter(flow -> flow.kind() == shown.kind())
                            .toList());
        }
    }

    /** The part of the page that changes while a plan is made. */
    @GetMapping("/plans/{id}/progress")
    String progress(
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        PlanSummary plan = plans.get(id, person);
        model.addAttribute("plan", plan);
        model.addAttribute("mayWrite", Plans.mayWrite(person));
        if (!plan.running()) {
            response.setHeader("HX-Refresh", "true");
        }
        return "planning/running :: running";
    }

    @GetMapping("/plans/{id}/flows")
    String flows(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @RequestParam(defaultValue = "case") String sort,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanReport report = head.report(id, person, model, locale);
        FlowList.Found found = FlowList.find(report.flows(), q, kind, inCase, sort, page, FLOWS);
        model.addAttribute("slice", found.slice());
        model.addAttribute("cost", found.cost());
        model.addAttribute("q", q);
        model.addAttribute("kind", kind);
        model.addAttribute("inCase", inCase);
        model.addAttribute(
                "kindChoices",
                report.sankeys().stream()
                        .map(each -> new Choice(
                                each.kind().code(),
                                say(locale, "kind." + each.kind().code())))
                        .toList());
        model.addAttribute(
                "caseChoices",
                report.cases().stream()
                        .map(each -> new Choice(each.id(), each.id() + " " + each.title()))
                        .toList());
        return "planning/flows";
    }

    @GetMapping("/plans/{id}/left-out")
    String leftOut(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String role,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanReport report = head.report(id, person, model, locale);
        model.addAttribute("role", role);
        model.addAttribute(
                "lines",
                report.leftOut().stream()
                        .filter(line -> role.isEmpty() || line.what().equals(role))
                        .toList());
        model.addAttribute("total", report.leftOut().size());
        model.addAttribute("roles", choices(locale, "plan.role.", "offer", "need", "facility"));
        return "planning/left-out";
    }

    @GetMapping("/plans/{id}/assumptions")
    String assumptions(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        head.report(id, person, model, locale);
        return "planning/assumptions";
    }

    @GetMapping("/plans/{id}/cases/{caseId}")
    String oneCase(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String measure,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanReport report = head.report(id, person, model, locale);
        CaseDocument found = report.findCase(caseId);
        if (found == null) {
            throw new Missing("case " + caseId + " of plan " + id);
        }
        PlanReport only = report.only(found);
        model.addAttribute("one", found);
        model.addAttribute("only", only);
        addSankey(only, kind, measure, model);
        risk.add(id, caseId, person, model, locale);
        model.addAttribute(
                "takenAs",
                takenUp.getIfAvailable(() -> other -> Map.of()).takenUp(id).get(caseId));
        return "planning/case";
    }

    @GetMapping("/plans/compare")
    String compare(
            @RequestParam long a,
            @RequestParam long b,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanSummary first = plans.get(a, person);
        PlanSummary second = plans.get(b, person);
        model.addAttribute("a", first);
        model.addAttribute("b", second);
        model.addAttribute("words", new Words(messages, formats, locale));
        PlanReport one = plans.report(a, person).orElse(null);
        PlanReport other = plans.report(b, person).orElse(null);
        if (one != null && other != null) {
            model.addAttribute("comparison", PlanComparison.of(one, other));
        }
        return "planning/compare";
    }

    // ---- do

    @PostMapping("/plans/{id}/cancel")
    String cancel(@PathVariable long id, @AuthenticationPrincipal Person person) {
        plans.cancel(id, person);
        return "redirect:/plans/" + id;
    }

    @PostMapping("/plans/{id}/remake")
    String remake(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return "redirect:/plans/" + plans.remake(id, person);
    }

    @PostMapping("/plans/{id}/rename")
    String rename(
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String note,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (name.isBlank() || name.length() > 200) {
            flash.addFlashAttribute("problem", "plan.error.name");
        } else if (!plans.rename(id, name, note, version, person)) {
            flash.addFlashAttribute("problem", "plan.error.changed");
        }
        return "redirect:/plans/" + id;
    }

    @PostMapping("/plans/{id}/delete")
    String delete(@PathVariable long id, @AuthenticationPrincipal Person person) {
        plans.delete(id, person);
        return "redirect:/plans?deleted=" + id;
    }

    @PostMapping("/plans/{id}/restore")
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person) {
        plans.restore(id, person);
        return "redirect:/plans/" + id;
    }

    private String say(Locale locale, String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
