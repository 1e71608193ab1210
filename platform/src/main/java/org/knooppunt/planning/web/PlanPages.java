package org.knooppunt.planning.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.planning.FlowQuery;
import org.knooppunt.planning.PlanCase;
import org.knooppunt.planning.PlanComparison;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.PlanQuery;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.PlanScope;
import org.knooppunt.planning.PlanStatus;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.TakenUpCases;
import org.knooppunt.planning.report.PlanOverview;
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
    private static final int LINES = 50;
    private static final int MOST_CHOICES = 200;
    private static final int NEARLY_IN = 6;
    private static final String[] METHODS = {"automatic", "exact", "lagrangian"};

    private final Plans plans;
    private final PlanHead head;
    private final PlanContents contents;
    private final Areas areas;
    private final Organisations organisations;
    private final Audit audit;
    private final MessageSource messages;
    private final Formats formats;
    private final ObjectProvider<TakenUpCases> takenUp;
    private final RiskPanel risk;
    private final SplitPanel split;

    PlanPages(
            Plans plans,
            PlanHead head,
            PlanContents contents,
            Areas areas,
            Organisations organisations,
            Audit audit,
            MessageSource messages,
            Formats formats,
            ObjectProvider<TakenUpCases> takenUp,
            RiskPanel risk,
            SplitPanel split) {
        this.plans = plans;
        this.head = head;
        this.contents = contents;
        this.areas = areas;
        this.organisations = organisations;
        this.audit = audit;
        this.messages = messages;
        this.formats = formats;
        this.takenUp = takenUp;
        this.risk = risk;
        this.split = split;
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
            form.setMethod(old.options().method().name().toLowerCase(Locale.ROOT));
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
        Slice<Partner> partners =
                organisations.list(new Organisations.Filter(null, null, "name", null, 1, MOST_CHOICES), person);
        // of more than can be ticked, keys are typed
        model.addAttribute("tooMany", partners.total() > MOST_CHOICES);
        model.addAttribute(
                "organisations",
                partners.rows().stream()
                        .map(each -> new Choice(each.key(), each.name()))
                        .toList());
        model.addAttribute("aims", choices(locale, "plan.form.aim.", "money", "co2e", "jobs"));
        model.addAttribute("gaps", choices(locale, "plan.form.gap.", "0", "0.0001", "0.01", "0.05"));
        model.addAttribute("times", choices(locale, "plan.form.time.", "10", "60", "300", "1800"));
        model.addAttribute("methods", choices(locale, "plan.form.method.", METHODS));
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
                        1,
                        PlanOptions.Method.valueOf(form.getMethod().toUpperCase(Locale.ROOT)));
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
            @RequestParam(name = "class", defaultValue = "") String resourceClass,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanSummary plan = head.show(id, person, model, locale);
        if (model.getAttribute("overview") == null) {
            model.addAttribute("course", contents.course(id, person));
            return plan.running() ? "planning/running" : "planning/stopped";
        }
        model.addAttribute("cases", contents.cases(id, page, LINES, person));
        addPictures(id, new FlowQuery("", kind, "", resourceClass, at), measure, person, model, locale);
        model.addAttribute(
                "taken", takenUp.getIfAvailable(() -> other -> Map.of()).takenUp(id));
        model.addAttribute("whyNot", contents.nearlyIn(id, NEARLY_IN, person));
        model.addAttribute("course", contents.course(id, person));
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

    /** What is drawn from left to right, the streams of one kind or the money of all, and what stands in their tables. */
    private void addPictures(long id, FlowQuery query, String measure, Person person, Model model, Locale locale) {
        List<String> kinds = contents.kinds(id, query.inCase(), person).stream()
                .map(Kind::code)
                .toList();
        model.addAttribute("kinds", kinds);
        if (measure.equals("money")) {
            model.addAttribute("money", contents.money(id, query.inCase(), person));
        }
        if (kinds.isEmpty()) {
            return;
        }
        FlowQuery ofKind = kinds.contains(query.kind()) ? query : query.ofKind(kinds.getFirst());
        model.addAttribute("shownKind", ofKind.kind());
        model.addAttribute("near", ofKind);
        model.addAttribute(
                "streams",
                StreamPicture.of(
                        contents.streams(id, ofKind, person),
                        ofKind,
                        "/plans/" + id,
                        new Words(messages, formats, locale),
                        areas.list()));
        model.addAttribute("largest", contents.largestFlows(id, query.inCase(), LINES, person));
        if (!ofKind.resourceClass().isEmpty()) {
            model.addAttribute("nearName", contents.classes(id, person).getOrDefault(ofKind.resourceClass(), ""));
        } else if (!ofKind.at().isEmpty()) {
            model.addAttribute("nearName", contents.nameOf(id, ofKind.at(), person));
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

    /** The rows of the table of how the search goes. */
    @GetMapping("/plans/{id}/course")
    String course(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("course", contents.course(id, person));
        return "planning/head :: courseRows";
    }

    @GetMapping("/plans/{id}/flows")
    String flows(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "case", defaultValue = "") String inCase,
            @RequestParam(name = "class", defaultValue = "") String resourceClass,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "case") String sort,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        PlanOverview overview = head.overview(id, person, model, locale);
        FlowQuery query = new FlowQuery(q, kind, inCase, resourceClass, at);
        PlanContents.Flows found = contents.flows(id, query, sort, page, LINES, person);
        model.addAttribute("slice", found.slice());
        model.addAttribute("cost", found.cost());
        model.addAttribute("query", query);
        if (!at.isEmpty()) {
            model.addAttribute("atChoices", List.of(new Choice(at, contents.nameOf(id, at, person))));
        }
        model.addAttribute(
                "kindChoices",
                overview.kinds().stream()
                        .map(each -> new Choice(each.code(), say(locale, "kind." + each.code())))
                        .toList());
        model.addAttribute("classChoices", choices(contents.classes(id, person), false));
        model.addAttribute("caseChoices", choices(contents.titles(id, MOST_CHOICES, person), true));
        return "planning/flows";
    }

    private static List<Choice> choices(Map<String, String> names, boolean withKey) {
        return names.entrySet().stream()
                .map(each ->
                        new Choice(each.getKey(), withKey ? each.getKey() + " " + each.getValue() : each.getValue()))
                .toList();
    }

    @GetMapping("/plans/{id}/left-out")
    String leftOut(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        head.overview(id, person, model, locale);
        model.addAttribute("q", q);
        model.addAttribute("role", role);
        model.addAttribute("slice", contents.leftOut(id, role, q, page, LINES, person));
        model.addAttribute("roles", choices(locale, "plan.role.", "offer", "need", "facility"));
        return "planning/left-out";
    }

    @GetMapping("/plans/{id}/assumptions")
    String assumptions(
            @PathVariable long id,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        head.overview(id, person, model, locale);
        model.addAttribute("facilities", contents.facilities(id, page, LINES, person));
        return "planning/assumptions";
    }

    @GetMapping("/plans/{id}/cases/{caseId}")
    String oneCase(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String measure,
            @RequestParam(name = "class", defaultValue = "") String resourceClass,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        head.overview(id, person, model, locale);
        PlanCase found = contents.findCase(id, caseId, person)
                .orElseThrow(() -> new Missing("case " + caseId + " of plan " + id));
        model.addAttribute("one", found.document());
        model.addAttribute("found", found);
        model.addAttribute("q", q);
        model.addAttribute("partners", contents.partners(id, caseId, q, page, LINES, person));
        addPictures(id, new FlowQuery("", kind, caseId, resourceClass, at), measure, person, model, locale);
        split.add(id, caseId, person, model, locale);
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
        PlanReport one = contents.report(a, person).orElse(null);
        PlanReport other = contents.report(b, person).orElse(null);
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
