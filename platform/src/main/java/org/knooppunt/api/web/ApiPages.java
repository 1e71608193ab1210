package org.knooppunt.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.knooppunt.api.ProblemType;
import org.knooppunt.api.internal.ApiGuide;
import org.knooppunt.api.internal.ApiProperties;
import org.knooppunt.identity.Scope;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The interface for programs, explained to people; and a page for each kind of problem. */
@Controller
class ApiPages {
    private final ApiGuide guide;
    private final ApiProperties properties;

    ApiPages(ApiGuide guide, ApiProperties properties) {
        this.guide = guide;
        this.properties = properties;
    }

    @GetMapping("/api/v1")
    String toGuide() {
        return "redirect:/api";
    }

    @GetMapping("/api")
    String guide(HttpServletRequest request, Model model) throws IOException {
        model.addAttribute("guide", guide.get(request));
        model.addAttribute("limits", properties);
        model.addAttribute("allScopes", Scope.values());
        model.addAttribute(
                "root", ServletUriComponentsBuilder.fromContextPath(request).toUriString());
        return "api/guide";
    }

    @GetMapping("/help/problems")
    String problems(Model model) {
        model.addAttribute("types", ProblemType.values());
        return "api/problems";
    }

    @GetMapping("/help/problems/{slug}")
    String problem(@PathVariable String slug, Model model) {
        model.addAttribute(
                "type", ProblemType.find(slug).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "api/problem";
    }
}
