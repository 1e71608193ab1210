package org.knooppunt.cases.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseDocuments;
import org.knooppunt.cases.Finance;
import org.knooppunt.cases.LegalChecks;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Printer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The papers of a case, and all of it as one file on paper. */
@Controller
@RequestMapping("/cases/{id}")
class PaperPages {
    private static final String COORDINATOR = "hasRole('COORDINATOR')";
    private static final int LONGEST_TITLE = 200;

    private final CaseDocuments documents;
    private final BusinessCases cases;
    private final Pipeline pipeline;
    private final Finance finance;
    private final LegalChecks law;
    private final Printer printer;

    PaperPages(
            CaseDocuments documents,
            BusinessCases cases,
            Pipeline pipeline,
            Finance finance,
            LegalChecks law,
            Printer printer) {
        this.documents = documents;
        this.cases = cases;
        this.pipeline = pipeline;
        this.finance = finance;
        this.law = law;
        this.printer = printer;
    }

    private static String back(long id) {
        return "/cases/" + id + "#documents";
    }

    @GetMapping("/documents/{document}/file")
    ResponseEntity<byte[]> file(
            @PathVariable long id, @PathVariable long document, @AuthenticationPrincipal @Nullable Person person) {
        CaseDocuments.Content content = documents.content(id, document, person);
        return Printer.download(content.fileName(), MediaType.APPLICATION_OCTET_STREAM, content.bytes());
    }

    @PostMapping("/documents")
    @PreAuthorize(COORDINATOR)
    String add(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "false") boolean forPartners,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash)
            throws IOException {
        String name = fileName(file);
        if (!FormText.isFilled(title, LONGEST_TITLE)) {
            flash.addFlashAttribute("problem", "case.document.error.title");
        } else if (name.length() > LONGEST_TITLE || FormText.hasControl(name) || !CaseDocuments.isKept(name)) {
            flash.addFlashAttribute("problem", "case.document.error.kind");
        } else if (file.isEmpty() || file.getSize() > CaseDocuments.LARGEST) {
            flash.addFlashAttribute("problem", "case.document.error.size");
        } else {
            documents.add(id, title, name, file.getBytes(), forPartners, person);
            return Forms.done("case.document.done", back(id), flash);
        }
        return "redirect:" + back(id);
    }

    /** Some browsers send the folders too. */
    private static String fileName(MultipartFile file) {
        String whole = FormText.orEmpty(file.getOriginalFilename());
        return whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)
                .strip();
    }

    @PostMapping("/documents/{document}/share")
    @PreAuthorize(COORDINATOR)
    String share(
            @PathVariable long id,
            @PathVariable long document,
            @RequestParam boolean forPartners,
            @AuthenticationPrincipal Person person) {
        documents.share(id, document, forPartners, person);
        return "redirect:" + back(id);
    }

    @PostMapping("/documents/{document}/remove")
    @PreAuthorize(COORDINATOR)
    String remove(
            @PathVariable long id,
            @PathVariable long document,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        documents.remove(id, document, true, person);
        flash.addFlashAttribute("undo", "/cases/" + id + "/documents/" + document + "/restore");
        return Forms.done("case.document.removed", back(id), flash);
    }

    @PostMapping("/documents/{document}/restore")
    @PreAuthorize(COORDINATOR)
    String restore(@PathVariable long id, @PathVariable long document, @AuthenticationPrincipal Person person) {
        documents.remove(id, document, false, person);
        return "redirect:" + back(id);
    }

    /** What this person may see of the case, on paper. */
    @GetMapping("/dossier.pdf")
    ResponseEntity<byte[]> dossier(
            @PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Locale locale) throws IOException {
        BusinessCase one = cases.get(id, person);
        Map<String, Object> shown = new HashMap<>();
        shown.put("one", one);
        shown.put("dossier", pipeline.dossier(id, person));
        shown.put("today", Pipeline.today());
        shown.put("documents", documents.list(id, person));
        if (one.full() && person != null) {
            shown.put("outlook", finance.outlook(id, "", person));
            shown.put("law", law.list(id, person));
        }
        return printer.answer("dossier-" + id + ".pdf", "cases/dossier-paper", shown, locale);
    }
}
