package org.knooppunt.strategy.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.Initiative;
import org.knooppunt.strategy.InitiativeMatrix;
import org.knooppunt.strategy.Initiatives;
import org.knooppunt.strategy.PartnerRole;
import org.knooppunt.strategy.SharedPlan;
import org.knooppunt.strategy.Tag;
import org.knooppunt.strategy.Words;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Overlaps and gaps between initiatives, and the plan shared with partners. */
@Controller
@RequestMapping("/strategy")
class InitiativePages {
    private static final int LONGEST_LINE = 200;
    private static final String MATRIX = "/strategy/initiatives";

    private final Initiatives initiatives;
    private final SharedPlan plan;
    private final Goals goals;

    InitiativePages(Initiatives initiatives, SharedPlan plan, Goals goals) {
        this.initiatives = initiatives;
        this.plan = plan;
        this.goals = goals;
    }

    // ---- the matrix

    @GetMapping("/initiatives")
    String matrix(@AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        model.addAttribute("matrix", initiatives.matrix(person, locale));
        model.addAttribute("mayTag", initiatives.mayTag(person));
        model.addAttribute("mayWrite", Goals.mayWrite(person));
        if (initiatives.mayTag(person)) {
            model.addAttribute("things", initiatives.choices(person, locale));
        }
        model.addAttribute("locale", locale);
        return "strategy/initiatives";
    }

    @GetMapping("/initiatives/file")
    void file(
            @RequestParam(defaultValue = "csv") String format,
            @AuthenticationPrincipal @Nullable Person person,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        InitiativeMatrix matrix = initiatives.matrix(person, locale);
        TableFile.write(
                "initiatives",
                format,
                List.of("service", "group", "initiatives", "titles"),
                response,
                sheet -> matrix.services().forEach(service -> matrix.groups().forEach(group -> {
                    List<Initiative> cell = matrix.cell(service, group);
                    sheet.row(List.of(
                            service.name().in(locale),
                            group.name().in(locale),
                            (double) cell.size(),
                            String.join(
                                    "; ",
                                    cell.stream()
                                            .filter(Initiative::visible)
                                            .map(each -> each.thing().title())
                                            .toList())));
                })));
    }

    private static String[] thing(String thing) {
        int at = thing.indexOf(':');
        if (at < 1) {
            throw new Missing("thing " + thing);
        }
        return new String[] {thing.substring(0, at), thing.substring(at + 1)};
    }

    @GetMapping("/initiatives/tags")
    @PreAuthorize(StrategyPages.LINKERS)
    String tags(
            @RequestParam(defaultValue = "") String thing,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        String[] key = thing(thing);
        model.addAttribute("one", initiatives.one(key[0], key[1], person, locale));
        model.addAttribute("tags", initiatives.tags());
        model.addAttribute("axes", Tag.Axis.values());
        model.addAttribute("locale", locale);
        return "strategy/tags";
    }

    @PostMapping("/initiatives/tags")
    @PreAuthorize(StrategyPages.LINKERS)
    String tag(
            @RequestParam String thing,
            @RequestParam(required = false) @Nullable List<Long> tags,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String[] key = thing(thing);
        Set<Long> wanted = tags == null ? Set.of() : new HashSet<>(tags);
        initiatives.tag(key[0], key[1], wanted, person);
        return Forms.done("flash.saved", MATRIX, flash);
    }

    @PostMapping("/initiatives/new-tag")
    @PreAuthorize(StrategyPages.WRITERS)
    String addTag(
            @RequestParam(defaultValue = "") String axis,
            @RequestParam(defaultValue = "") String nameNl,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String nameFr,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Tag.Axis wanted = Arrays.stream(Tag.Axis.values())
                .filter(each -> each.code().equals(axis))
                .findFirst()
                .orElse(null);
        if (wanted == null
                || !FormText.isFilled(nameNl, LONGEST_LINE)
                || !FormText.fits(nameEn, LONGEST_LINE)
                || !FormText.fits(nameFr, LONGEST_LINE)) {
            flash.addFlashAttribute("problem", "strategy.tag.error");
            return "redirect:" + MATRIX;
        }
        if (!initiatives.addTag(wanted, new Words(nameNl.strip(), nameEn.strip(), nameFr.strip()), person)) {
            flash.addFlashAttribute("problem", "strategy.tag.twice");
            return "redirect:" + MATRIX;
        }
        return Forms.done("flash.saved", MATRIX, flash);
    }

    @PostMapping("/initiatives/remove-tag")
    @PreAuthorize(StrategyPages.WRITERS)
    String removeTag(@RequestParam long tag, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        initiatives.removeTag(tag, person);
        return Forms.done("flash.deleted", MATRIX, flash);
    }

    // ---- the plan

    @GetMapping("/plan")
    String plan(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String framework,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        model.addAttribute("lines", plan.lines(q, framework));
        model.addAttribute("q", q);
        model.addAttribute("framework", framework);
        model.addAttribute(
                "frameworks",
                goals.frameworks(person).stream()
                        .map(each -> new Choice(each.code(), each.name().in(locale)))
                        .toList());
        model.addAttribute("filtered", !q.isBlank() || !framework.isBlank());
        model.addAttribute("exports", TableFile.addresses(request, "/strategy/plan/file"));
        model.addAttribute("parts", PartnerRole.Part.values());
        model.addAttribute("mayWrite", Goals.mayWrite(person));
        if (Goals.mayWrite(person)) {
            model.addAttribute(
                    "goals",
                    goals.choices(null).stream()
                            .map(choice -> choice.in(locale))
                            .toList());
        }
        model.addAttribute("locale", locale);
        return "strategy/plan";
    }

    @GetMapping("/plan/file")
    void planFile(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String framework,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        List<SharedPlan.Line> lines = plan.lines(q, framework);
        TableFile.write(
                "shared-plan",
                format,
                List.of("framework", "level", "code", "goal", "partner", "role", "words"),
                response,
                sheet -> lines.forEach(line -> line.roles().forEach(role -> {
                    Goal goal = line.goal();
                    sheet.row(List.of(
                            goal.framework(),
                            goal.levelName().in(locale),
                            goal.code(),
                            goal.title().in(locale),
                            role.partner(),
                            role.part().code(),
                            role.words()));
                })));
    }

    private Goal goal(String id) {
        try {
            return goals.goal(UUID.fromString(id)).orElseThrow(() -> new Missing("goal " + id));
        } catch (IllegalArgumentException e) {
            throw new Missing("goal " + id);
        }
    }

    @PostMapping("/plan/roles")
    @PreAuthorize(StrategyPages.WRITERS)
    String setRole(
            @RequestParam(defaultValue = "") String goal,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam(defaultValue = "") String part,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        PartnerRole.Part wanted = Coded.find(PartnerRole.Part.class, part).orElse(null);
        if (wanted == null || !FormText.isFilled(partner, LONGEST_LINE) || !FormText.fits(words, LONGEST_LINE)) {
            flash.addFlashAttribute("problem", "strategy.role.error");
            // what was typed comes back in the form
            flash.addFlashAttribute("typed", Map.of("goal", goal, "partner", partner, "words", words));
            return "redirect:/strategy/plan";
        }
        if (!plan.set(goal(goal).id(), partner, wanted, words, person)) {
            flash.addFlashAttribute("problem", "strategy.role.lead");
            flash.addFlashAttribute("typed", Map.of("goal", goal, "partner", partner, "words", words));
            return "redirect:/strategy/plan";
        }
        return Forms.done("flash.saved", "/strategy/plan", flash);
    }

    @PostMapping("/plan/roles/{role}/remove")
    @PreAuthorize(StrategyPages.WRITERS)
    String removeRole(
            @PathVariable long role,
            @RequestParam String goal,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        plan.remove(goal(goal).id(), role, person);
        return Forms.done("flash.deleted", "/strategy/plan", flash);
    }
}
