package org.knooppunt.web;

import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the forms of all rooms do alike. */
public final class Forms {
    private Forms() {}

    /** Shows a form as {@code form}; the errors of the one that was sent stay only when it is that one. */
    public static void show(Model model, Object form) {
        if (model.getAttribute("form") != form) {
            model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
            model.addAttribute("form", form);
        }
    }

    /** Asks before something is deleted; the same address, posted, deletes it. */
    public static String askDelete(Model model, String what, int version, String back) {
        model.addAttribute("what", what);
        model.addAttribute("version", version);
        model.addAttribute("back", back);
        return "web/delete";
    }

    /** After deleting: says so and offers to undo it, or says that somebody else was first. */
    public static String deleted(boolean done, String thing, String undo, String next, RedirectAttributes flash) {
        if (!done) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:" + thing;
        }
        flash.addFlashAttribute("done", "flash.deleted");
        flash.addFlashAttribute("undo", undo);
        return "redirect:" + next;
    }
}
