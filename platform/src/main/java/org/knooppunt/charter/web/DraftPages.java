package org.knooppunt.charter.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.charter.CharterText;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.Clause;
import org.knooppunt.charter.Signing;
import org.knooppunt.charter.TextKind;
import org.knooppunt.charter.Version;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writing a text: a new one, its clauses, what it puts forward, who is asked, publishing. */
@Controller
@RequestMapping("/charter")
@PreAuthorize("hasRole('COORDINATOR')")
class DraftPages {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 8000;
    private static final int MOST = 5_000;
    private static final int CASES = 500;

    private final Charters charters;
    private final Signing signing;
    private final BusinessCases cases;
    private final Organisations organisations;
    private final MessageSource messages;

    DraftPages(
            Charters charters,
            Signing signing,
            BusinessCases cases,
            Organisations organisations,
            MessageSource messages) {
        this.charters = charters;
        this.signing = signing;
        this.cases = cases;
        this.organisations = organisations;
        this.messages = messages;
    }

    // ---- a new text

    /** What is asked of a new text. */
    public record NewForm(String kind, String title, String businessCase) {
        public NewForm {
            kind = FormText.orEmpty(kind);
            title = FormText.orEmpty(title);
            businessCase = FormText.orEmpty(businessCase);
        }
    }

    @GetMapping("/new")
    String blank(@AuthenticationPrincipal Person person, Model model, Locale locale) {
        return newText(new NewForm(TextKind.CHARTER.code(), "", ""), person, model, locale);
    }

    @PostMapping("/new")
    String create(
            @ModelAttribute("form") NewForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        String title = new FormReader(errors, locale).required("title", form.title(), LONGEST_LINE);
        TextKind kind = Coded.find(TextKind.class, form.kind()).orElse(null);
        if (kind == null) {
            errors.rejectValue("kind", "form.required");
        }
        Long businessCase = form.businessCase().matches("\\d{1,18}") ? Long.valueOf(form.businessCase()) : null;
        if (kind == TextKind.CASE && businessCase == null) {
            errors.rejectValue("businessCase", "charter.error.case");
        }
        if (kind == null || errors.hasErrors()) {
            return newText(form, person, model, locale);
        }
        long id = charters.create(kind, title, kind == TextKind.CASE ? businessCase : null, person);
        return Forms.done("charter.created", "/charter/" + id + "/draft", flash);
    }

    private String newText(NewForm form, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute(
                "kinds",
                Arrays.stream(TextKind.values())
                        .map(kind -> new Choice(
                                kind.code(), messages.getMessage("charter.kind." + kind.code(), null, locale)))
                        .toList());
        List<Choice> choices = new java.util.ArrayList<>();
        choices.add(new Choice("", messages.getMessage("charter.case.none", null, locale)));
        cases.list("", null, "title", 1, CASES, person)
                .rows()
                .forEach(line -> choices.add(new Choice(Long.toString(line.id()), line.title())));
        model.addAttribute("cases", choices);
        return "charter/new";
    }

    // ---- the draft

    /** Title, preamble and for whom. */
    public record DraftForm(
            String title,
            String preamble,
            @Nullable String everyone,
            @Nullable String shown,
            String version) {
        public DraftForm {
            title = FormText.orEmpty(title);
            preamble = FormText.orEmpty(preamble);
            version = FormText.orEmpty(version);
        }
    }

    private Version draft(CharterText text, Person person) {
        Integer draft = text.draft();
        if (draft == null) {
            throw new Missing("draft of text " + text.id());
        }
        return charters.version(text.id(), draft, person);
    }

    @GetMapping("/{id:\\d+}/draft")
    String show(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        CharterText text = charters.get(id, person);
        Version draft = draft(text, person);
        return page(
                text,
                draft,
                new DraftForm(
                        draft.title(),
                        draft.preamble(),
                        text.everyone() ? "true" : null,
                        text.shown() ? "true" : null,
                        Integer.toString(text.version())),
                person,
                model);
    }

    private String page(CharterText text, Version draft, DraftForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", text);
        model.addAttribute("draft", draft);
        model.addAttribute(
                "organisations",
                organisations.names(MOST, person).entrySet().stream()
                        .filter(each -> !text.parties().containsKey(each.getKey()))
                        .map(each -> new Choice(each.getKey(), each.getValue()))
                        .toList());
        return "charter/draft";
    }

    @PostMapping("/{id:\\d+}/draft")
    String describe(
            @PathVariable long id,
            @ModelAttribute("form") DraftForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String title = reader.required("title", form.title(), LONGEST_LINE);
        String preamble = reader.text("preamble", form.preamble(), LONGEST_TEXT);
        CharterText text = charters.get(id, person);
        if (errors.hasErrors()) {
            return page(text, draft(text, person), form, person, model);
        }
        boolean done = charters.describe(
                id,
                title,
                preamble,
                "true".equals(form.everyone()),
                "true".equals(form.shown()),
                FormText.version(form.version()),
                person);
        return after(done, "charter.saved", id, "", flash);
    }

    private static String after(boolean done, String message, long id, String place, RedirectAttributes flash) {
        if (!done) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:/charter/" + id + "/draft";
        }
        return Forms.done(message, "/charter/" + id + "/draft" + place, flash);
    }

    /** A clause as it is typed. */
    public record ClauseForm(String heading, String words, String version) {
        public ClauseForm {
            heading = FormText.orEmpty(heading);
            words = FormText.orEmpty(words);
            version = FormText.orEmpty(version);
        }
    }

    /** @param clause its id, or new */
    @GetMapping("/{id:\\d+}/draft/clauses/{clause}")
    String askClause(
            @PathVariable long id, @PathVariable String clause, @AuthenticationPrincipal Person person, Model model) {
        CharterText text = charters.get(id, person);
        Optional<Clause> found = clause(clause, draft(text, person));
        String version = Integer.toString(text.version());
        return clausePage(
                text,
                clause,
                found.map(each -> new ClauseForm(each.heading(), each.words(), version))
                        .orElse(new ClauseForm("", "", version)),
                model);
    }

    private static Optional<Clause> clause(String clause, Version draft) {
        if (clause.equals("new")) {
            return Optional.empty();
        }
        return Optional.of(draft.clauses().stream()
                .filter(each -> Long.toString(each.id()).equals(clause))
                .findFirst()
                .orElseThrow(() -> new Missing("clause " + clause)));
    }

    private String clausePage(CharterText text, String clause, ClauseForm form, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", text);
        model.addAttribute("clause", clause);
        return "charter/clause";
    }

    @PostMapping("/{id:\\d+}/draft/clauses/{clause}")
    String writeClause(
            @PathVariable long id,
            @PathVariable String clause,
            @ModelAttribute("form") ClauseForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String heading = reader.required("heading", form.heading(), LONGEST_LINE);
        String words = reader.required("words", form.words(), LONGEST_TEXT);
        CharterText text = charters.get(id, person);
        Optional<Clause> found = clause(clause, draft(text, person));
        if (errors.hasErrors()) {
            return clausePage(text, clause, form, model);
        }
        int version = FormText.version(form.version());
        boolean done = found.isEmpty()
                ? charters.addClause(id, heading, words, version, person)
                : charters.changeClause(id, found.get().id(), heading, words, version, person);
        if (!done) {
            // what was typed stays, to be saved over what came between
            model.addAttribute("meanwhile", true);
            return clausePage(
                    text,
                    clause,
                    new ClauseForm(form.heading(), form.words(), Integer.toString(text.version())),
                    model);
        }
        return after(true, "charter.clause.saved", id, "#clauses", flash);
    }

    @PostMapping("/{id:\\d+}/draft/clauses/{clause}/move")
    String moveClause(
            @PathVariable long id,
            @PathVariable long clause,
            @RequestParam boolean up,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return after(
                charters.moveClause(id, clause, up, version, person), "charter.clause.moved", id, "#clauses", flash);
    }

    @PostMapping("/{id:\\d+}/draft/clauses/{clause}/remove")
    String removeClause(
            @PathVariable long id,
            @PathVariable long clause,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return after(
                charters.removeClause(id, clause, version, person), "charter.clause.removed", id, "#clauses", flash);
    }

    /** A commitment that is put forward, as it is typed. */
    public record ProposalForm(String what, String unit, String forWhom, String version) {
        public ProposalForm {
            what = FormText.orEmpty(what);
            unit = FormText.orEmpty(unit);
            forWhom = FormText.orEmpty(forWhom);
            version = FormText.orEmpty(version);
        }
    }

    @GetMapping("/{id:\\d+}/draft/proposals/new")
    String askProposal(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        CharterText text = charters.get(id, person);
        draft(text, person);
        return proposalPage(text, new ProposalForm("", "", "", Integer.toString(text.version())), model);
    }

    private String proposalPage(CharterText text, ProposalForm form, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", text);
        return "charter/proposal";
    }

    @PostMapping("/{id:\\d+}/draft/proposals/new")
    String addProposal(
            @PathVariable long id,
            @ModelAttribute("form") ProposalForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        FormReader reader = new FormReader(errors, locale);
        String what = reader.required("what", form.what(), LONGEST_LINE);
        String unit = reader.required("unit", form.unit(), LONGEST_LINE);
        String forWhom = reader.text("forWhom", form.forWhom(), LONGEST_LINE);
        CharterText text = charters.get(id, person);
        draft(text, person);
        if (errors.hasErrors()) {
            return proposalPage(text, form, model);
        }
        return after(
                charters.addProposal(id, what, unit, forWhom, FormText.version(form.version()), person),
                "charter.proposal.saved",
                id,
                "#proposals",
                flash);
    }

    @PostMapping("/{id:\\d+}/draft/proposals/{proposal}/remove")
    String removeProposal(
            @PathVariable long id,
            @PathVariable long proposal,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return after(
                charters.removeProposal(id, proposal, version, person),
                "charter.proposal.removed",
                id,
                "#proposals",
                flash);
    }

    // ---- who is asked

    @PostMapping("/{id:\\d+}/parties")
    String addParty(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String organisation,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        try {
            charters.addParty(id, organisation.strip(), person);
        } catch (Missing e) {
            flash.addFlashAttribute("problem", "charter.error.organisation");
        }
        return backTo(id, back);
    }

    @PostMapping("/{id:\\d+}/parties/remove")
    String removeParty(
            @PathVariable long id,
            @RequestParam String organisation,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!charters.removeParty(id, organisation, person)) {
            flash.addFlashAttribute("problem", "charter.error.organisation");
        }
        return backTo(id, back);
    }

    private static String backTo(long id, String back) {
        return "redirect:/charter/" + id + (back.equals("draft") ? "/draft" : "") + "#parties";
    }

    // ---- publish

    /** Shows what it says otherwise than before, and who is asked to sign, before it is fixed for good. */
    @GetMapping("/{id:\\d+}/publish")
    String askPublish(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        CharterText text = charters.get(id, person);
        Version draft = draft(text, person);
        model.addAttribute("one", text);
        model.addAttribute("draft", draft);
        model.addAttribute("difference", charters.difference(id, draft.number(), person));
        model.addAttribute(
                "again",
                text.latest().isEmpty()
                        ? List.of()
                        : signing.of(id, text.latest().get().number(), person).stream()
                                .filter(signature -> signature.withdrawal() == null)
                                .toList());
        return "charter/publish";
    }

    @PostMapping("/{id:\\d+}/publish")
    String publish(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        return switch (charters.publish(id, version, person)) {
            case DONE -> Forms.done("charter.published", "/charter/" + id, flash);
            case CHANGED_MEANWHILE -> refused(id, "flash.changedMeanwhile", flash);
            case EMPTY -> refused(id, "charter.error.empty", flash);
            case NO_PARTIES -> refused(id, "charter.error.parties", flash);
        };
    }

    private static String refused(long id, String problem, RedirectAttributes flash) {
        flash.addFlashAttribute("problem", problem);
        return "redirect:/charter/" + id + "/draft";
    }

    @PostMapping("/{id:\\d+}/revise")
    String revise(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!charters.revise(id, version, person)) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:/charter/" + id;
        }
        return Forms.done("charter.revised", "/charter/" + id + "/draft", flash);
    }

    @PostMapping("/{id:\\d+}/discard")
    String discard(
            @PathVariable long id,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!charters.discard(id, version, person)) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:/charter/" + id + "/draft";
        }
        return Forms.done("charter.discarded", "/charter/texts", flash);
    }
}
