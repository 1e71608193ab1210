package org.knooppunt.network.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.network.Registration;
import org.knooppunt.network.Registrations;
import org.knooppunt.organisation.Areas;
import org.knooppunt.organisation.Partner;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.web.Choice;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Forms;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a visitor asks to join. */
@Controller
@RequestMapping("/register")
class RegisterPages {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WHY = 2_000;

    private final Registrations registrations;
    private final Areas areas;
    private final Profiles profiles;
    private final MessageSource messages;

    RegisterPages(Registrations registrations, Areas areas, Profiles profiles, MessageSource messages) {
        this.registrations = registrations;
        this.areas = areas;
        this.profiles = profiles;
        this.messages = messages;
    }

    /**
     * What a visitor types.
     *
     * @param website is filled in by programs only: people do not see it
     */
    public record RegisterForm(
            String name,
            String type,
            String enterpriseNumber,
            String area,
            List<String> domains,
            String why,
            String person,
            String task,
            String email,
            Boolean mailings,
            String website) {
        public RegisterForm {
            mailings = Boolean.TRUE.equals(mailings);
            name = FormText.orEmpty(name);
            type = FormText.orEmpty(type);
            enterpriseNumber = FormText.orEmpty(enterpriseNumber);
            area = FormText.orEmpty(area);
            domains = domains == null ? List.of() : List.copyOf(domains);
            why = FormText.orEmpty(why);
            person = FormText.orEmpty(person);
            task = FormText.orEmpty(task);
            email = FormText.orEmpty(email);
            website = FormText.orEmpty(website);
        }

        static RegisterForm blank() {
            return new RegisterForm("", "", "", "", List.of(), "", "", "", "", false, "");
        }
    }

    @GetMapping
    String blank(Model model, Locale locale) {
        return form(RegisterForm.blank(), model, locale);
    }

    private String form(RegisterForm form, Model model, Locale locale) {
        Forms.show(model, form);
        List<Choice> types = new ArrayList<>();
        types.add(new Choice("", "–"));
        for (String type : Partner.TYPES) {
            types.add(new Choice(type, messages.getMessage("value.type." + type, new Object[0], locale)));
        }
        model.addAttribute("types", types);
        List<Choice> places = new ArrayList<>();
        places.add(new Choice("", "–"));
        areas.list().forEach(area -> places.add(new Choice(area.key(), "\u2003".repeat(area.depth()) + area.name())));
        model.addAttribute("areas", places);
        model.addAttribute("domains", profiles.domains());
        return "network/register";
    }

    @PostMapping
    String ask(
            @ModelAttribute("form") RegisterForm form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        String name = reader.required("name", form.name(), LONGEST_NAME);
        if (!form.type().isEmpty() && !Partner.TYPES.contains(form.type())) {
            errors.rejectValue("type", "form.required");
        }
        EnterpriseNumber number =
                EnterpriseNumber.parse(form.enterpriseNumber().strip()).orElse(null);
        if (number == null && !form.enterpriseNumber().isBlank()) {
            errors.rejectValue("enterpriseNumber", "form.enterpriseNumber.wrong");
        }
        String area = areas.list().stream().anyMatch(each -> each.key().equals(form.area())) ? form.area() : "";
        List<String> known =
                profiles.domains().stream().map(Profiles.Domain::code).toList();
        String why = reader.text("why", form.why(), LONGEST_WHY);
        String person = reader.required("person", form.person(), LONGEST_NAME);
        String task = reader.text("task", form.task(), LONGEST_NAME);
        String email = reader.email("email", form.email(), true);
        if (errors.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(form, model, locale);
        }
        if (form.website().isBlank()) {
            Optional<Instant> again = registrations.ask(
                    new Registration.Draft(
                            name,
                            form.type(),
                            number == null ? null : number.digits(),
                            area,
                            form.domains().stream()
                                    .filter(known::contains)
                                    .distinct()
                                    .toList(),
                            why,
                            person,
                            task,
                            email,
                            locale.getLanguage(),
                            form.mailings()),
                    request.getRemoteAddr());
            if (again.isPresent()) {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                model.addAttribute("again", again.get());
                return form(form, model, locale);
            }
        }
        model.addAttribute("email", email);
        return "network/register-asked";
    }

    /** A page with a button, for mail programs look at every link in a letter. */
    @GetMapping("/confirm")
    String toConfirm(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        Optional<String> name = registrations.toConfirm(token);
        if (name.isEmpty()) {
            return worn(response);
        }
        model.addAttribute("name", name.get());
        model.addAttribute("token", token);
        return "network/register-confirm";
    }

    @PostMapping("/confirm")
    String confirm(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        if (!registrations.confirm(token)) {
            return worn(response);
        }
        return "network/register-confirm";
    }

    private static String worn(HttpServletResponse response) {
        response.setStatus(HttpStatus.GONE.value());
        return "network/worn";
    }
}
