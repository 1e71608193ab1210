package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.Unit;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.organisation.Partner.Place;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.NumberText;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;

/** Between a stream and the form in which a person types it, with the rules of the engine's records. */
@Component
class StreamForms {
    private static final int LONGEST_TEXT = 2_000;

    private final Classes classes;
    private final Choices choices;
    private final WasteCodes codes;

    StreamForms(Classes classes, Choices choices, WasteCodes codes) {
        this.classes = classes;
        this.choices = choices;
        this.codes = codes;
    }

    StreamForm blank(String site) {
        List<String> none = List.of();
        return new StreamForm("", "", "", site, "", "", "0", "", "", "", "members", none, none, none, none, none);
    }

    StreamForm of(Stream stream, Locale locale) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> mins = new ArrayList<>();
        List<String> maxs = new ArrayList<>();
        stream.qualities().forEach((name, value) -> {
            names.add(name);
            values.add(NumberText.text(value, locale));
        });
        stream.limits().forEach((name, limit) -> {
            names.add(name);
            mins.add(Double.isFinite(limit.min()) ? NumberText.text(limit.min(), locale) : "");
            maxs.add(Double.isFinite(limit.max()) ? NumberText.text(limit.max(), locale) : "");
        });
        return new StreamForm(
                stream.key(),
                String.valueOf(stream.version()),
                stream.className() + " (" + stream.resourceClass() + ")",
                stream.siteName() + " (" + stream.site() + ")",
                stream.description(),
                NumberText.text(stream.quantity(), locale),
                NumberText.text(stream.price(), locale),
                stream.ewc() == null ? "" : stream.ewc(),
                "",
                stream.standardDeviation() == 0 ? "" : NumberText.text(stream.standardDeviation(), locale),
                stream.visibility(),
                stream.profile().weights().stream()
                        .map(weight -> NumberText.text(weight, locale))
                        .toList(),
                names,
                values,
                mins,
                maxs);
    }

    /** The unit of what is chosen, once it is. */
    @Nullable
    Unit unit(StreamForm form) {
        return form.resourceClass().isBlank()
                ? null
                : classes.find(form.resourceClass())
                        .map(entry -> entry.kind().unit())
                        .orElse(null);
    }

    /** The offer, or nothing when there are errors. */
    @Nullable
    Offer offer(String key, StreamForm form, BindingResult errors, Person person, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        Common common = common(key, form, reader, person);
        String ewc = null;
        if (!form.ewc().isBlank()) {
            ewc = digits(form.ewc());
            if (!codes.holds(ewc)) {
                errors.rejectValue("ewc", "form.ewc.unknown");
            }
        }
        SortedMap<String, Double> qualities = Qualities.read(form.qualityName(), form.qualityValue(), reader);
        if (errors.hasErrors()) {
            return null;
        }
        return new Offer(
                key,
                common.site,
                common.resourceClass,
                common.quantity,
                common.price,
                ewc,
                form.description().strip(),
                common.deviation,
                common.profile,
                common.visibility,
                qualities);
    }

    /** The need, or nothing when there are errors. */
    @Nullable
    Need need(String key, StreamForm form, BindingResult errors, Person person, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        Common common = common(key, form, reader, person);
        SortedMap<String, QualityLimit> limits = new TreeMap<>();
        for (int i = 0; i < form.qualityName().size(); i++) {
            String name = form.qualityName().get(i).strip();
            String min = form.qualityMin().get(i);
            String max = form.qualityMax().get(i);
            if (!name.isEmpty()) {
                Qualities.checkName(name, i, errors);
                double low = min.isBlank()
                        ? Double.NEGATIVE_INFINITY
                        : reader.number("qualityMin[" + i + "]", min, Double.NEGATIVE_INFINITY);
                double high = max.isBlank()
                        ? Double.POSITIVE_INFINITY
                        : reader.number("qualityMax[" + i + "]", max, Double.POSITIVE_INFINITY);
                if (min.isBlank() && max.isBlank()) {
                    errors.rejectValue("qualityMin[" + i + "]", "form.limit.none");
                } else if (low > high) {
                    errors.rejectValue("qualityMin[" + i + "]", "form.limit.order");
                } else {
                    limits.put(name, new QualityLimit(low, high));
                }
            } else if (!min.isBlank() || !max.isBlank()) {
                errors.rejectValue("qualityName[" + i + "]", "form.required");
            }
        }
        if (errors.hasErrors()) {
            return null;
        }
        return new Need(
                key,
                common.site,
                common.resourceClass,
                common.quantity,
                common.price,
                form.description().strip(),
                common.deviation,
                common.profile,
                common.visibility,
                limits);
    }

    private record Common(
            String site,
            String resourceClass,
            double quantity,
            double price,
            double deviation,
            MonthProfile profile,
            Visibility visibility) {}

    private Common common(String key, StreamForm form, FormReader reader, Person person) {
        BindingResult errors = reader.errors();
        reader.key("key", key);
        String resourceClass =
                classes.find(form.resourceClass()).map(Classes.Entry::key).orElse("");
        if (resourceClass.isEmpty()) {
            errors.rejectValue(
                    "resourceClass", form.resourceClass().isBlank() ? "form.required" : "form.class.unknown");
        }
        String site = choices.site(form.site(), person).map(Place::key).orElse("");
        if (site.isEmpty()) {
            errors.rejectValue("site", form.site().isBlank() ? "form.required" : "form.site.unknown");
        }
        reader.text("description", form.description(), LONGEST_TEXT);
        double quantity = reader.atLeastZero("quantity", form.quantity(), true);
        double price = reader.number("price", form.price(), 0);
        double deviation = reader.atLeastZero("standardDeviation", form.standardDeviation(), false);
        Visibility visibility = Visibility.find(form.visibility()).orElse(Visibility.COORDINATOR);
        return new Common(site, resourceClass, quantity, price, deviation, profile(form, reader), visibility);
    }

    /** Either no month is filled in, or all count: an empty one is zero. */
    private static MonthProfile profile(StreamForm form, FormReader reader) {
        if (form.month().stream().allMatch(String::isBlank)) {
            return MonthProfile.EVEN;
        }
        List<Double> weights = new ArrayList<>(12);
        for (int i = 0; i < 12; i++) {
            weights.add(reader.atLeastZero("month[" + i + "]", form.month().get(i), false));
        }
        if (reader.errors().hasFieldErrors("month*")) {
            return MonthProfile.EVEN;
        }
        if (weights.stream().allMatch(weight -> weight == 0)) {
            reader.errors().rejectValue("month[0]", "form.month.zeros");
            return MonthProfile.EVEN;
        }
        return new MonthProfile(weights);
    }

    /** A code as people write it, {@code 16 01 03*}, as the six digits that are kept. */
    static String digits(String code) {
        return code.replaceAll("[\\s.*]", "");
    }
}
