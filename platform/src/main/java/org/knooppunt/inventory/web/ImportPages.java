package org.knooppunt.inventory.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Imports;
import org.knooppunt.inventory.Imports.Import;
import org.knooppunt.inventory.Imports.State;
import org.springframework.context.MessageSource;
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

/** The wizard that brings a file into the inventory: choose, check, store. */
@Controller
@RequestMapping("/imports")
@PreAuthorize("hasRole('COORDINATOR')")
class ImportPages {
    private static final int LATEST = 50;
    private static final int FAULTS = 50;

    private final Imports imports;
    private final MessageSource messages;

    ImportPages(Imports imports, MessageSource messages) {
        this.imports = imports;
        this.messages = messages;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("imports", imports.list(LATEST));
        return "inventory/imports";
    }

    @PostMapping
    String add(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash)
            throws IOException {
        if (file == null || file.isEmpty()) {
            flash.addFlashAttribute("problem", "imports.noFile");
            return "redirect:/imports";
        }
        String name = file.getOriginalFilename();
        try (InputStream content = file.getInputStream()) {
            return "redirect:/imports/" + imports.add(person, plain(name), content);
        }
    }

    /** Some browsers send the whole path. */
    private static String plain(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "file";
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.length() > 200 ? last.substring(last.length() - 200) : last;
    }

    @GetMapping("/{id}")
    String page(@PathVariable long id, @RequestParam(defaultValue = "1") String page, Model model) {
        Import found = imports.get(id);
        model.addAttribute("import", found);
        model.addAttribute("step", step(found.state()));
        if (found.faultCount() > 0) {
            int number = page.matches("\\d{1,7}") ? Integer.parseInt(page) : 1;
            model.addAttribute("faults", imports.faults(id, number, FAULTS));
        }
        return "inventory/import";
    }

    private static int step(State state) {
        return switch (state) {
            case WAITING, READING, CANCELLED, FAILED -> 1;
            case READ -> 2;
            case ACCEPTED, STORING, STORED -> 3;
        };
    }

    /** The part of the page that is asked again every second; the whole page once the job is done. */
    @GetMapping("/{id}/progress")
    String progress(@PathVariable long id, Model model, HttpServletResponse response) {
        Import found = imports.get(id);
        if (!found.state().isBusy()) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("import", found);
        return "inventory/import :: progress";
    }

    @PostMapping("/{id}/accept")
    String accept(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!imports.accept(person, id)) {
            flash.addFlashAttribute("problem", "imports.notNow");
        }
        return "redirect:/imports/" + id;
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable long id, @AuthenticationPrincipal Person person) {
        imports.cancel(person, id);
        return "redirect:/imports/" + id;
    }

    @PostMapping("/{id}/again")
    String again(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!imports.readAgain(person, id)) {
            flash.addFlashAttribute("problem", "imports.notNow");
        }
        return "redirect:/imports/" + id;
    }

    @PostMapping("/{id}/delete")
    String throwAway(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!imports.throwAway(person, id)) {
            flash.addFlashAttribute("problem", "imports.notNow");
            return "redirect:/imports/" + id;
        }
        flash.addFlashAttribute("done", "imports.thrownAway");
        return "redirect:/imports";
    }

    @GetMapping("/{id}/faults.xlsx")
    void faults(@PathVariable long id, HttpServletResponse response, Locale locale) throws IOException {
        Import found = imports.get(id);
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        String name = found.fileName().replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9._-]", "_");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "-faults.xlsx\"");
        response.setHeader("Cache-Control", "no-store");
        Function<Fault, String> words = fault -> message(fault, "", locale) + ". "
                + messages.getMessage(
                        "imports.expected", new Object[] {message(fault, ".expected", locale)}, locale);
        List<String> headings = List.of("file", "row", "column", "value", "wrong").stream()
                .map(heading -> messages.getMessage("imports.fault." + heading, null, locale))
                .toList();
        imports.writeFaults(id, words, headings, response.getOutputStream());
    }

    private String message(Fault fault, String suffix, Locale locale) {
        return messages.getMessage(
                "fault." + fault.code().name() + suffix, fault.arguments().toArray(), locale);
    }
}
