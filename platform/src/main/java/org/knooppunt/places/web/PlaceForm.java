package org.knooppunt.places.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.places.Booking;
import org.knooppunt.places.Deal;
import org.knooppunt.places.Place;
import org.knooppunt.places.PlaceDraft;
import org.knooppunt.places.PlaceKind;
import org.knooppunt.places.Price;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.SizeUnit;
import org.knooppunt.places.Trait;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** What a person typed about a place, as it was typed. */
public record PlaceForm(
        String version,
        String kind,
        String name,
        String organisation,
        String address,
        String lat,
        String lon,
        String size,
        String sizeUnit,
        String description,
        String conditions,
        List<String> traits,
        String availableFrom,
        String availableUntil,
        String shortest,
        String longest,
        String visibility,
        String booking,
        String opens,
        String closes,
        List<String> openDays,
        String sale,
        String salePer,
        String lease,
        String leasePer,
        String leasePeriod,
        String temporary,
        String temporaryPer,
        String temporaryPeriod) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 4_000;

    public PlaceForm {
        version = FormText.orEmpty(version);
        kind = FormText.orEmpty(kind);
        name = FormText.orEmpty(name);
        organisation = FormText.orEmpty(organisation);
        address = FormText.orEmpty(address);
        lat = FormText.orEmpty(lat);
        lon = FormText.orEmpty(lon);
        size = FormText.orEmpty(size);
        sizeUnit = FormText.orEmpty(sizeUnit);
        description = FormText.orEmpty(description);
        conditions = FormText.orEmpty(conditions);
        traits = traits == null ? List.of() : List.copyOf(traits);
        availableFrom = FormText.orEmpty(availableFrom);
        availableUntil = FormText.orEmpty(availableUntil);
        shortest = FormText.orEmpty(shortest);
        longest = FormText.orEmpty(longest);
        visibility = FormText.orEmpty(visibility);
        booking = FormText.orEmpty(booking);
        opens = FormText.orEmpty(opens);
        closes = FormText.orEmpty(closes);
        openDays = openDays == null ? List.of() : List.copyOf(openDays);
        sale = FormText.orEmpty(sale);
        salePer = FormText.orEmpty(salePer);
        lease = FormText.orEmpty(lease);
        leasePer = FormText.orEmpty(leasePer);
        leasePeriod = FormText.orEmpty(leasePeriod);
        temporary = FormText.orEmpty(temporary);
        temporaryPer = FormText.orEmpty(temporaryPer);
        temporaryPeriod = FormText.orEmpty(temporaryPeriod);
    }

    /** An empty one; a part of a place begins where and with whom the whole is. */
    static PlaceForm blank(String organisation, @Nullable Place whole, Locale locale) {
        return new PlaceForm(
                "",
                whole == null ? "building" : "room",
                "",
                whole == null ? organisation : whole.organisation(),
                whole == null ? "" : whole.address(),
                whole == null ? "" : NumberText.text(whole.lat(), locale),
                whole == null ? "" : NumberText.text(whole.lon(), locale),
                "",
                "m2",
                "",
                "",
                List.of(),
                "",
                "",
                "",
                "",
                whole == null ? "members" : whole.visibility(),
                whole == null ? "none" : "request",
                "8",
                "18",
                List.of("1", "2", "3", "4", "5"),
                "",
                "whole",
                "",
                "unit",
                "year",
                "",
                "whole",
                whole == null ? "month" : "hour");
    }

    static PlaceForm of(Place place, Locale locale) {
        Price sale = place.price(Deal.SALE).orElse(null);
        Price lease = place.price(Deal.LEASE).orElse(null);
        Price temporary = place.price(Deal.TEMPORARY).orElse(null);
        return new PlaceForm(
                String.valueOf(place.version()),
                place.kind().code(),
                place.name(),
                place.organisation(),
                place.address(),
                NumberText.text(place.lat(), locale),
                NumberText.text(place.lon(), locale),
                place.size() == null ? "" : NumberText.text(place.size(), locale),
                place.sizeUnit().code(),
                place.description(),
                place.conditions(),
                place.traits().stream().map(Coded::code).toList(),
                Reading.text(place.availableFrom()),
                Reading.text(place.availableUntil()),
                Reading.text(place.shortestMonths()),
                Reading.text(place.longestMonths()),
                place.visibility(),
                place.booking().code(),
                String.valueOf(place.opens()),
                String.valueOf(place.closes()),
                place.openDays().stream().map(String::valueOf).toList(),
                Reading.money(sale == null ? null : sale.cents(), locale),
                per(sale, "whole"),
                Reading.money(lease == null ? null : lease.cents(), locale),
                per(lease, "unit"),
                lease == null ? "year" : lease.period().code(),
                Reading.money(temporary == null ? null : temporary.cents(), locale),
                per(temporary, "whole"),
                temporary == null ? "month" : temporary.period().code());
    }

    private static String per(@Nullable Price price, String otherwise) {
        return price == null ? otherwise : price.perUnit() ? "unit" : "whole";
    }

    PlaceForm atVersion(int number) {
        return new PlaceForm(
                String.valueOf(number),
                kind,
                name,
                organisation,
                address,
                lat,
                lon,
                size,
                sizeUnit,
                description,
                conditions,
                traits,
                availableFrom,
                availableUntil,
                shortest,
                longest,
                visibility,
                booking,
                opens,
                closes,
                openDays,
                sale,
                salePer,
                lease,
                leasePer,
                leasePeriod,
                temporary,
                temporaryPer,
                temporaryPeriod);
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** What it says, or nothing when there are errors. */
    @Nullable
    PlaceDraft read(@Nullable Long parent, Person person, BindingResult errors, Locale locale) {
        Reading reading = new Reading(errors, locale);
        PlaceKind plainKind = reading.one("kind", PlaceKind.class, kind, PlaceKind.BUILDING);
        String plainName = reading.text.required("name", name, LONGEST_NAME);
        if (organisation.isBlank()) {
            errors.rejectValue("organisation", "form.required");
        } else if (!Organisations.mayEdit(person, organisation)) {
            errors.rejectValue("organisation", "place.error.owner");
        }
        String plainAddress = reading.text.text("address", address, LONGEST_NAME);
        double latitude = reading.text.degrees("lat", lat, 90);
        double longitude = reading.text.degrees("lon", lon, 180);
        BigDecimal plainSize = reading.size("size", size);
        SizeUnit unit = reading.one("sizeUnit", SizeUnit.class, sizeUnit, SizeUnit.M2);
        String plainDescription = reading.text.text("description", description, LONGEST_TEXT);
        String plainConditions = reading.text.text("conditions", conditions, LONGEST_TEXT);
        LocalDate from = reading.day("availableFrom", availableFrom, false);
        LocalDate until = reading.day("availableUntil", availableUntil, false);
        reading.inOrder("availableUntil", from, until);
        Integer least = reading.whole("shortest", shortest, 1, 1200);
        Integer most = reading.whole("longest", longest, 1, 1200);
        if (least != null && most != null && most < least) {
            errors.rejectValue("longest", "place.error.months");
        }
        if (Visibility.find(visibility).isEmpty()) {
            errors.rejectValue("visibility", "form.required");
        }
        Booking plainBooking = reading.one("booking", Booking.class, booking, Booking.NONE);
        Integer open = reading.whole("opens", opens, 0, 23);
        Integer close = reading.whole("closes", closes, 1, 24);
        if (open != null && close != null && close <= open) {
            errors.rejectValue("closes", "place.error.hours");
        }
        List<Integer> days = openDays.stream()
                .filter(day -> day.matches("[1-7]"))
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
        if (days.isEmpty() && plainBooking != Booking.NONE) {
            errors.rejectValue("openDays", "place.error.openDays");
        }
        List<Price> prices = new ArrayList<>();
        price(Deal.SALE, sale, salePer, "once", plainSize, prices, errors, reading);
        price(Deal.LEASE, lease, leasePer, leasePeriod, plainSize, prices, errors, reading);
        price(Deal.TEMPORARY, temporary, temporaryPer, temporaryPeriod, plainSize, prices, errors, reading);
        if (errors.hasErrors()) {
            return null;
        }
        return new PlaceDraft(
                parent,
                plainKind,
                plainName,
                organisation,
                plainAddress,
                latitude,
                longitude,
                plainSize,
                unit,
                plainDescription,
                plainConditions,
                traits.stream()
                        .flatMap(code -> Coded.find(Trait.class, code).stream())
                        .distinct()
                        .toList(),
                from,
                until,
                least,
                most,
                visibility,
                plainBooking,
                open == null ? 8 : open,
                close == null ? 18 : close,
                days,
                prices);
    }

    private static void price(
            Deal deal,
            String amount,
            String per,
            String period,
            @Nullable BigDecimal size,
            List<Price> prices,
            BindingResult errors,
            Reading reading) {
        String field = deal.code();
        Long cents = reading.text.cents(field, amount, false, 0);
        if (cents == null) {
            return;
        }
        boolean unit = per.equals("unit");
        if (unit && size == null) {
            errors.rejectValue(field, "place.error.perUnit");
            return;
        }
        PricePeriod plain = Coded.find(PricePeriod.class, period).orElse(PricePeriod.MONTH);
        if ((deal == Deal.SALE) != (plain == PricePeriod.ONCE)) {
            errors.rejectValue(field, "place.error.period");
            return;
        }
        prices.add(new Price(deal, cents, unit, plain));
    }
}
