package org.knooppunt.web;

import org.knooppunt.database.Saved;
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

    /** After saving: goes on, and says there what was done. */
    public static String done(String message, String next, RedirectAttributes flash) {
        flash.addFlashAttribute("done", message);
        return "redirect:" + next;
    }

    /** After deleting what nothing else needs: says so and offers to undo it, or says that somebody else was first. */
    public static String deleted(Saved saved, String thing, String undo, String next, RedirectAttributes flash) {
        return deleted(saved, "flash.changedMeanwhile", thing, undo, next, flash);
    }

    /**
     * After deleting: says so and offers to undo it, or says why it stays.
     *
     * @param inUse what to say when something still needs it
     */
    public static String deleted(
            Saved saved, String inUse, String thing, String undo, String next, RedirectAttributes flash) {
        if (saved != Saved.DONE) {
            flash.addFlashAttribute("problem", saved == Saved.IN_USE ? inUse : "flash.changedMeanwhile");
            return "redirect:" + thing;
        }
        flash.addFlashAttribute("undo", undo);
        return done("flash.deleted", next, flash);
    }
}
