package org.knooppunt.cases.web;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knooppunt.cases.LegalRules;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.engine.legal.Rule;
import org.knooppunt.engine.legal.RuleDraft;
import org.knooppunt.engine.legal.RuleReader;
import org.knooppunt.identity.Person;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Printer;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rules behind the legal checklists, and how an officer replaces them. */
@Controller
@RequestMapping("/cases/rules")
@PreAuthorize("hasAnyRole('COORDINATOR', 'POLICY_OFFICER')")
class RulePages {
    private static final String ADDRESS = "/cases/rules";
    private static final int LONGEST_WORDS = 500;
    private static final int MOST_FAULTS = 100;

    private final LegalRules rules;

    RulePages(LegalRules rules) {
        this.rules = rules;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Person person, Model model, Locale locale) {
        return show("", person, model, locale);
    }

    private String show(String words, Person person, Model model, Locale locale) {
        List<Rule> all = rules.book().rules().stream()
                .sorted(Comparator.comparing(Rule::id).thenComparing(Rule::version))
                .toList();
        model.addAttribute("rules", all);
        model.addAttribute("editions", rules.editions(person));
        model.addAttribute("names", RuleReader.NAMES);
        model.addAttribute("language", locale.getLanguage());
        model.addAttribute("today", Pipeline.today());
        model.addAttribute("words", words);
        return "cases/rules";
    }

    @GetMapping("/{name:rules\\.csv|routes\\.csv|form-fields\\.csv}")
    ResponseEntity<byte[]> file(@PathVariable String name, @AuthenticationPrincipal Person person) {
        return Printer.download(name, MediaType.valueOf("text/csv;charset=UTF-8"), rules.file(name, person));
    }

    @PostMapping
    String replace(
            @RequestParam Map<String, MultipartFile> files,
            @RequestParam(defaultValue = "") String words,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash)
            throws IOException {
        Map<String, byte[]> given = new HashMap<>();
        for (String name : RuleReader.NAMES) {
            MultipartFile file = files.get(name);
            if (file != null && !file.isEmpty()) {
                given.put(name, file.getBytes());
            }
        }
        if (given.isEmpty() || !FormText.isFilled(words, LONGEST_WORDS)) {
            model.addAttribute("problem", given.isEmpty() ? "rules.error.none" : "rules.error.words");
            return show(words, person, model, locale);
        }
        RuleDraft draft = rules.replace(given, words, person);
        if (draft.book() == null) {
            model.addAttribute("problem", "rules.error.faults");
            model.addAttribute("faultCount", draft.faults().size());
            model.addAttribute(
                    "faults",
                    draft.faults()
                            .subList(0, Math.min(MOST_FAULTS, draft.faults().size())));
            return show(words, person, model, locale);
        }
        return Forms.done("rules.replaced", ADDRESS, flash);
    }

    @PostMapping("/restore")
    String restore(
            @RequestParam long edition,
            @RequestParam String words,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        rules.restore(edition, FormText.isFilled(words, LONGEST_WORDS) ? words : "–", person);
        return Forms.done("rules.replaced", ADDRESS, flash);
    }
}
