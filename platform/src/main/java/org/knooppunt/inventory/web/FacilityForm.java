package org.knooppunt.inventory.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Plant;
import org.knooppunt.organisation.Partner.Place;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** What a person typed about a facility, as it was typed. */
public record FacilityForm(
        String key,
        String version,
        String name,
        String site,
        String status,
        String capacity,
        String minIntake,
        String fixedCost,
        String storage,
        String storageCost) {
    private static final int LONGEST_NAME = 200;

    public FacilityForm {
        key = FormText.orEmpty(key);
        version = FormText.orEmpty(version);
        name = FormText.orEmpty(name);
        site = FormText.orEmpty(site);
        status = status == null || status.isEmpty() ? FacilityStatus.EXISTING.code() : status;
        capacity = FormText.orEmpty(capacity);
        minIntake = FormText.orEmpty(minIntake);
        fixedCost = FormText.orEmpty(fixedCost);
        storage = FormText.orEmpty(storage);
        storageCost = FormText.orEmpty(storageCost);
    }

    static FacilityForm blank(String site) {
        return new FacilityForm("", "", "", site, "", "", "", "", "", "");
    }

    static FacilityForm of(Plant plant, Locale locale) {
        return new FacilityForm(
                plant.key(),
                String.valueOf(plant.version()),
                plant.name(),
                plant.siteName() + " (" + plant.site() + ")",
                plant.status(),
                NumberText.text(plant.capacity(), locale),
                NumberText.text(plant.minIntake(), locale),
                NumberText.text(plant.fixedCost(), locale),
                NumberText.text(plant.storage(), locale),
                NumberText.text(plant.storageCost(), locale));
    }

    FacilityForm atVersion(int number) {
        return new FacilityForm(
                key, String.valueOf(number), name, site, status, capacity, minIntake, fixedCost, storage, storageCost);
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** The facility, or nothing when there are errors. */
    @Nullable
    Facility read(String key, BindingResult errors, Choices choices, Person person, Locale locale) {
        FormReader reader = new FormReader(errors, locale);
        reader.key("key", key);
        String plainName = reader.required("name", name, LONGEST_NAME);
        String siteKey = choices.site(site, person).map(Place::key).orElse("");
        if (siteKey.isEmpty()) {
            errors.rejectValue("site", site.isBlank() ? "form.required" : "form.site.unknown");
        }
        double most = reader.atLeastZero("capacity", capacity, true);
        double least = reader.atLeastZero("minIntake", minIntake, false);
        double cost = reader.atLeastZero("fixedCost", fixedCost, false);
        double room = reader.atLeastZero("storage", storage, false);
        double roomCost = reader.atLeastZero("storageCost", storageCost, false);
        if (!errors.hasFieldErrors("capacity") && !errors.hasFieldErrors("minIntake") && least > most) {
            errors.rejectValue("minIntake", "form.minIntake.aboveCapacity");
        }
        if (errors.hasErrors()) {
            return null;
        }
        return new Facility(
                key,
                siteKey,
                plainName,
                FacilityStatus.find(status).orElse(FacilityStatus.CANDIDATE),
                most,
                least,
                cost,
                room,
                roomCost);
    }
}
