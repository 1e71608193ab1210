package org.knooppunt.organisation.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Merges;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Partner;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Organisations that may be in the list twice, and making two one. */
@Controller
@PreAuthorize("hasRole('COORDINATOR')")
class MergePages {
    private static final int MADE = 20;
    private static final int MOST_OFFERED = 2_000;

    private final Merges merges;
    private final Organisations organisations;

    MergePages(Merges merges, Organisations organisations) {
        this.merges = merges;
        this.organisations = organisations;
    }

    @GetMapping("/duplicates")
    String duplicates(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("pairs", merges.likely(person));
        model.addAttribute("made", merges.made(person, MADE));
        return "organisation/duplicates";
    }

    @PostMapping("/duplicates/apart")
    String keepApart(
            @RequestParam String one,
            @RequestParam String other,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        merges.keepApart(person, find(one, person).key(), find(other, person).key());
        return Forms.done("merge.apart.done", "/duplicates", flash);
    }

    /** What would move, before it does. */
    @GetMapping("/organisations/{key}/merge")
    String preview(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String into,
            @AuthenticationPrincipal Person person,
            Model model) {
        Partner gone = find(Keys.key(key), person);
        Partner kept = into == null || into.isBlank() || into.equals(gone.key())
                ? null
                : organisations.find(into.strip(), person).orElse(null);
        model.addAttribute("partner", gone);
        model.addAttribute("kept", kept);
        model.addAttribute("unknown", kept == null && into != null && !into.isBlank() ? into : null);
        model.addAttribute("counts", merges.preview(person, gone.key()));
        List<Choice> others = new ArrayList<>();
        organisations.names(MOST_OFFERED, person).forEach((each, name) -> others.add(new Choice(each, name)));
        model.addAttribute("others", others);
        return "organisation/merge";
    }

    @PostMapping("/organisations/{key}/merge")
    String merge(
            @PathVariable String key,
            @RequestParam String into,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String gone = Keys.key(key);
        if (gone.equals(into)) {
            throw new Missing("organisation " + into + " to merge with itself");
        }
        if (merges.merge(person, gone, into) == Merges.Outcome.GONE) {
            flash.addFlashAttribute("problem", "merge.gone");
            return "redirect:/duplicates";
        }
        return Forms.done("merge.done", "/organisations/" + Keys.path(into), flash);
    }

    /** Each row that moved, as it was: for putting something back. */
    @GetMapping("/duplicates/{id}/export")
    ResponseEntity<String> log(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-ndjson;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"merge-" + id + ".jsonl\"")
                .body(merges.log(person, id));
    }

    private Partner find(String key, Person person) {
        return organisations.find(key, person).orElseThrow(() -> new Missing("organisation " + key));
    }
}
