package org.knooppunt.voices.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.voices.PersonalTraces;
import org.knooppunt.voices.Voice;
import org.knooppunt.voices.Voices;
import org.knooppunt.voices.Voices.Outcome;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.TableFile;
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

/** What people see and hear: the list, one of them, telling, and looking at it before others read it. */
@Controller
@RequestMapping("/voices")
class VoicePages {
    private static final int PAGE = 30;
    private static final int LONGEST = 200;
    private static final int LONGEST_WORDS = 4000;
    private static final int MOST_INDICATORS = 20;

    private final Voices voices;
    private final Indicators indicators;
    private final GoalLinks links;
    private final MessageSource messages;

    VoicePages(Voices voices, Indicators indicators, GoalLinks links, MessageSource messages) {
        this.voices = voices;
        this.indicators = indicators;
        this.links = links;
        this.messages = messages;
    }

    /** What one looks for. */
    public record Query(
            @Nullable String q,
            @Nullable String place,
            @Nullable String theme,
            @Nullable String indicator,
            @Nullable String waiting,
            @Nullable String page) {
        public boolean filtered() {
            return !FormText.orEmpty(q).isBlank()
                    || !FormText.orEmpty(place).isBlank()
                    || !FormText.orEmpty(theme).isBlank()
                    || !FormText.orEmpty(indicator).isBlank()
                    || waiting != null;
        }

        Voices.Filter filter() {
            return new Voices.Filter(
                    FormText.orEmpty(q),
                    FormText.orEmpty(place),
                    FormText.orEmpty(theme),
                    FormText.orEmpty(indicator),
                    waiting != null);
        }

        int number() {
            return FormText.page(page);
        }
    }

    @GetMapping
    String list(
            Query query, HttpServletRequest request, @AuthenticationPrincipal @Nullable Person person, Model model) {
        model.addAttribute("slice", voices.list(query.filter(), query.number(), PAGE, person));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/voices/export"));
        model.addAttribute("places", choices(voices.places(person)));
        model.addAttribute("topics", choices(voices.themes(person)));
        model.addAttribute("waiting", person == null ? 0L : voices.waiting(person));
        model.addAttribute("officer", Voices.isOfficer(person));
        return "voices/list";
    }

    private static List<Choice> choices(List<String> words) {
        return words.stream().map(each -> new Choice(each, each)).toList();
    }

    @GetMapping("/export")
    void export(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletResponse response)
            throws IOException {
        TableFile.write(
                "voices",
                format,
                List.of("id", "observed_on", "place", "theme", "seen_as", "readers", "released", "indicators", "words"),
                response,
                sheet -> voices.each(query.filter(), person, voice -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) voice.id());
                    row.add(voice.observedOn());
                    row.add(voice.place());
                    row.add(voice.theme());
                    row.add(voice.seenAs().code());
                    row.add(voice.readers().code());
                    row.add(voice.isReleased() ? "yes" : "no");
                    row.add(String.join(";", voice.indicators()));
                    row.add(voice.words());
                    sheet.row(row);
                }));
    }

    @GetMapping("/{id:\\d+}")
    String one(@PathVariable long id, @AuthenticationPrincipal @Nullable Person person, Model model, Locale locale) {
        Voice voice = voices.get(id, person);
        model.addAttribute("voice", voice);
        model.addAttribute("figures", named(voice.indicators(), locale));
        model.addAttribute("goals", links.panel("voice", Long.toString(id), person, locale));
        model.addAttribute("mayChange", voices.mayChange(voice, person));
        model.addAttribute("officer", Voices.isOfficer(person));
        if (person != null && Voices.isOfficer(person)) {
            model.addAttribute("traces", voices.traces(voice.words() + "\n" + voice.place()));
            model.addAttribute("events", voices.history(id, person));
        }
        return "voices/one";
    }

    /** Figures by the address of their page and their name; of one that is no more only the code is left. */
    private List<Choice> named(List<String> codes, Locale locale) {
        if (codes.isEmpty()) {
            return List.of();
        }
        Map<String, String> names =
                indicators.all().stream().collect(Collectors.toMap(IndicatorSummary::code, one -> one.name(locale)));
        return codes.stream()
                .map(code -> new Choice(
                        names.containsKey(code) ? "/indicators/" + code : "", names.getOrDefault(code, code)))
                .toList();
    }

    // ---- telling

    /**
     * What is asked.
     *
     * @param nobody whether the writer looked again at what might lead to a person
     */
    public record VoiceForm(
            String words,
            String place,
            String theme,
            String day,
            String seenAs,
            String readers,
            List<String> indicators,
            @Nullable Boolean nobody,
            String version) {
        public VoiceForm {
            words = FormText.orEmpty(words);
            place = FormText.orEmpty(place);
            theme = FormText.orEmpty(theme);
            day = FormText.orEmpty(day);
            seenAs = FormText.orEmpty(seenAs);
            readers = FormText.orEmpty(readers);
            indicators = indicators == null
                    ? List.of()
                    : indicators.stream()
                            .filter(code -> !code.isBlank())
                            .distinct()
                            .toList();
            version = FormText.orEmpty(version);
        }
    }

    @GetMapping("/new")
    @PreAuthorize("isAuthenticated()")
    String blank(
            @RequestParam(defaultValue = "") String indicator,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        return form(
                new VoiceForm(
                        "",
                        "",
                        "",
                        LocalDate.now(Formats.ZONE).toString(),
                        person.is(Role.RESIDENT) ? "resident" : "worker",
                        "members",
                        indicator.isBlank() ? List.of() : List.of(indicator),
                        null,
                        "0"),
                null,
                List.of(),
                person,
                model,
                locale);
    }

    @GetMapping("/{id:\\d+}/edit")
    @PreAuthorize("isAuthenticated()")
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Voice voice = voices.get(id, person);
        if (!voices.mayChange(voice, person)) {
            return "redirect:/voices/" + id;
        }
        return form(
                new VoiceForm(
                        voice.words(),
                        voice.place(),
                        voice.theme(),
                        voice.observedOn().toString(),
                        voice.seenAs().code(),
                        voice.readers().code(),
                        voice.indicators(),
                        null,
                        Integer.toString(voice.version())),
                id,
                List.of(),
                person,
                model,
                locale);
    }

    /**
     * The figures of one theme.
     *
     * @param chosen how many of them are
     */
    public record Theme(String name, List<Choice> figures, long chosen) {}

    /** What can be chosen, by theme. */
    private List<Theme> figures(List<String> chosen, Locale locale) {
        Map<String, List<Choice>> byTheme = new LinkedHashMap<>();
        indicators.all().forEach(one -> byTheme.computeIfAbsent(one.theme(), theme -> new ArrayList<>())
                .add(new Choice(one.code(), one.name(locale))));
        List<Theme> themes = new ArrayList<>();
        byTheme.forEach((theme, figures) -> themes.add(new Theme(
                theme,
                figures,
                figures.stream().filter(each -> chosen.contains(each.value())).count())));
        return themes;
    }

    private String form(
            VoiceForm form,
            @Nullable Long id,
            List<PersonalTraces.Trace> traces,
            Person person,
            Model model,
            Locale locale) {
        Forms.show(model, form);
        model.addAttribute("id", id);
        model.addAttribute("traces", traces);
        model.addAttribute(
                "certain", traces.stream().anyMatch(trace -> trace.kind().isCertain()));
        model.addAttribute("figures", figures(form.indicators(), locale));
        model.addAttribute("places", choices(voices.places(person)));
        model.addAttribute("topics", choices(voices.themes(person)));
        model.addAttribute(
                "seen",
                Arrays.stream(Voice.SeenAs.values())
                        .map(each ->
                                new Choice(each.code(), messages.getMessage("voice.seen." + each.code(), null, locale)))
                        .toList());
        model.addAttribute(
                "readersOf",
                Arrays.stream(Voice.Readers.values())
                        .map(each -> new Choice(
                                each.code(), messages.getMessage("voice.readers." + each.code(), null, locale)))
                        .toList());
        return "voices/edit";
    }

    @PostMapping("/new")
    @PreAuthorize("isAuthenticated()")
    String tell(
            @ModelAttribute("form") VoiceForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        return save(null, form, errors, person, model, locale, flash);
    }

    @PostMapping("/{id:\\d+}/edit")
    @PreAuthorize("isAuthenticated()")
    String change(
            @PathVariable long id,
            @ModelAttribute("form") VoiceForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        return save(id, form, errors, person, model, locale, flash);
    }

    private String save(
            @Nullable Long id,
            VoiceForm form,
            BindingResult errors,
            Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Voice.Draft draft = read(form, errors, locale);
        List<PersonalTraces.Trace> traces = List.of();
        if (draft != null) {
            boolean nobody = Boolean.TRUE.equals(form.nobody());
            Outcome outcome = id == null
                    ? voices.tell(draft, nobody, person)
                    : voices.change(id, draft, nobody, FormText.version(form.version()), person);
            switch (outcome) {
                case Outcome.Done done -> {
                    return Forms.done("voice.saved", "/voices/" + done.id(), flash);
                }
                case Outcome.Traces found -> {
                    errors.rejectValue("words", found.certain() ? "voice.error.certain" : "voice.error.likely");
                    traces = found.traces();
                }
                case Outcome.ChangedMeanwhile meanwhile -> model.addAttribute("problem", "flash.changedMeanwhile");
            }
        }
        return form(form, id, traces, person, model, locale);
    }

    private Voice.@Nullable Draft read(VoiceForm form, BindingResult errors, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        String words = reader.required("words", form.words(), LONGEST_WORDS);
        String place = reader.text("place", form.place(), LONGEST);
        String theme = reader.text("theme", form.theme(), LONGEST);
        LocalDate day = FormText.day(form.day());
        if (day == null || day.isAfter(LocalDate.now(Formats.ZONE))) {
            errors.rejectValue("day", "voice.error.day");
        }
        Voice.SeenAs seenAs = Coded.find(Voice.SeenAs.class, form.seenAs()).orElse(null);
        if (seenAs == null) {
            errors.rejectValue("seenAs", "form.required");
        }
        Voice.Readers readers = Coded.find(Voice.Readers.class, form.readers()).orElse(null);
        if (readers == null) {
            errors.rejectValue("readers", "form.required");
        }
        Set<String> known =
                indicators.all().stream().map(IndicatorSummary::code).collect(Collectors.toSet());
        if (form.indicators().size() > MOST_INDICATORS) {
            errors.rejectValue("indicators", "voice.error.indicators.many", new Object[] {MOST_INDICATORS}, null);
        }
        form.indicators().stream()
                .filter(code -> !known.contains(code))
                .findFirst()
                .ifPresent(code ->
                        errors.rejectValue("indicators", "voice.error.indicators", new Object[] {shown(code)}, null));
        return errors.hasErrors() || day == null || seenAs == null || readers == null
                ? null
                : new Voice.Draft(words, place, theme, day, seenAs, readers, form.indicators());
    }

    private static String shown(String code) {
        return code.length() > 50 ? code.substring(0, 50) + "…" : code;
    }

    @PostMapping("/{id:\\d+}/release")
    @PreAuthorize("hasAnyRole('POLICY_OFFICER', 'COORDINATOR', 'ADMINISTRATOR')")
    String release(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        if (!voices.release(id, FormText.version(version), person)) {
            flash.addFlashAttribute("problem", "flash.changedMeanwhile");
            return "redirect:/voices/" + id;
        }
        return Forms.done("voice.released", "/voices/" + id, flash);
    }

    @PostMapping("/{id:\\d+}/remove")
    @PreAuthorize("isAuthenticated()")
    String remove(@PathVariable long id, @AuthenticationPrincipal Person person, RedirectAttributes flash) {
        voices.remove(id, true, person);
        if (Voices.isOfficer(person)) {
            flash.addFlashAttribute("undo", "/voices/" + id + "/restore");
        }
        return Forms.done("flash.deleted", "/voices", flash);
    }

    @PostMapping("/{id:\\d+}/restore")
    @PreAuthorize("hasAnyRole('POLICY_OFFICER', 'COORDINATOR', 'ADMINISTRATOR')")
    String restore(@PathVariable long id, @AuthenticationPrincipal Person person) {
        voices.remove(id, false, person);
        return "redirect:/voices/" + id;
    }
}
