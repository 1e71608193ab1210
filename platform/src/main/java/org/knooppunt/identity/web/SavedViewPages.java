package org.knooppunt.identity.web;

import org.knooppunt.identity.Person;
import org.knooppunt.identity.SavedViews;
import org.knooppunt.web.Missing;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Keeping, renaming and removing views of a list; every list shows its own, and comes back to itself. */
@Controller
@RequestMapping("/me/views")
class SavedViewPages {
    private final SavedViews views;

    SavedViewPages(SavedViews views) {
        this.views = views;
    }

    @PostMapping
    String save(
            @RequestParam String list,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String name,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!SavedViews.isAddress(list, query)) {
            throw new Missing("list " + list);
        }
        boolean saved = views.save(person, list, name, query);
        flash.addFlashAttribute(saved ? "done" : "problem", saved ? "views.saved" : "views.notSaved");
        return "redirect:" + new SavedViews.View(0, list, name, query).path();
    }

    /** @param list where the person was, to come back to */
    @PostMapping("/{id}/rename")
    String rename(
            @PathVariable long id,
            @RequestParam String list,
            @RequestParam(defaultValue = "") String name,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!SavedViews.isAddress(list, "")) {
            throw new Missing("list " + list);
        }
        return views.rename(person, id, name)
                .map(view -> {
                    flash.addFlashAttribute("done", "views.renamed");
                    return "redirect:" + view.path();
                })
                .orElseGet(() -> {
                    flash.addFlashAttribute("problem", "views.notRenamed");
                    return "redirect:" + list;
                });
    }

    @PostMapping("/{id}/remove")
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        SavedViews.View gone = views.remove(person, id).orElseThrow(() -> new Missing("view " + id));
        flash.addFlashAttribute("done", "views.removed");
        return "redirect:" + gone.list();
    }
}
