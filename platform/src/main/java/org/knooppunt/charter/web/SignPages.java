package org.knooppunt.charter.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.CharterText;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.Commitment;
import org.knooppunt.charter.Proposal;
import org.knooppunt.charter.Signature;
import org.knooppunt.charter.Signing;
import org.knooppunt.charter.Version;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Missing;
import org.knooppunt.web.NumberText;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Signing for an organisation, what came of it, and giving it up. */
@Controller
@RequestMapping("/charter")
class SignPages {
    private static final String MEMBER = "hasRole('MEMBER')";
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 2000;

    /** Rows for commitments of one's own; never one alone, since that would be split at its commas. */
    private static final int OWN_ROWS = 2;

    private final Charters charters;
    private final Signing signing;

    SignPages(Charters charters, Signing signing) {
        this.charters = charters;
        this.signing = signing;
    }

    /**
     * What somebody who signs fills in. The rows of commitments are first those the text puts forward, then one's own.
     *
     * @param hash of the text that was shown
     */
    public record SignForm(
            String organisation,
            String capacity,
            List<String> what,
            List<String> quantity,
            List<String> unit,
            List<String> byDay,
            List<String> forWhom,
            @Nullable String showName,
            @Nullable String showCommitments,
            @Nullable String consent,
            String number,
            String hash) {
        public SignForm {
            organisation = FormText.orEmpty(organisation);
            capacity = FormText.orEmpty(capacity);
            what = what == null ? List.of() : what;
            quantity = quantity == null ? List.of() : quantity;
            unit = unit == null ? List.of() : unit;
            byDay = byDay == null ? List.of() : byDay;
            forWhom = forWhom == null ? List.of() : forWhom;
            number = FormText.orEmpty(number);
            hash = FormText.orEmpty(hash);
        }

        /** As many rows as the text asks for, with what it puts forward. */
        SignForm fitted(Version version) {
            int rows = version.proposals().size() + OWN_ROWS;
            List<String> whats = new ArrayList<>(FormText.filled(what, rows));
            List<String> units = new ArrayList<>(FormText.filled(unit, rows));
            List<String> whom = new ArrayList<>(FormText.filled(forWhom, rows));
            for (int i = 0; i < version.proposals().size(); i++) {
                Proposal proposal = version.proposals().get(i);
                whats.set(i, proposal.what());
                units.set(i, proposal.unit());
                whom.set(i, proposal.forWhom());
            }
            return new SignForm(
                    organisation,
                    capacity,
                    whats,
                    FormText.filled(quantity, rows),
                    units,
                    FormText.filled(byDay, rows),
                    whom,
                    showName,
                    showCommitments,
                    consent,
                    number,
                    hash);
        }
    }

    @GetMapping("/{id:\\d+}/sign")
    @PreAuthorize(MEMBER)
    String ask(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        CharterText text = charters.get(id, person);
        Version version = latest(text, person);
        Map<String, String> organisations = signing.toSign(text, person);
        if (organisations.isEmpty()) {
            return "redirect:/charter/" + id;
        }
        SignForm form = new SignForm(
                organisations.keySet().iterator().next(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                Integer.toString(version.number()),
                FormText.orEmpty(version.hash()));
        return page(text, version, form.fitted(version), organisations, model);
    }

    private Version latest(CharterText text, Person person) {
        return charters.version(
                text.id(),
                text.latest()
                        .orElseThrow(() -> new Missing("published version of text " + text.id()))
                        .number(),
                person);
    }

    private String page(
            CharterText text, Version version, SignForm form, Map<String, String> organisations, Model model) {
        Forms.show(model, form);
        model.addAttribute("one", text);
        model.addAttribute("version", version);
        model.addAttribute(
                "organisations",
                organisations.entrySet().stream()
                        .map(each -> new Choice(each.getKey(), each.getValue()))
                        .toList());
        model.addAttribute("proposed", version.proposals().size());
        return "charter/sign";
    }

    @PostMapping("/{id:\\d+}/sign")
    @PreAuthorize(MEMBER)
    String sign(
            @PathVariable long id,
            @ModelAttribute("form") SignForm form,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        CharterText text = charters.get(id, person);
        Version version = latest(text, person);
        if (!form.hash().equals(version.hash())) {
            flash.addFlashAttribute("problem", "charter.error.newer");
            return "redirect:/charter/" + id;
        }
        Map<String, String> organisations = signing.toSign(text, person);
        if (organisations.isEmpty()) {
            flash.addFlashAttribute("problem", "charter.error.already");
            return "redirect:/charter/" + id;
        }
        SignForm fitted = form.fitted(version);
        // on the form with all its rows, whatever was sent
        BindingResult errors = new BeanPropertyBindingResult(fitted, "form");
        if (!organisations.containsKey(form.organisation())) {
            errors.rejectValue("organisation", "charter.error.organisation");
        }
        FormReader reader = new FormReader(errors, locale);
        String capacity = reader.required("capacity", form.capacity(), LONGEST_LINE);
        List<Commitment.Line> lines = lines(fitted, version.proposals().size(), errors, locale);
        if (text.kind().asksCommitment() && lines.isEmpty() && !errors.hasErrors()) {
            errors.rejectValue("what", "charter.error.commitment");
        }
        if (!"true".equals(form.consent())) {
            errors.rejectValue("consent", "charter.error.consent");
        }
        if (errors.hasErrors()) {
            keep(fitted, errors, model);
            return page(text, version, fitted, organisations, model);
        }
        Signing.Outcome outcome = signing.sign(
                id,
                version.number(),
                new Signing.Assent(
                        form.organisation(),
                        form.hash(),
                        capacity,
                        "true".equals(form.showName()),
                        "true".equals(form.showCommitments()),
                        lines),
                person);
        return switch (outcome) {
            case Signing.Outcome.Signed signed ->
                Forms.done("charter.signed", "/charter/signatures/" + signed.id(), flash);
            case Signing.Outcome.Already already -> {
                flash.addFlashAttribute("problem", "charter.error.already");
                yield "redirect:/charter/" + id;
            }
            case Signing.Outcome.OtherText other -> {
                flash.addFlashAttribute("problem", "charter.error.newer");
                yield "redirect:/charter/" + id;
            }
        };
    }

    /** The form with all its rows, with the errors that were found in it. */
    private static void keep(SignForm form, BindingResult errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    /** The rows that were filled in; of one that is put forward only how much and by when are asked. */
    private static List<Commitment.Line> lines(SignForm form, int proposed, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        List<Commitment.Line> lines = new ArrayList<>();
        for (int i = 0; i < form.what().size(); i++) {
            boolean own = i >= proposed;
            boolean used = !form.quantity().get(i).isBlank()
                    || !form.byDay().get(i).isBlank()
                    || own
                            && !(form.what().get(i)
                                            + form.unit().get(i)
                                            + form.forWhom().get(i))
                                    .isBlank();
            if (!used) {
                continue;
            }
            String what = own
                    ? reader.required("what[" + i + "]", form.what().get(i), LONGEST_LINE)
                    : form.what().get(i);
            String unit = own
                    ? reader.required("unit[" + i + "]", form.unit().get(i), LONGEST_LINE)
                    : form.unit().get(i);
            String forWhom = reader.text("forWhom[" + i + "]", form.forWhom().get(i), LONGEST_LINE);
            OptionalDouble quantity = NumberText.parse(form.quantity().get(i), locale);
            if (quantity.isEmpty()) {
                errors.rejectValue(
                        "quantity[" + i + "]", form.quantity().get(i).isBlank() ? "form.required" : "form.number");
            } else if (!(quantity.getAsDouble() > 0)) {
                errors.rejectValue("quantity[" + i + "]", "form.positive");
            }
            LocalDate day = FormText.day(form.byDay().get(i));
            if (day == null || day.isBefore(Charters.today())) {
                errors.rejectValue("byDay[" + i + "]", "charter.error.day");
            }
            if (quantity.isPresent() && day != null) {
                lines.add(new Commitment.Line(what, quantity.getAsDouble(), unit, day, forWhom));
            }
        }
        return lines;
    }

    // ---- afterwards

    private Signature seen(long id, @Nullable Person person) {
        Signature signature = signing.get(id, person);
        if (signature.signer().isEmpty()) {
            throw new Missing("signature " + id + " for this person");
        }
        return signature;
    }

    @GetMapping("/signatures/{id:\\d+}")
    @PreAuthorize("hasAnyRole('MEMBER', 'COORDINATOR')")
    String signature(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Signature signature = seen(id, person);
        model.addAttribute("signature", signature);
        model.addAttribute("mine", signing.maySignFor(person, signature.organisation()));
        return "charter/signature";
    }

    @PostMapping("/signatures/{id:\\d+}/release")
    @PreAuthorize(MEMBER)
    String release(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean showName,
            @RequestParam(defaultValue = "false") boolean showCommitments,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        signing.release(id, showName, showCommitments, person);
        return Forms.done("charter.released", "/charter/signatures/" + id, flash);
    }

    /** From which day, and why. */
    public record WithdrawForm(String day, String reason) {
        public WithdrawForm {
            day = FormText.orEmpty(day);
            reason = FormText.orEmpty(reason);
        }
    }

    @GetMapping("/signatures/{id:\\d+}/withdraw")
    @PreAuthorize(MEMBER)
    String askWithdraw(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        return withdrawPage(id, new WithdrawForm(Charters.today().toString(), ""), person, model);
    }

    private String withdrawPage(long id, WithdrawForm form, Person person, Model model) {
        Signature signature = seen(id, person);
        if (!signing.maySignFor(person, signature.organisation())) {
            throw new Missing("signature " + id + " to withdraw by this person");
        }
        Forms.show(model, form);
        model.addAttribute("signature", signature);
        return "charter/withdraw";
    }

    @PostMapping("/signatures/{id:\\d+}/withdraw")
    @PreAuthorize(MEMBER)
    String withdraw(
            @PathVariable long id,
            @ModelAttribute("form") WithdrawForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        String reason = new FormReader(errors, locale).required("reason", form.reason(), LONGEST_TEXT);
        LocalDate day = FormText.day(form.day());
        if (day == null || day.isAfter(Charters.today())) {
            errors.rejectValue("day", "charter.error.past");
        }
        if (day == null || errors.hasErrors()) {
            return withdrawPage(id, form, person, model);
        }
        if (!signing.withdraw(id, day, reason, person)) {
            flash.addFlashAttribute("problem", "charter.error.withdrawn");
            return "redirect:/charter/signatures/" + id;
        }
        return Forms.done("charter.withdrawn.done", "/charter/signatures/" + id, flash);
    }
}
