package org.knooppunt.indicators.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.ColumnMapping;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.ObservationImport;
import org.knooppunt.indicators.ObservationImports;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The wizard that brings figures in: choose a file, say what its columns are, look at what it would change, accept. */
@Controller
@RequestMapping("/indicators/imports")
@PreAuthorize(IndicatorPages.OFFICERS)
class ObservationImportPages {
    private static final int PAGE = 25;

    private final ObservationImports imports;
    private final Indicators indicators;
    private final IndicatorChoices choices;

    ObservationImportPages(ObservationImports imports, Indicators indicators, IndicatorChoices choices) {
        this.imports = imports;
        this.indicators = indicators;
        this.choices = choices;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "1") int page, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("slice", imports.list(page, PAGE, person));
        return "indicators/imports";
    }

    @PostMapping
    String upload(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response)
            throws IOException {
        String name = file == null ? "" : FormText.stripped(file.getOriginalFilename());
        String wrong = file == null || name.isEmpty()
                ? "none"
                : file.isEmpty()
                        ? "empty"
                        : name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|txt|tsv|xlsx)") ? null : "ending";
        if (wrong != null || file == null) {
            response.setStatus(422);
            model.addAttribute("wrong", wrong);
            return list(1, person, model);
        }
        try (InputStream content = file.getInputStream()) {
            return "redirect:/indicators/imports/" + imports.upload(name, content, file.getSize(), person);
        }
    }

    private List<String> steps() {
        return List.of(
                choices.message("indicator.step.file"),
                choices.message("indicator.step.columns"),
                choices.message("indicator.step.look"),
                choices.message("indicator.step.stored"));
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean columns,
            @RequestParam(defaultValue = "") String saved,
            @AuthenticationPrincipal Person person,
            Model model)
            throws IOException {
        ObservationImport one = imports.get(id, person);
        model.addAttribute("one", one);
        model.addAttribute("steps", steps());
        boolean open = one.state().isOpen();
        if (one.state().isRunning()) {
            return running(one, model);
        }
        if (one.state() == ObservationImport.State.KEPT || open && columns) {
            return columns(one, saved, person, model);
        }
        model.addAttribute("step", one.state() == ObservationImport.State.READ ? 3 : 4);
        model.addAttribute("faults", imports.faults(id, person));
        model.addAttribute("edits", open ? imports.changes(id, person) : List.of());
        return "indicators/import";
    }

    private static String running(ObservationImport one, Model model) {
        model.addAttribute("step", one.state() == ObservationImport.State.READING ? 2 : 4);
        return "indicators/import-running";
    }

    /** The part of the page that changes while a job works. */
    @GetMapping("/{id}/progress")
    String progress(
            @PathVariable long id, @AuthenticationPrincipal Person person, Model model, HttpServletResponse response) {
        ObservationImport one = imports.get(id, person);
        if (!one.state().isRunning()) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("one", one);
        model.addAttribute("steps", steps());
        return running(one, model) + " :: running";
    }

    private String columns(ObservationImport one, String saved, Person person, Model model) throws IOException {
        ObservationImport.Look look =
                imports.look(one.id(), person).orElse(new ObservationImport.Look(List.of(), List.of()));
        Map<String, ColumnMapping> mappings = imports.mappings(person);
        ColumnMapping chosen = mappings.get(saved);
        ColumnMapping mapping = chosen != null ? chosen : one.mapping();
        model.addAttribute("step", 2);
        model.addAttribute("look", look);
        model.addAttribute("mapping", mapping != null ? mapping : imports.guess(one.id(), person));
        model.addAttribute(
                "mappings",
                mappings.keySet().stream().map(name -> new Choice(name, name)).toList());
        List<Choice> headers = new ArrayList<>();
        headers.add(new Choice("", choices.message("indicator.columns.none")));
        look.header().stream()
                .filter(name -> !name.isBlank())
                .distinct()
                .forEach(name -> headers.add(new Choice(name, name)));
        model.addAttribute("headers", headers);
        List<Choice> codes = new ArrayList<>();
        codes.add(new Choice("", choices.message("indicator.columns.inColumn")));
        indicators.all().stream()
                .filter(each -> !each.isComputed())
                .forEach(each -> codes.add(new Choice(each.code(), each.name())));
        model.addAttribute("codes", codes);
        model.addAttribute("statuses", choices.of(ObservationStatus.class, "indicator.status."));
        model.addAttribute("categories", choices.categories());
        return "indicators/columns";
    }

    /** What is asked about the columns of a file. */
    public record ColumnsForm(
            String layout,
            String indicator,
            String area,
            String period,
            String category,
            String value,
            String status,
            String source,
            String fixedIndicator,
            String fixedCategory,
            String fixedSource,
            String fixedStatus,
            String decimal,
            String saveAs) {
        ColumnMapping mapping() {
            return new ColumnMapping(
                    "wide".equals(layout),
                    FormText.orEmpty(indicator),
                    FormText.orEmpty(area),
                    FormText.orEmpty(period),
                    FormText.orEmpty(category),
                    FormText.orEmpty(value),
                    FormText.orEmpty(status),
                    FormText.orEmpty(source),
                    FormText.orEmpty(fixedIndicator),
                    FormText.stripped(fixedCategory).isEmpty() ? Category.TOTAL : FormText.stripped(fixedCategory),
                    FormText.stripped(fixedSource),
                    FormText.stripped(fixedStatus).isEmpty()
                            ? ObservationStatus.FINAL.code()
                            : FormText.stripped(fixedStatus),
                    "comma".equals(decimal));
        }
    }

    @PostMapping("/{id}/columns")
    String read(
            @PathVariable long id,
            ColumnsForm form,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response)
            throws IOException {
        ColumnMapping mapping = form.mapping();
        String saveAs = FormText.stripped(form.saveAs());
        if (!mapping.isComplete() || !FormText.fits(saveAs, 80) || !FormText.fits(mapping.fixedSource(), 200)) {
            response.setStatus(422);
            ObservationImport one = imports.get(id, person);
            model.addAttribute("one", one);
            model.addAttribute("steps", steps());
            String page = columns(one, "", person, model);
            model.addAttribute("mapping", mapping);
            model.addAttribute("saveAs", saveAs);
            model.addAttribute("incomplete", true);
            return page;
        }
        imports.read(id, mapping, saveAs, person);
        return "redirect:/indicators/imports/" + id;
    }

    @PostMapping("/{id}/accept")
    String accept(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String why,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String next = "/indicators/imports/" + id;
        if (!FormText.fits(why, 1000) || !imports.accept(id, why, person)) {
            // the page itself says why it is back
            if (imports.get(id, person).failure() == null) {
                flash.addFlashAttribute("problem", "indicator.import.again");
            }
            return "redirect:" + next;
        }
        return imports.get(id, person).state() == ObservationImport.State.STORED
                ? Forms.done("indicator.import.stored", next, flash)
                : "redirect:" + next;
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable long id, @AuthenticationPrincipal Person person) {
        imports.cancel(id, person);
        return "redirect:/indicators/imports/" + id;
    }

    @PostMapping("/{id}/discard")
    String discard(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!imports.discard(id, person)) {
            flash.addFlashAttribute("problem", "indicator.import.busy");
            return "redirect:/indicators/imports/" + id;
        }
        return Forms.done("indicator.import.discarded", "/indicators/imports", flash);
    }
}
