package org.knooppunt.cases.web;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.Stories;
import org.knooppunt.identity.Person;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.security.access.prepost.PreAuthorize;
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

/** The stories that everybody may read, and how one comes about. */
@Controller
class StoryPages {
    private static final String COORDINATOR = "hasRole('COORDINATOR')";
    private static final int PAGE = 20;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 6000;

    private final Stories stories;
    private final BusinessCases cases;

    StoryPages(Stories stories, BusinessCases cases) {
        this.stories = stories;
        this.cases = cases;
    }

    @GetMapping("/stories")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("slice", stories.list(q, page, PAGE));
        model.addAttribute("q", q);
        return "cases/stories";
    }

    @GetMapping("/stories/{id}")
    String page(@PathVariable long id, Model model) {
        model.addAttribute("story", stories.page(id));
        return "cases/story";
    }

    /** What is written in a story; a box that is not ticked is not sent. */
    public record StoryForm(
            String title,
            String words,
            @Nullable Boolean showExpected,
            @Nullable Boolean showResults,
            String version) {}

    @GetMapping("/cases/{id}/story")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String draft(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Optional<Stories.Draft> draft = stories.draft(id, person);
        return show(
                id,
                draft,
                draft.map(each -> new StoryForm(
                                each.title(),
                                each.words(),
                                each.showExpected(),
                                each.showResults(),
                                Integer.toString(each.version())))
                        .orElseGet(() -> new StoryForm(cases.get(id, person).title(), "", false, false, "0")),
                person,
                model);
    }

    private String show(long id, Optional<Stories.Draft> draft, StoryForm form, Person person, Model model) {
        model.addAttribute("one", cases.get(id, person));
        model.addAttribute("draft", draft.orElse(null));
        Forms.show(model, form);
        return "cases/story-draft";
    }

    @PostMapping("/cases/{id}/story")
    @PreAuthorize(COORDINATOR)
    String write(
            @PathVariable long id,
            @ModelAttribute("form") StoryForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", FormText.orEmpty(form.title()), LONGEST_TITLE);
        String words = reader.required("words", FormText.orEmpty(form.words()), LONGEST_TEXT);
        if (errors.hasErrors()) {
            return show(id, stories.draft(id, person), form, person, model);
        }
        int version = FormText.version(FormText.orEmpty(form.version()));
        if (!stories.write(
                id,
                title,
                words,
                Boolean.TRUE.equals(form.showExpected()),
                Boolean.TRUE.equals(form.showResults()),
                version,
                person)) {
            model.addAttribute("problem", "story.error.changed");
            return show(id, stories.draft(id, person), form, person, model);
        }
        return Forms.done("story.saved", address(id), flash);
    }

    private static String address(long id) {
        return "/cases/" + id + "/story";
    }

    @PostMapping("/cases/{id}/story/hide")
    @PreAuthorize(COORDINATOR)
    String hide(@PathVariable long id, @RequestParam boolean hidden, @AuthenticationPrincipal Person person) {
        stories.hide(id, hidden, person);
        return "redirect:" + address(id);
    }

    @PostMapping("/cases/{id}/story/release")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String release(
            @PathVariable long id,
            @RequestParam String organisation,
            @RequestParam(defaultValue = "false") boolean named,
            @RequestParam(defaultValue = "") String how,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        boolean own = person.organisations().contains(organisation);
        if (!own && !FormText.isFilled(how, LONGEST_TITLE)) {
            flash.addFlashAttribute("problem", "story.error.how");
        } else if (!stories.release(id, organisation, named, how, version, person)) {
            flash.addFlashAttribute("problem", "story.error.other");
        } else {
            return Forms.done("story.released", address(id), flash);
        }
        return "redirect:" + address(id);
    }

    @PostMapping("/cases/{id}/story/take-back")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String takeBack(
            @PathVariable long id,
            @RequestParam String organisation,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        stories.takeBack(id, organisation, person);
        return Forms.done("story.takenBack", address(id), flash);
    }
}
