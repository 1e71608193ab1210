package org.knooppunt.places.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Person;
import org.knooppunt.places.Contract;
import org.knooppunt.places.Contracts;
import org.knooppunt.places.Experiment;
import org.knooppunt.places.Experiments;
import org.knooppunt.places.Reservation;
import org.knooppunt.places.Reservations;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What places have for the workbench: reservations that wait for a yes, and dates of contracts and experiments. */
// after cases: somebody waits for an answer, but not as long as partners do
@Order(20)
@Component
class PlaceItems implements WorkbenchItems {
    private static final int MOST = 5;

    private final Reservations reservations;
    private final Contracts contracts;
    private final Experiments experiments;
    private final Formats formats;

    PlaceItems(Reservations reservations, Contracts contracts, Experiments experiments, Formats formats) {
        this.reservations = reservations;
        this.contracts = contracts;
        this.experiments = experiments;
        this.formats = formats;
    }

    @Override
    public List<Item> waiting(Person person) {
        List<Item> items = new ArrayList<>();
        for (Reservation each : reservations.asked(person).stream().limit(MOST).toList()) {
            items.add(Item.of(
                    "calendar-due",
                    each.path(),
                    "place.item.asked",
                    each.placeName(),
                    each.booker(),
                    formats.date(each.from())));
        }
        LocalDate today = Pipeline.today();
        for (Contract each : contracts.near(person).stream().limit(MOST).toList()) {
            LocalDate notice = each.noticeDay();
            boolean noticed = notice != null && !notice.isBefore(today);
            LocalDate end = each.untilDay();
            if (noticed && notice != null) {
                items.add(Item.of(
                        "calendar-due",
                        each.path(),
                        "place.item.notice",
                        each.placeName(),
                        each.tenantName(),
                        formats.date(notice)));
            } else if (end != null) {
                items.add(Item.of(
                        "calendar-due",
                        each.path(),
                        "place.item.end",
                        each.placeName(),
                        each.tenantName(),
                        formats.date(end)));
            }
        }
        for (Experiment each : experiments.near(person).stream().limit(MOST).toList()) {
            boolean over = each.untilDay().isBefore(today);
            items.add(Item.of(
                    over && each.evaluateBy().isBefore(today) ? "alert-triangle" : "flask",
                    each.path(),
                    over ? "place.item.evaluate" : "place.item.experiment",
                    each.title(),
                    each.placeName(),
                    formats.date(over ? each.evaluateBy() : each.untilDay())));
        }
        return items;
    }
}
