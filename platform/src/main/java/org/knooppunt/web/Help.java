package org.knooppunt.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** A short guide: per role, how to read a plan, and the words. */
@Controller
class Help {
    private static final int LINES = 3;
    private static final List<String> PLAN = List.of("answer", "bound", "cases", "pictures", "out");
    private static final List<String> WORDS =
            List.of("stream", "offer", "need", "facility", "plan", "case", "node", "surplus", "measure", "indicator");
    private static final List<String> ROLES = roles();

    @GetMapping("/help")
    String index(@AuthenticationPrincipal @Nullable Person person, Model model) {
        List<String> mine = new ArrayList<>();
        if (person != null) {
            for (Role role : person.roles()) {
                mine.add(role.code());
            }
        }
        model.addAllAttributes(Map.of("roles", ROLES, "mine", mine));
        return "web/help";
    }

    @GetMapping("/help/plan")
    String plan(Model model) {
        model.addAttribute("parts", PLAN);
        return "web/help-plan";
    }

    @GetMapping("/help/words")
    String words(Model model) {
        model.addAttribute("words", WORDS);
        return "web/help-words";
    }

    @GetMapping("/help/{role}")
    String role(@PathVariable String role, Model model) {
        if (!ROLES.contains(role)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        List<String> lines = new ArrayList<>();
        for (int line = 1; line <= LINES; line++) {
            lines.add("help.role." + role + "." + line);
        }
        model.addAllAttributes(Map.of("role", role, "lines", lines));
        return "web/help-role";
    }

    private static List<String> roles() {
        List<String> roles = new ArrayList<>();
        roles.add("visitor");
        for (Role role : Role.values()) {
            roles.add(role.code());
        }
        return List.copyOf(roles);
    }
}
