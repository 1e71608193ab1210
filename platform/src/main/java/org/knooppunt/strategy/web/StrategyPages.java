package org.knooppunt.strategy.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.FrameworkFile;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.GoalOverview;
import org.knooppunt.strategy.GoalOverviews;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.strategy.Tree;
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

/** Frameworks, their trees and goals, and what serves a goal. */
@Controller
@RequestMapping("/strategy")
class StrategyPages {
    static final String WRITERS = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    /** Who may link things of some room; which room's things is for that room to say. */
    static final String LINKERS = "hasAnyRole('COORDINATOR', 'POLICY_OFFICER', 'ADMINISTRATOR')";

    private static final int MOST_FOUND = 50;
    private static final int LONGEST_NOTE = 500;

    private final Goals goals;
    private final GoalLinks links;
    private final GoalOverviews overviews;

    StrategyPages(Goals goals, GoalLinks links, GoalOverviews overviews) {
        this.goals = goals;
        this.links = links;
        this.overviews = overviews;
    }

    @GetMapping
    String frameworks(
            @RequestParam(defaultValue = "") String q,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        model.addAttribute("frameworks", goals.frameworks(person));
        model.addAttribute("found", goals.search(q, MOST_FOUND));
        model.addAttribute("q", q);
        model.addAttribute("mayWrite", Goals.mayWrite(person));
        model.addAttribute("locale", locale);
        return "strategy/frameworks";
    }

    /** Loads the frameworks that come along. */
    @PostMapping("/load")
    @PreAuthorize(WRITERS)
    String load(@AuthenticationPrincipal Person person, RedirectAttributes flash) {
        return Forms.done(goals.load(person) == 0 ? "strategy.load.none" : "strategy.load.done", "/strategy", flash);
    }

    private Tree tree(String code, String version, @Nullable Person person) {
        if (version.isBlank()) {
            return goals.tree(code, person);
        }
        return goals.tree(code, FormText.version(version), person);
    }

    @GetMapping("/{code}")
    String tree(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String version,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        Tree tree = tree(code, version, person);
        model.addAttribute("tree", tree);
        model.addAttribute(
                "old", !tree.isDraft() && tree.version() < tree.framework().latest());
        model.addAttribute("mayWrite", Goals.mayWrite(person));
        model.addAttribute("grids", tree.grids());
        model.addAttribute("locale", locale);
        if (Goals.mayWrite(person)) {
            model.addAttribute("events", goals.history(code, person));
        }
        return "strategy/tree";
    }

    @GetMapping("/{code}/file")
    void file(
            @PathVariable String code,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(defaultValue = "") String version,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletResponse response)
            throws IOException {
        Tree tree = tree(code, version, person);
        TableFile.write(code, format, FrameworkFile.COLUMNS, response, sheet -> FrameworkFile.rows(tree)
                .forEach(sheet::row));
    }

    @GetMapping("/{code}/versions")
    String versions(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String after,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        List<Goals.VersionLine> versions = goals.versions(code, person);
        model.addAttribute("framework", goals.framework(code, person));
        model.addAttribute("versions", versions);
        int last =
                after.isBlank() ? versions.isEmpty() ? 0 : versions.getFirst().number() : FormText.version(after);
        int first = before.isBlank() ? last - 1 : FormText.version(before);
        if (first >= 1 && last >= 1) {
            model.addAttribute("before", first);
            model.addAttribute("after", last);
            model.addAttribute("differences", goals.differences(code, first, last, person));
        }
        model.addAttribute("locale", locale);
        return "strategy/versions";
    }

    @GetMapping("/{code}/matrix")
    String matrix(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String rows,
            @RequestParam(defaultValue = "") String columns,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        Tree tree = goals.tree(code, person);
        List<Tree.Grid> grids = tree.grids();
        Tree.Grid grid = grids.stream()
                .filter(each -> rows.isBlank()
                        || each.rows().code().equals(rows)
                                && each.columns().code().equals(columns))
                .findFirst()
                .orElse(null);
        if (grid == null) {
            throw new Missing("matrix of framework " + code);
        }
        model.addAttribute("tree", tree);
        model.addAttribute("grid", grid);
        model.addAttribute("grids", tree.grids());
        model.addAttribute("lines", overviews.lines(tree, grid.rows(), person));
        model.addAttribute("columnLines", overviews.lines(tree, grid.columns(), person));
        model.addAttribute("locale", locale);
        return "strategy/matrix";
    }

    private static Tree.Grid grid(Tree tree, String rows, String columns) {
        return tree.grids().stream()
                .filter(each -> rows.isBlank()
                        || each.rows().code().equals(rows)
                                && each.columns().code().equals(columns))
                .findFirst()
                .orElseThrow(() ->
                        new Missing("matrix of framework " + tree.framework().code()));
    }

    @GetMapping("/{code}/matrix/file")
    void matrixFile(
            @PathVariable String code,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(defaultValue = "") String rows,
            @RequestParam(defaultValue = "") String columns,
            @AuthenticationPrincipal @Nullable Person person,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Tree tree = goals.tree(code, person);
        Tree.Grid grid = grid(tree, rows, columns);
        List<String> heads = new ArrayList<>(List.of("code", "title"));
        grid.across().forEach(column -> heads.add(column.code()));
        heads.addAll(List.of("things", "lacks"));
        List<GoalOverviews.Line> lines = overviews.lines(tree, grid.rows(), person);
        TableFile.write(
                code + "-matrix",
                format,
                heads,
                response,
                sheet -> lines.forEach(line -> {
                    Goal goal = line.goal();
                    List<@Nullable Object> cells =
                            new ArrayList<>(List.of(goal.code(), goal.title().in(locale)));
                    grid.across().forEach(column -> cells.add(grid.has(goal, column) ? 1.0 : 0.0));
                    cells.add((double) line.things());
                    cells.add(String.join(
                            ";",
                            line.lacks().stream().map(GoalOverview.Lack::code).toList()));
                    sheet.row(cells);
                }));
    }

    @GetMapping("/{code}/goals/{goal}")
    String goal(
            @PathVariable String code,
            @PathVariable String goal,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        GoalOverview one = overviews.of(code, goal, person, locale);
        model.addAttribute("one", one);
        model.addAttribute("goal", one.goal());
        model.addAttribute("mayWrite", Goals.mayWrite(person));
        model.addAttribute("things", links.choices(person));
        if (Goals.mayWrite(person)) {
            model.addAttribute(
                    "others",
                    goals.choices(null).stream()
                            .filter(choice ->
                                    !choice.framework().equals(one.goal().frameworkName()))
                            .map(choice -> choice.in(locale))
                            .toList());
        }
        model.addAttribute("locale", locale);
        return "strategy/goal";
    }

    // ---- links

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** From the page of a thing: it serves a goal from now on. */
    @PostMapping("/links")
    @PreAuthorize(LINKERS)
    String link(
            @RequestParam(defaultValue = "") String goal,
            @RequestParam String kind,
            @RequestParam String ref,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        UUID id = id(goal);
        if (id == null) {
            flash.addFlashAttribute("problem", "strategy.link.choose");
            return "redirect:" + thing(kind, ref, person).path();
        }
        return Forms.done("strategy.linked", links.link(id, kind, ref, person).path(), flash);
    }

    @PostMapping("/links/remove")
    @PreAuthorize(LINKERS)
    String unlink(
            @RequestParam String goal,
            @RequestParam String kind,
            @RequestParam String ref,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        UUID id = id(goal);
        if (id == null) {
            throw new Missing("goal " + goal);
        }
        return Forms.done(
                "strategy.unlinked", links.unlink(id, kind, ref, person).path(), flash);
    }

    private LinkedThing thing(String kind, String ref, Person person) {
        return links.find(kind, ref, person).orElseThrow(() -> new Missing(kind + " " + ref));
    }

    /** From the page of a goal: a thing, given as kind and key in one, serves it from now on. */
    @PostMapping("/{code}/goals/{goal}/links")
    @PreAuthorize(LINKERS)
    String linkHere(
            @PathVariable String code,
            @PathVariable String goal,
            @RequestParam(defaultValue = "") String thing,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String path = path(code, goal);
        int at = thing.indexOf(':');
        if (at < 1) {
            flash.addFlashAttribute("problem", "strategy.link.chooseThing");
            return "redirect:" + path;
        }
        links.link(id(code, goal, person), thing.substring(0, at), thing.substring(at + 1), person);
        return Forms.done("strategy.linked", path, flash);
    }

    @PostMapping("/{code}/goals/{goal}/links/remove")
    @PreAuthorize(LINKERS)
    String unlinkHere(
            @PathVariable String code,
            @PathVariable String goal,
            @RequestParam String kind,
            @RequestParam String ref,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        links.unlink(id(code, goal, person), kind, ref, person);
        return Forms.done("strategy.unlinked", path(code, goal), flash);
    }

    @PostMapping("/{code}/goals/{goal}/serves")
    @PreAuthorize(WRITERS)
    String serve(
            @PathVariable String code,
            @PathVariable String goal,
            @RequestParam(defaultValue = "") String serves,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        UUID other = id(serves);
        if (other == null || !links.serve(id(code, goal, person), other, person)) {
            flash.addFlashAttribute("problem", "strategy.serves.choose");
            return "redirect:" + path(code, goal);
        }
        return Forms.done("strategy.linked", path(code, goal), flash);
    }

    @PostMapping("/{code}/goals/{goal}/serves/remove")
    @PreAuthorize(WRITERS)
    String unserve(
            @PathVariable String code,
            @PathVariable String goal,
            @RequestParam String serves,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        UUID other = id(serves);
        if (other != null) {
            links.unserve(id(code, goal, person), other, person);
        }
        return Forms.done("strategy.unlinked", path(code, goal), flash);
    }

    private static String path(String code, String goal) {
        return "/strategy/" + code + "/goals/" + goal;
    }

    private UUID id(String code, String goal, Person person) {
        return goals.tree(code, person)
                .find(goal)
                .orElseThrow(() -> new Missing("goal " + goal))
                .id();
    }

    // ---- versions

    @PostMapping("/{code}/draft")
    @PreAuthorize(WRITERS)
    String begin(@PathVariable String code, @AuthenticationPrincipal Person person) {
        return "redirect:/strategy/" + code + "?version=" + goals.begin(code, person);
    }

    @PostMapping("/{code}/publish")
    @PreAuthorize(WRITERS)
    String publish(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(note, LONGEST_NOTE)) {
            flash.addFlashAttribute("problem", "strategy.publish.long");
            return "redirect:/strategy/" + code;
        }
        if (!goals.publish(code, note, person)) {
            flash.addFlashAttribute("problem", "strategy.publish.gone");
            return "redirect:/strategy/" + code;
        }
        return Forms.done("strategy.published", "/strategy/" + code, flash);
    }

    @PostMapping("/{code}/discard")
    @PreAuthorize(WRITERS)
    String discard(@PathVariable String code, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        goals.discard(code, person);
        return Forms.done("strategy.discarded", "/strategy", flash);
    }
}
