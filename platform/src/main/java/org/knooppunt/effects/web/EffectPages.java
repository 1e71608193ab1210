package org.knooppunt.effects.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.effects.Approach;
import org.knooppunt.effects.Effect;
import org.knooppunt.effects.EffectDocument;
import org.knooppunt.effects.EffectLine;
import org.knooppunt.effects.Effects;
import org.knooppunt.effects.Grade;
import org.knooppunt.engine.evaluation.SyntheticControlFit;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Printer;
import org.knooppunt.web.Slice;
import org.knooppunt.web.TableFile;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of effects, and one with its result; published ones are for everybody. */
@Controller
@RequestMapping("/effects")
class EffectPages {
    static final String WRITER = "hasAnyRole('POLICY_OFFICER', 'ADMINISTRATOR')";
    private static final int PAGE = 25;
    private static final int MOST_IN_FILE = 10_000;
    private static final int LONGEST_REASON = 1000;

    private final Effects effects;
    private final MessageSource messages;
    private final Formats formats;

    EffectPages(Effects effects, MessageSource messages, Formats formats) {
        this.effects = effects;
        this.messages = messages;
        this.formats = formats;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String grade,
            @RequestParam(defaultValue = "-updated") String sort,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        Grade wanted = Coded.find(Grade.class, grade).orElse(null);
        model.addAttribute("slice", effects.list(q, wanted, sort, page, PAGE, person));
        model.addAttribute("write", Effects.mayWrite(person));
        model.addAttribute("q", q);
        model.addAttribute("grade", grade);
        model.addAttribute("grades", grades(List.of(Grade.values()), locale));
        model.addAttribute("filtered", !q.isBlank() || wanted != null);
        model.addAttribute("exports", TableFile.addresses(request, "/effects/export"));
        return "effects/effects";
    }

    private List<Choice> grades(List<Grade> grades, Locale locale) {
        return grades.stream()
                .map(each -> new Choice(each.code(), messages.getMessage("effect.grade." + each.code(), null, locale)))
                .toList();
    }

    @GetMapping("/export")
    void export(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String grade,
            @RequestParam(defaultValue = "-updated") String sort,
            @RequestParam String format,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletResponse response)
            throws IOException {
        Slice<EffectLine> all =
                effects.list(q, Coded.find(Grade.class, grade).orElse(null), sort, 1, MOST_IN_FILE, person);
        TableFile.write(
                "effects",
                format,
                List.of("effect", "title", "place", "started", "figure", "unit", "grade", "method", "average_effect"),
                response,
                sheet -> all.rows().forEach(line -> {
                    Grade sure = line.grade();
                    Approach approach = line.approach();
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) line.id());
                    row.add(line.title());
                    row.add(line.place());
                    row.add((double) line.started());
                    row.add(line.figure());
                    row.add(line.unit());
                    row.add(sure == null ? null : sure.code());
                    row.add(approach == null ? null : approach.code());
                    row.add(line.att());
                    sheet.row(row);
                }));
    }

    @GetMapping("/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        Effect effect = effects.get(id, person);
        Effect.Run run = effect.run();
        model.addAttribute("one", effect);
        model.addAttribute("run", run);
        EffectDocument document = run == null ? null : run.document();
        model.addAttribute("document", document);
        if (document != null) {
            EffectDocument.Warning refused = document.refused();
            model.addAttribute("refusal", refused == null ? null : words(refused, locale));
            model.addAttribute(
                    "warnings",
                    document.warnings().stream()
                            .map(warning -> words(warning, locale))
                            .toList());
        }
        model.addAttribute("judgement", effect.judgement());
        model.addAttribute("write", Effects.mayWrite(person));
        if (run != null) {
            model.addAttribute("series", run.document() == null ? Effects.series(run) : Map.of());
            model.addAttribute(
                    "grades",
                    grades(
                            Arrays.stream(Grade.values())
                                    .filter(grade -> grade.compareTo(run.most()) <= 0)
                                    .toList()
                                    .reversed(),
                            locale));
            run.approach()
                    .method()
                    .ifPresent(method -> model.addAttribute(
                            "command",
                            "./knooppunt effect effect-" + id
                                    + ".csv --unit unit --time period --outcome value --treated '"
                                    + run.treated().replace("'", "'\\''") + "' --start " + run.started()
                                    + (run.predictors() == null ? "" : " --predictors effect-" + id + "-predictors.csv")
                                    + (method == org.knooppunt.effects.EffectMethod.SYNTHETIC_CONTROL
                                            ? ""
                                            : " --method " + method.code())
                                    + " --out effect-" + id));
        }
        if (person != null && Effects.mayWrite(person)) {
            model.addAttribute("events", effects.history(id, person));
        }
        return "effects/effect";
    }

    /** A warning in the reader's language, with numbers as that language writes them. */
    private String words(EffectDocument.Warning warning, Locale locale) {
        Object[] values = warning.values().stream()
                .map(value -> value.matches("-?\\d+\\.\\d+(e[+-]?\\d+)?")
                        ? formats.number(Double.parseDouble(value), 3)
                        : value)
                .toArray();
        return messages.getMessage("effect.warning." + warning.kind().name().toLowerCase(Locale.ROOT), values, locale);
    }

    private Effect.Run run(long id, @Nullable Person person) {
        Effect.Run run = effects.get(id, person).run();
        if (run == null) {
            throw new Missing("answer of effect " + id);
        }
        return run;
    }

    /** The place against what it would have been, for the picture. */
    @GetMapping(path = "/{id}/course.json", produces = "application/json")
    @ResponseBody
    Map<String, Object> course(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Locale locale) {
        Effect.Run run = run(id, person);
        EffectDocument document = run.document();
        if (document == null) {
            Map<Integer, Double> series = Effects.series(run);
            return Map.of(
                    "type",
                    "line",
                    "unit",
                    run.unit(),
                    "x",
                    series.keySet().stream().map(String::valueOf).toList(),
                    "series",
                    List.of(Map.of("name", run.treated(), "main", true, "values", series.values())));
        }
        return Map.of(
                "type",
                "line",
                "unit",
                run.unit(),
                "x",
                document.gaps().stream()
                        .map(gap -> Integer.toString(gap.period()))
                        .toList(),
                "series",
                List.of(
                        Map.of(
                                "name",
                                run.treated(),
                                "main",
                                true,
                                "values",
                                document.gaps().stream()
                                        .map(SyntheticControlFit.Gap::observed)
                                        .toList()),
                        Map.of(
                                "name",
                                messages.getMessage(
                                        "effect.twin." + run.approach().code(), null, locale),
                                "values",
                                document.gaps().stream()
                                        .map(SyntheticControlFit.Gap::synthetic)
                                        .toList())));
    }

    /** Exactly the values that counted. */
    @GetMapping("/{id}/data.csv")
    ResponseEntity<byte[]> data(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person) {
        return file(
                "effect-" + id + ".csv",
                "text/csv;charset=UTF-8",
                run(id, person).data());
    }

    /** On what the twin agrees, as the command line reads it beside the data. */
    @GetMapping("/{id}/predictors.csv")
    ResponseEntity<byte[]> predictors(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person) {
        return file(
                "effect-" + id + "-predictors.csv",
                "text/csv;charset=UTF-8",
                run(id, person).predictors());
    }

    @GetMapping("/{id}/effect.json")
    ResponseEntity<byte[]> document(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person) {
        EffectDocument document = run(id, person).document();
        return file("effect.json", "application/json", document == null ? null : document.json());
    }

    @GetMapping("/{id}/gaps.csv")
    ResponseEntity<byte[]> gaps(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person) {
        EffectDocument document = run(id, person).document();
        return file("gaps.csv", "text/csv;charset=UTF-8", document == null ? null : document.gapsCsv());
    }

    private static ResponseEntity<byte[]> file(String name, String type, @Nullable String text) {
        if (text == null) {
            throw new Missing(name);
        }
        return Printer.download(name, MediaType.valueOf(type), text.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/{id}/again")
    @PreAuthorize(WRITER)
    String again(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (effects.again(id, person)) {
            return Forms.done("effect.again.equal", "/effects/" + id, flash);
        }
        flash.addFlashAttribute("problem", "effect.again.different");
        return "redirect:/effects/" + id;
    }

    @PostMapping("/{id}/judge")
    @PreAuthorize(WRITER)
    String judge(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String grade,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Grade sure = Coded.find(Grade.class, grade).orElse(null);
        if (sure == null || !FormText.isFilled(reason, LONGEST_REASON)) {
            flash.addFlashAttribute("problem", "effect.error.reason");
        } else if (!effects.judge(id, sure, reason.strip(), person)) {
            flash.addFlashAttribute("problem", "effect.error.grade");
        } else {
            return Forms.done("effect.judged", "/effects/" + id, flash);
        }
        // what was typed is kept
        flash.addFlashAttribute("typedGrade", grade);
        flash.addFlashAttribute("typedReason", reason);
        return "redirect:/effects/" + id;
    }

    @PostMapping("/{id}/publish")
    @PreAuthorize(WRITER)
    String publish(
            @PathVariable long id,
            @RequestParam boolean open,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!effects.publish(id, open, person)) {
            flash.addFlashAttribute("problem", "effect.error.unjudged");
            return "redirect:/effects/" + id;
        }
        return Forms.done(open ? "effect.published" : "effect.withdrawn", "/effects/" + id, flash);
    }

    @PostMapping("/{id}/remove")
    @PreAuthorize(WRITER)
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!effects.remove(id, person)) {
            flash.addFlashAttribute("problem", "effect.error.published");
            return "redirect:/effects/" + id;
        }
        return Forms.done("effect.removed", "/effects", flash);
    }
}
