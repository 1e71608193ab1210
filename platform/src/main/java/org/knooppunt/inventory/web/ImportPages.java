package org.knooppunt.inventory.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.ImportPreview;
import org.knooppunt.inventory.ImportState;
import org.knooppunt.inventory.ImportSummary;
import org.knooppunt.inventory.Imports;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The wizard that brings a file in: choose it, see it read, look at what it would change, accept. */
@Controller
class ImportPages {
    private static final int PAGE = 25;
    private static final int FAULTS = 50;
    private static final byte[] OLD_WORKBOOK = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private final Imports imports;
    private final MessageSource messages;

    ImportPages(Imports imports, MessageSource messages) {
        this.imports = imports;
        this.messages = messages;
    }

    // ---- 1: choose

    @GetMapping("/imports")
    String list(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable Long instead,
            @AuthenticationPrincipal Person person,
            Model model) {
        model.addAttribute("slice", imports.list(page, PAGE, person));
        model.addAttribute("mayWrite", Imports.mayWrite(person));
        model.addAttribute("instead", instead);
        return "inventory/imports";
    }

    /** @param instead the draft with faults that the mended file takes the place of */
    @PostMapping("/imports")
    String upload(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable Long instead,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response)
            throws IOException {
        String wrong = wrong(file);
        if (wrong != null || file == null) {
            response.setStatus(422);
            model.addAttribute("wrong", wrong);
            model.addAttribute("wrongName", file == null ? "" : file.getOriginalFilename());
            return list(1, instead, person, model);
        }
        String name = file.getOriginalFilename();
        try (InputStream content = file.getInputStream()) {
            long id = imports.upload(name == null ? "" : name, content, file.getSize(), person);
            if (instead != null) {
                imports.discard(instead, person);
            }
            return "redirect:/imports/" + id;
        }
    }

    /** What can be told before the file is read, as part of a message key. */
    private static @Nullable String wrong(@Nullable MultipartFile file) throws IOException {
        if (file == null
                || file.getOriginalFilename() == null
                || file.getOriginalFilename().isBlank()) {
            return "none";
        }
        if (file.isEmpty()) {
            return "empty";
        }
        String name = file.getOriginalFilename().toLowerCase(Locale.ROOT);
        byte[] start;
        try (InputStream content = file.getInputStream()) {
            start = content.readNBytes(4);
        }
        if (start.length == 4 && java.util.Arrays.equals(start, OLD_WORKBOOK)) {
            return "old";
        }
        if (!name.endsWith(".xlsx") && !name.endsWith(".zip") && !name.endsWith(".csv")) {
            return "ending";
        }
        boolean packed = start.length > 1 && start[0] == 'P' && start[1] == 'K';
        return packed || name.endsWith(".csv") ? null : "content";
    }

    // ---- 2 to 4: read, look, store

    @GetMapping("/imports/{id}")
    String show(
            @PathVariable long id,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        ImportSummary found = imports.getFresh(id, person);
        addHead(found, person, model, locale);
        if (found.state().running()) {
            return "inventory/import-running";
        }
        if (found.state() == ImportState.READ) {
            model.addAttribute("faults", imports.faults(id, page, FAULTS, person));
            model.addAttribute("edits", imports.changes(id, person));
            model.addAttribute("words", new FaultWords(messages, locale));
            return "inventory/import";
        }
        return "inventory/import-ended";
    }

    private void addHead(ImportSummary found, Person person, Model model, Locale locale) {
        ImportPreview preview = found.preview();
        model.addAttribute("one", found);
        model.addAttribute("preview", preview);
        model.addAttribute("mayWrite", Imports.mayWrite(person));
        model.addAttribute(
                "steps",
                List.of(
                        say(locale, "imports.step.choose"),
                        say(locale, "imports.step.read"),
                        say(locale, "imports.step.look"),
                        say(locale, "imports.step.store")));
        model.addAttribute(
                "step",
                switch (found.state()) {
                    case WAITING, READING -> 2;
                    case READ -> 3;
                    default -> 4;
                });
    }

    /** The part of the page that changes while a job works. */
    @GetMapping("/imports/{id}/progress")
    String progress(
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        ImportSummary found = imports.get(id, person);
        addHead(found, person, model, locale);
        if (!found.state().running()) {
            response.setHeader("HX-Refresh", "true");
        }
        return "inventory/import-running :: running";
    }

    /** For who has no workbook yet. */
    @GetMapping("/imports/blank.xlsx")
    void blank(@AuthenticationPrincipal Person person, HttpServletResponse response, Locale locale) throws IOException {
        java.io.ByteArrayOutputStream workbook = new java.io.ByteArrayOutputStream();
        Imports.writeBlank(workbook, person);
        send(workbook, say(locale, "imports.blank.name"), response);
    }

    private static void send(java.io.ByteArrayOutputStream workbook, String stem, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(stem + ".xlsx", java.nio.charset.StandardCharsets.UTF_8)
                        .build()
                        .toString());
        workbook.writeTo(response.getOutputStream());
    }

    /** The file as a workbook, with the faults marked in it. */
    @GetMapping("/imports/{id}/faults.xlsx")
    void faults(
            @PathVariable long id, @AuthenticationPrincipal Person person, HttpServletResponse response, Locale locale)
            throws IOException {
        ImportSummary found = imports.get(id, person);
        FaultWords words = new FaultWords(messages, locale);
        List<String> headings = List.of(
                say(locale, "imports.column.file"),
                say(locale, "imports.column.row"),
                say(locale, "imports.column.column"),
                say(locale, "imports.column.value"),
                say(locale, "imports.column.fault"));
        String stem = found.fileName().replaceFirst("\\.[A-Za-z]+$", "");
        java.io.ByteArrayOutputStream workbook = new java.io.ByteArrayOutputStream();
        // whole before it is sent: half a workbook cannot be opened
        imports.writeFaults(id, words::sentence, headings, workbook, person);
        send(workbook, stem + "-" + say(locale, "imports.faults.suffix"), response);
    }

    @PostMapping("/imports/{id}/accept")
    String accept(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!imports.accept(id, person)) {
            flash.addFlashAttribute("problem", "imports.problem.accept");
        }
        return "redirect:/imports/" + id;
    }

    @PostMapping("/imports/{id}/cancel")
    String cancel(@PathVariable long id, @AuthenticationPrincipal Person person) {
        imports.cancel(id, person);
        return "redirect:/imports/" + id;
    }

    @PostMapping("/imports/{id}/retry")
    String retry(@PathVariable long id, @AuthenticationPrincipal Person person) {
        imports.retry(id, person);
        return "redirect:/imports/" + id;
    }

    @PostMapping("/imports/{id}/discard")
    String discard(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        if (!imports.discard(id, person)) {
            flash.addFlashAttribute("problem", "imports.problem.discard");
            return "redirect:/imports/" + id;
        }
        flash.addFlashAttribute("discarded", imports.get(id, person).fileName());
        return "redirect:/imports";
    }

    private String say(Locale locale, String key) {
        return messages.getMessage(key, null, locale);
    }
}
