package org.knooppunt.charter.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.Seals;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Anyone's document, verified; nothing of it is kept. */
@Controller
@RequestMapping("/charter/verify")
class VerifyPages {
    /** Ours have some tens of thousands of bytes. */
    private static final long LARGEST = 10L * 1024 * 1024;

    private final Seals seals;

    VerifyPages(Seals seals) {
        this.seals = seals;
    }

    @GetMapping
    String ask(Model model) {
        model.addAttribute("fingerprint", seals.fingerprint());
        return "charter/verify";
    }

    @PostMapping
    String verify(
            @RequestParam(required = false) @Nullable MultipartFile file, Model model, HttpServletResponse response)
            throws IOException {
        String name = file == null || file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        String wrong = file == null || file.isEmpty() ? "none" : file.getSize() > LARGEST ? "large" : null;
        model.addAttribute("name", name);
        if (wrong != null || file == null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("wrong", wrong);
        } else {
            model.addAttribute("verdict", seals.verify(file.getBytes()));
        }
        return ask(model);
    }
}
