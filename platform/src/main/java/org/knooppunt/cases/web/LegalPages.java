package org.knooppunt.cases.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.ExchangeFacts;
import org.knooppunt.cases.LegalChecks;
import org.knooppunt.engine.legal.Answer;
import org.knooppunt.engine.legal.Origin;
import org.knooppunt.engine.legal.Party;
import org.knooppunt.engine.legal.Place;
import org.knooppunt.engine.legal.Question;
import org.knooppunt.engine.legal.Use;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The legal checklists of a case: a list of its exchanges, and one of them. */
@Controller
@RequestMapping("/cases/{id}/legal")
@PreAuthorize("hasRole('COORDINATOR')")
class LegalPages {
    private static final int LONGEST_NOTE = 1000;
    private static final List<String> PLACES = List.of("BE-VLG", "BE-WAL", "BE-BRU", "NL", "DE", "FR", "LU");

    private final LegalChecks checks;
    private final BusinessCases cases;
    private final WasteCodes codes;
    private final MessageSource messages;

    LegalPages(LegalChecks checks, BusinessCases cases, WasteCodes codes, MessageSource messages) {
        this.checks = checks;
        this.cases = cases;
        this.codes = codes;
        this.messages = messages;
    }

    @GetMapping
    String list(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("one", cases.get(id, person));
        model.addAttribute("lines", checks.list(id, person));
        return "cases/legal";
    }

    @GetMapping("/{number}")
    String sheet(
            @PathVariable long id,
            @PathVariable int number,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        model.addAttribute("one", cases.get(id, person));
        model.addAttribute("sheet", checks.sheet(id, number, person));
        model.addAttribute("language", locale.getLanguage());
        model.addAttribute("origins", choices("legal.origin.", List.of(Origin.values()), locale));
        model.addAttribute("uses", choices("legal.use.", List.of(Use.values()), locale));
        model.addAttribute("parties", choices("legal.party.", List.of(Party.values()), locale));
        model.addAttribute(
                "arrangers",
                choices(
                        "legal.party.",
                        List.of(
                                Party.GIVER,
                                Party.TAKER,
                                Party.CARRIER,
                                Party.COORDINATOR,
                                Party.THIRD_PARTY,
                                Party.UNKNOWN),
                        locale));
        model.addAttribute(
                "places",
                PLACES.stream()
                        .map(place -> new Choice(place, messages.getMessage("legal.place." + place, null, locale)))
                        .toList());
        model.addAttribute("questions", Question.values());
        model.addAttribute("answers", Answer.values());
        return "cases/exchange";
    }

    private <E extends Enum<E>> List<Choice> choices(String prefix, List<E> values, Locale locale) {
        List<Choice> choices = new ArrayList<>();
        for (E value : values) {
            choices.add(new Choice(
                    value.name(), messages.getMessage(prefix + value.name().toLowerCase(Locale.ROOT), null, locale)));
        }
        return choices;
    }

    @PostMapping("/{number}")
    String know(
            @PathVariable long id,
            @PathVariable int number,
            @RequestParam Origin origin,
            @RequestParam Use use,
            @RequestParam(defaultValue = "") String code,
            @RequestParam String giverIn,
            @RequestParam String takerIn,
            @RequestParam Party carrier,
            @RequestParam Party arranger,
            @RequestParam Map<String, String> all,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        String address = "/cases/" + id + "/legal/" + number;
        String digits = code.replaceAll("[\\s*]", "");
        if (!digits.isEmpty() && codes.find(digits).isEmpty()) {
            flash.addFlashAttribute("problem", "legal.error.code");
            return "redirect:" + address;
        }
        Map<Question, Answer> answers = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            Answer answer = answer(all.get(question.fact().code()));
            if (answer != Answer.UNKNOWN) {
                answers.put(question, answer);
            }
        }
        ExchangeFacts facts = new ExchangeFacts(
                origin,
                use,
                digits,
                new Place(giverIn).code(),
                new Place(takerIn).code(),
                carrier,
                arranger == Party.NOBODY ? Party.UNKNOWN : arranger,
                answers);
        checks.know(id, number, facts, person);
        return Forms.done("legal.saved", address, flash);
    }

    private static Answer answer(@Nullable String text) {
        return text == null
                ? Answer.UNKNOWN
                : switch (text) {
                    case "yes" -> Answer.YES;
                    case "no" -> Answer.NO;
                    default -> Answer.UNKNOWN;
                };
    }

    @PostMapping("/{number}/tick")
    String tick(
            @PathVariable long id,
            @PathVariable int number,
            @RequestParam String rule,
            @RequestParam int version,
            @RequestParam boolean done,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!FormText.fits(note, LONGEST_NOTE)) {
            flash.addFlashAttribute("problem", "case.error.long");
            return "redirect:/cases/" + id + "/legal/" + number;
        }
        checks.tick(id, number, rule, version, done, note, person);
        return "redirect:/cases/" + id + "/legal/" + number + "#" + rule;
    }
}
