package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.inventory.WasteCodes.WasteCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of waste to look things up in. */
@Controller
class WasteCodePages {
    private final WasteCodes codes;

    WasteCodePages(WasteCodes codes) {
        this.codes = codes;
    }

    /** One chapter with its codes. */
    public record Chapter(String code, String name, List<WasteCode> codes) {}

    @GetMapping("/waste-codes")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String chapter,
            Model model,
            Locale locale) {
        String wanted = q.strip();
        String digits = wanted.replaceAll("[\\s.*]", "");
        boolean byNumber = digits.matches("\\d{2,6}");
        model.addAttribute("q", q);
        model.addAttribute("chapter", chapter);
        if (!wanted.isEmpty() && !byNumber) {
            model.addAttribute("proposals", codes.propose(wanted, locale));
        }
        List<Chapter> chapters = new ArrayList<>();
        for (String number : codes.chapters()) {
            List<WasteCode> own = codes.list().stream()
                    .filter(code -> code.chapter().equals(number))
                    .filter(code -> byNumber ? code.code().startsWith(digits) : chapter.equals(number))
                    .toList();
            chapters.add(new Chapter(number, codes.chapter(number, locale), own));
        }
        model.addAttribute("chapters", chapters);
        model.addAttribute("byNumber", byNumber);
        model.addAttribute(
                "found", chapters.stream().mapToInt(c -> c.codes().size()).sum());
        return "inventory/waste-codes";
    }
}
