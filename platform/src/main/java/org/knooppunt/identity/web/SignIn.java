package org.knooppunt.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.internal.DemonstrationAccounts;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page to sign in. The form itself is heard by the security filters. */
@Controller
class SignIn {
    private final DemonstrationAccounts demonstration;

    SignIn(DemonstrationAccounts demonstration) {
        this.demonstration = demonstration;
    }

    @GetMapping("/sign-in")
    String form(
            @AuthenticationPrincipal @Nullable Person person,
            @RequestParam(required = false) @Nullable String ready,
            Model model) {
        if (person != null) {
            return "redirect:/workbench";
        }
        model.addAttribute("ready", ready != null);
        page(model, "", false, false);
        return "identity/sign-in";
    }

    /** Where a refused sign-in is forwarded to. */
    @PostMapping("/sign-in/again")
    String again(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(name = "demonstration", required = false) @Nullable String click,
            Model model) {
        model.addAttribute("again", request.getAttribute("again"));
        page(model, email, request.getAttribute("refused") != null, click != null);
        return "identity/sign-in";
    }

    private void page(Model model, String email, boolean refused, boolean byClick) {
        model.addAttribute("clicks", demonstration.clicks());
        model.addAttribute("email", email);
        model.addAttribute("refused", refused);
        model.addAttribute("byClick", byClick);
    }
}
