package org.knooppunt.identity.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page to sign in. */
@Controller
class SignIn {
    @GetMapping("/sign-in")
    String form() {
        return "identity/sign-in";
    }
}
