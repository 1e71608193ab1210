package org.knooppunt.inventory.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.knooppunt.web.TableFile;
import org.springframework.security.access.AccessDeniedException;
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

/** Offers and needs: list, export, page, form. Both sides share everything but a few words and fields. */
@Controller
@RequestMapping({"/offers", "/needs"})
class StreamPages {
    private static final int ROWS = 50;

    private final Streams streams;
    private final Classes classes;
    private final WasteCodes codes;
    private final Choices choices;
    private final Histories histories;
    private final StreamForms forms;

    StreamPages(
            Streams streams,
            Classes classes,
            WasteCodes codes,
            Choices choices,
            Histories histories,
            StreamForms forms) {
        this.streams = streams;
        this.classes = classes;
        this.codes = codes;
        this.choices = choices;
        this.histories = histories;
        this.forms = forms;
    }

    @ModelAttribute("side")
    Side side(HttpServletRequest request) {
        String[] path = request.getRequestURI()
                .substring(request.getContextPath().length())
                .split("/");
        return Side.ofPlural(path[1]).orElseThrow();
    }

    /** For the template: message keys of a side begin with its word. */
    @ModelAttribute("words")
    String words(HttpServletRequest request) {
        return side(request).code();
    }

    @GetMapping
    String list(
            @ModelAttribute("side") Side side,
            ListQuery query,
            HttpServletRequest request,
            @AuthenticationPrincipal @Nullable Person person,
            Model model) {
        StreamFilter filter = query.streams(ROWS);
        model.addAttribute("found", streams.list(side, filter, person));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/" + side.plural() + "/export"));
        choices.filters(model, person);
        model.addAttribute("mayAdd", choices.mayAdd(person));
        return "inventory/streams";
    }

    @GetMapping("/export")
    void export(
            @ModelAttribute("side") Side side,
            ListQuery query,
            @RequestParam String format,
            @AuthenticationPrincipal @Nullable Person person,
            HttpServletResponse response)
            throws IOException {
        Export.streams(side, format, response, consumer -> streams.each(side, query.streams(ROWS), person, consumer));
    }

    @GetMapping("/{key}")
    String page(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @AuthenticationPrincipal @Nullable Person person,
            Model model,
            Locale locale) {
        String plain = Keys.key(key);
        Stream stream = streams.find(side, plain, person)
                .or(() -> streams.findDeleted(side, plain, person))
                .orElseThrow(() -> new Missing(side.code() + " " + plain));
        boolean mayEdit = Organisations.mayEdit(person, stream.organisation());
        model.addAttribute("stream", stream);
        model.addAttribute("mayEdit", mayEdit);
        model.addAttribute("months", Months.of(stream.profile(), locale));
        if (stream.ewc() != null) {
            model.addAttribute("wasteCode", codes.find(stream.ewc()).orElse(null));
        }
        if (mayEdit || person != null && person.is(org.knooppunt.identity.Role.ADMINISTRATOR)) {
            model.addAttribute("events", histories.of(side.code(), plain, stream.born()));
        }
        return "inventory/stream";
    }

    @GetMapping("/new")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String blank(
            @ModelAttribute("side") Side side,
            @RequestParam(defaultValue = "") String site,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        return form(side, forms.blank(choices.siteLabel(person, site)), person, model, locale);
    }

    @GetMapping("/{key}/copy")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String copy(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Stream stream = mine(side, key, person);
        return form(side, forms.of(stream, locale).asCopy(), person, model, locale);
    }

    @GetMapping("/{key}/edit")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String edit(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        Stream stream = mine(side, key, person);
        model.addAttribute("stream", stream);
        return form(side, forms.of(stream, locale), person, model, locale);
    }

    @PostMapping("/new")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String add(
            @ModelAttribute("side") Side side,
            @ModelAttribute("form") StreamForm form,
            BindingResult errors,
            @RequestParam(required = false) @Nullable String propose,
            @RequestParam(required = false) @Nullable String pick,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        if (propose != null || pick != null) {
            return proposeOrPick(side, form, pick, null, person, model, locale);
        }
        String key = form.key().isBlank()
                ? streams.freeKey(side, person)
                : form.key().strip();
        Saved saved = save(side, key, form, errors, person, locale, true);
        if (saved == Saved.KEY_TAKEN) {
            errors.rejectValue("key", "form.key.taken");
        }
        if (errors.hasErrors()) {
            return form(side, form, person, model, locale);
        }
        return Forms.done("flash.added", "/" + side.plural() + "/" + Keys.path(key), flash);
    }

    @PostMapping("/{key}/edit")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String change(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @ModelAttribute("form") StreamForm form,
            BindingResult errors,
            @RequestParam(required = false) @Nullable String propose,
            @RequestParam(required = false) @Nullable String pick,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            RedirectAttributes flash) {
        Stream stream = mine(side, key, person);
        model.addAttribute("stream", stream);
        if (propose != null || pick != null) {
            return proposeOrPick(side, form, pick, stream, person, model, locale);
        }
        Saved saved = save(side, stream.key(), form, errors, person, locale, false);
        if (saved == Saved.CHANGED_MEANWHILE) {
            model.addAttribute("meanwhile", histories.latest(side.code(), stream.key()));
            return form(side, form.atVersion(stream.version()), person, model, locale);
        }
        if (errors.hasErrors()) {
            return form(side, form, person, model, locale);
        }
        return Forms.done("flash.saved", stream.path(), flash);
    }

    private @Nullable Saved save(
            Side side, String key, StreamForm form, BindingResult errors, Person person, Locale locale, boolean added) {
        if (side == Side.OFFER) {
            Offer offer = forms.offer(key, form, errors, person, locale);
            if (offer == null) {
                return null;
            }
            return added ? streams.add(person, offer) : streams.change(person, offer, form.versionNumber());
        }
        Need need = forms.need(key, form, errors, person, locale);
        if (need == null) {
            return null;
        }
        return added ? streams.add(person, need) : streams.change(person, need, form.versionNumber());
    }

    private String proposeOrPick(
            Side side,
            StreamForm form,
            @Nullable String pick,
            @Nullable Stream stream,
            Person person,
            Model model,
            Locale locale) {
        StreamForm next = form;
        if (pick != null) {
            next = form.withEwc(pick);
            model.addAttribute("picked", codes.find(pick).orElse(null));
        } else {
            String text = form.wasteText().isBlank() ? form.description() : form.wasteText();
            model.addAttribute("proposedFor", text);
            model.addAttribute("proposals", codes.propose(text, locale));
        }
        return form(side, next, person, model, locale);
    }

    private String form(Side side, StreamForm form, Person person, Model model, Locale locale) {
        Forms.show(model, form);
        model.addAttribute(
                "classes", classes.list().stream().map(Choices::choice).toList());
        List<Choice> sites = choices.sites(person);
        model.addAttribute("sites", sites);
        model.addAttribute("siteOptions", Choices.options(sites));
        model.addAttribute("visibilities", choices.visibilities());
        model.addAttribute("monthNames", Months.names(locale));
        model.addAttribute("unit", forms.unit(form));
        if (!form.ewc().isBlank()) {
            model.addAttribute(
                    "wasteCode", codes.find(StreamForms.digits(form.ewc())).orElse(null));
        }
        return "inventory/stream-form";
    }

    @GetMapping("/{key}/delete")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String askDelete(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            Model model) {
        Stream stream = mine(side, key, person);
        return Forms.askDelete(model, stream.title(), stream.version(), stream.path());
    }

    @PostMapping("/{key}/delete")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String delete(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @RequestParam int version,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        Stream stream = mine(side, key, person);
        return Forms.deleted(
                streams.delete(person, side, stream.key(), version),
                stream.path(),
                stream.path() + "/restore",
                "/" + side.plural(),
                flash);
    }

    @PostMapping("/{key}/restore")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    String restore(
            @ModelAttribute("side") Side side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash) {
        streams.restore(person, side, Keys.key(key));
        return Forms.done("flash.restored", "/" + side.plural() + "/" + key, flash);
    }

    /** One that the person may change: seen but another's is forbidden, not seen does not exist. */
    private Stream mine(Side side, String key, Person person) {
        Stream stream =
                streams.find(side, Keys.key(key), person).orElseThrow(() -> new Missing(side.code() + " " + key));
        if (!Organisations.mayEdit(person, stream.organisation())) {
            throw new AccessDeniedException("not of an organisation of this person");
        }
        return stream;
    }
}
