package org.knooppunt.places.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.Contract;
import org.knooppunt.places.ContractDraft;
import org.knooppunt.places.ContractState;
import org.knooppunt.places.Contracts;
import org.knooppunt.places.Deal;
import org.knooppunt.places.Place;
import org.knooppunt.places.Places;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.Renovation;
import org.knooppunt.places.Slot;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Forms;
import org.knooppunt.web.Histories;
import org.knooppunt.web.TableFile;
import org.springframework.http.HttpStatus;
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

/** Contracts about places: list, page, form. For both sides and the coordinator. */
@Controller
@RequestMapping("/places")
@PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER', 'ADMINISTRATOR')")
class ContractPages {
    private static final String RUNNING = "hasAnyRole('COORDINATOR', 'MEMBER')";
    private static final int ROWS = 50;
    private static final int MOST_TOLD = 5;

    private final Contracts contracts;
    private final Places places;
    private final BusinessCases cases;
    private final PlaceChoices choices;
    private final Formats formats;
    private final Histories histories;

    ContractPages(
            Contracts contracts,
            Places places,
            BusinessCases cases,
            PlaceChoices choices,
            Formats formats,
            Histories histories) {
        this.contracts = contracts;
        this.places = places;
        this.cases = cases;
        this.choices = choices;
        this.formats = formats;
        this.histories = histories;
    }

    @ModelAttribute("today")
    LocalDate today() {
        return Pipeline.today();
    }

    /** The filters of the list as they stand in the address. */
    public record Query(
            @Nullable String q,
            @Nullable String state,
            @Nullable String deal,
            @Nullable String sort,
            @Nullable String page) {
        public boolean isFiltered() {
            return q != null && !q.isBlank() || state != null && !state.isBlank() || deal != null && !deal.isBlank();
        }

        Contracts.Filter filter() {
            return new Contracts.Filter(
                    q == null ? "" : q,
                    Coded.find(ContractState.class, state == null ? "" : state).orElse(null),
                    Coded.find(Deal.class, deal == null ? "" : deal).orElse(null),
                    null,
                    sort == null ? "-from" : sort,
                    FormText.page(page),
                    ROWS);
        }
    }

    @GetMapping("/contracts")
    String list(Query query, HttpServletRequest request, @AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("slice", contracts.list(query.filter(), person));
        model.addAttribute("query", query);
        model.addAttribute("exports", TableFile.addresses(request, "/places/contracts/export"));
        model.addAttribute("states", choices.of(ContractState.class, "contract.standing."));
        model.addAttribute("deals", choices.of(Deal.class, "place.deal."));
        return "places/contracts";
    }

    @GetMapping("/contracts/export")
    void export(
            Query query,
            @RequestParam String format,
            @AuthenticationPrincipal Person person,
            HttpServletResponse response)
            throws IOException {
        List<String> columns = List.of(
                "id",
                "place",
                "place_name",
                "owner",
                "tenant",
                "case",
                "deal",
                "exclusive",
                "from",
                "until",
                "price_eur",
                "per",
                "deposit_eur",
                "notice",
                "state",
                "renovation",
                "note");
        TableFile.write(
                "contracts",
                format,
                columns,
                response,
                sheet -> contracts.each(query.filter(), person, contract -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add((double) contract.id());
                    row.add((double) contract.place());
                    row.add(contract.placeName());
                    row.add(contract.owner());
                    row.add(contract.tenant());
                    row.add(contract.businessCase());
                    row.add(contract.deal().code());
                    row.add(contract.exclusive() ? "yes" : "no");
                    row.add(contract.fromDay());
                    row.add(contract.untilDay());
                    row.add(contract.cents() == null ? null : (Object) contract.euros());
                    row.add(contract.period().code());
                    row.add(contract.depositCents() == null ? null : (Object) contract.depositEuros());
                    row.add(contract.noticeDay());
                    row.add(contract.state().code());
                    row.add(contract.renovation().code());
                    row.add(contract.note());
                    sheet.row(row);
                }));
    }

    @GetMapping("/contracts/{id}")
    String one(@PathVariable long id, @AuthenticationPrincipal Person person, Model model) {
        Contract contract = contracts.get(id, person);
        model.addAttribute("contract", contract);
        boolean runs = Organisations.mayEdit(person, contract.owner());
        model.addAttribute("runs", runs);
        if (contract.businessCase() != null) {
            model.addAttribute(
                    "linked", cases.find(contract.businessCase(), person).orElse(null));
        }
        if (runs) {
            model.addAttribute("events", histories.of("contract", Long.toString(id), null));
        }
        return "places/contract";
    }

    @GetMapping("/{place}/contracts/new")
    @PreAuthorize(RUNNING)
    String blank(@PathVariable long place, @AuthenticationPrincipal Person person, Model model) {
        return form(places.getManaged(place, person), null, ContractForm.blank(), person, model);
    }

    @PostMapping("/{place}/contracts/new")
    @PreAuthorize(RUNNING)
    String add(
            @PathVariable long place,
            @ModelAttribute("form") ContractForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Place found = places.getManaged(place, person);
        ContractDraft draft = form.read(errors, locale);
        if (draft != null) {
            Contracts.Outcome outcome = contracts.add(person, place, draft);
            if (outcome instanceof Contracts.Outcome.Saved saved) {
                return Forms.done("contract.added", "/places/contracts/" + saved.id(), flash);
            }
            explain(outcome, errors, response);
        }
        return form(found, null, form, person, model);
    }

    @GetMapping("/contracts/{id}/edit")
    @PreAuthorize(RUNNING)
    String edit(@PathVariable long id, @AuthenticationPrincipal Person person, Model model, Locale locale) {
        Contract contract = contracts.get(id, person);
        return form(
                places.getManaged(contract.place(), person),
                contract,
                ContractForm.of(contract, locale),
                person,
                model);
    }

    @PostMapping("/contracts/{id}/edit")
    @PreAuthorize(RUNNING)
    String change(
            @PathVariable long id,
            @ModelAttribute("form") ContractForm form,
            BindingResult errors,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Contract contract = contracts.get(id, person);
        Place place = places.getManaged(contract.place(), person);
        ContractDraft draft = form.read(errors, locale);
        if (draft != null) {
            Contracts.Outcome outcome = contracts.change(person, id, draft, form.versionNumber());
            if (outcome instanceof Contracts.Outcome.Saved) {
                return Forms.done("flash.saved", contract.path(), flash);
            }
            explain(outcome, errors, response);
        }
        return form(place, contract, form, person, model);
    }

    private void explain(Contracts.Outcome outcome, BindingResult errors, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        if (outcome instanceof Contracts.Outcome.InTheWay way) {
            List<String> lines = new ArrayList<>();
            for (Contract other : way.contracts()) {
                lines.add(choices.message(
                        "contract.inTheWay.contract",
                        other.placeName(),
                        other.tenantName(),
                        formats.date(other.fromDay()),
                        other.untilDay() == null ? "…" : formats.date(other.untilDay())));
            }
            for (Slot slot : way.reserved().stream().limit(MOST_TOLD).toList()) {
                lines.add(choices.message(
                        "contract.inTheWay.reservation", formats.time(slot.from()), formats.time(slot.until())));
            }
            errors.rejectValue("fromDay", "contract.error.inTheWay", new Object[] {String.join("; ", lines)}, null);
        } else {
            errors.rejectValue("fromDay", "contract.error.changed");
        }
    }

    private String form(Place place, @Nullable Contract contract, ContractForm form, Person person, Model model) {
        Forms.show(model, form);
        model.addAttribute("place", place);
        model.addAttribute("contract", contract);
        List<Choice> tenants = new ArrayList<>(List.of(new Choice("", "–")));
        tenants.addAll(choices.organisations(person));
        model.addAttribute("tenants", tenants);
        List<Choice> linked = new ArrayList<>(List.of(new Choice("", "–")));
        linked.addAll(choices.cases(person));
        model.addAttribute("cases", linked);
        model.addAttribute("deals", choices.of(Deal.class, "place.deal."));
        model.addAttribute("periods", choices.of(PricePeriod.class, "place.period."));
        model.addAttribute("states", choices.of(ContractState.class, "contract.standing."));
        model.addAttribute("renovations", choices.of(Renovation.class, "contract.renovation."));
        return "places/contract-form";
    }
}
