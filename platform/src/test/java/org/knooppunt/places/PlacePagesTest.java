package org.knooppunt.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class PlacePagesTest extends PlacesTestData {
    @LocalServerPort
    int port;

    @Autowired
    Contracts contracts;

    @Autowired
    Experiments experiments;

    @Autowired
    Reservations reservations;

    /** What a page answers: in, sign-in, 403 or 404. */
    private static String answer(HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return response.uri().getPath().equals("/sign-in") ? "sign-in" : "in";
        }
        return String.valueOf(response.statusCode());
    }

    @Test
    void everyPageOpensToThoseItIsFor() {
        String open = "/places/"
                + places.add(
                        coordinator, seen(draft(null, PlaceKind.ROOM, "Openbare zaal", Booking.REQUEST), "public"));
        long membersId = places.add(coordinator, draft(null, PlaceKind.ROOM, "Zaal van leden", Booking.REQUEST));
        String members = "/places/" + membersId;
        String hidden = "/places/"
                + places.add(
                        coordinator, seen(draft(null, PlaceKind.ROOM, "Stille zaal", Booking.NONE), "coordinator"));
        long contract = ((Contracts.Outcome.Saved) contracts.add(
                        coordinator, membersId, contract("bankenmaker", monday, null, ContractState.DRAFT)))
                .id();
        long experiment = experiments.add(
                coordinator,
                membersId,
                new ExperimentDraft(null, "Proef", "", "", null, null, monday, monday, monday.plusDays(30)));
        long reservation = ((Reservations.Outcome.Made)
                        reservations.reserve(membersId, Wish.hours(monday, 9, 10), null, "", member("rubberhof")))
                .ids()
                .getFirst();

        List<String> roles = List.of(
                "visitor",
                "resident",
                "member",
                "member-2",
                "coordinator",
                "policy-officer",
                "coach",
                "juror",
                "administrator");
        Map<String, String> expected = new LinkedHashMap<>();
        // visitor, resident, owner, other member, coordinator, policy officer, coach, juror, administrator
        expected.put("/places", "in in in in in in in in in");
        expected.put("/places/map.geojson", "in in in in in in in in in");
        expected.put("/places/export?format=csv", "in in in in in in in in in");
        expected.put(open, "in in in in in in in in in");
        expected.put(open + "/calendar", "in in in in in in in in in");
        expected.put(open + "/calendar.ics", "in in in in in in in in in");
        expected.put(members, "404 404 in in in 404 404 404 in");
        expected.put(members + "/calendar", "404 404 in in in 404 404 404 in");
        expected.put(members + "/calendar.ics", "404 404 in in in 404 404 404 in");
        expected.put(hidden, "404 404 in 404 in 404 404 404 in");
        expected.put("/places/new", "sign-in 403 in in in 403 403 403 403");
        expected.put("/places/new?parent=" + membersId, "sign-in 403 in 403 in 403 403 403 403");
        expected.put(members + "/edit", "sign-in 403 in 403 in 403 403 403 403");
        expected.put(members + "/delete", "sign-in 403 in 403 in 403 403 403 403");
        expected.put("/places/reservations", "sign-in in in in in in in in in");
        expected.put("/places/reservations/" + reservation, "sign-in 404 in 404 in 404 404 404 in");
        expected.put("/places/contracts", "sign-in 403 in in in 403 403 403 in");
        expected.put("/places/contracts/export?format=xlsx", "sign-in 403 in in in 403 403 403 in");
        expected.put("/places/contracts/" + contract, "sign-in 403 in 404 in 403 403 403 in");
        expected.put("/places/contracts/" + contract + "/edit", "sign-in 403 in 404 in 403 403 403 403");
        expected.put(members + "/contracts/new", "sign-in 403 in 403 in 403 403 403 403");
        expected.put("/places/experiments", "in in in in in in in in in");
        expected.put("/places/experiments/" + experiment, "404 404 in in in 404 404 404 in");
        expected.put("/places/experiments/" + experiment + "/edit", "sign-in 403 in 403 in 403 403 403 403");
        expected.put(members + "/experiments/new", "sign-in 403 in 403 in 403 403 403 403");
        expected.put("/places/seekers", "sign-in in in in in in in in in");
        expected.put("/places/seekers/new", "sign-in 403 in in in 403 403 403 403");
        expected.put("/places/seekers/N061", "sign-in in in in in in in in in");
        Map<String, String> found = new LinkedHashMap<>();
        List<PlainBrowser> browsers = roles.stream()
                .map(role -> role.equals("visitor") ? new PlainBrowser(port) : PlainBrowser.as(port, role))
                .toList();
        for (String path : expected.keySet()) {
            found.put(
                    path,
                    String.join(
                            " ",
                            browsers.stream()
                                    .map(each -> answer(each.get(path)))
                                    .toList()));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void whatIsNotAllowedCannotBePostedEither() {
        long id = places.add(coordinator, draft(null, PlaceKind.ROOM, "Zaal van leden", Booking.NONE));
        PlainBrowser other = PlainBrowser.as(port, "member-2");
        String[][] posts = {
            {"/places/" + id + "/edit", "name", "Gekaapt"},
            {"/places/" + id + "/delete", "version", "0"},
            {"/places/" + id + "/offer", "resourceClass", "space.hall"},
            {"/places/" + id + "/contracts/new", "deal", "lease"},
            {"/places/" + id + "/experiments/new", "title", "Proef"},
            {"/places/" + id + "/calendar", "day", monday.toString(), "from", "9", "until", "10"},
        };
        for (String[] post : posts) {
            String[] fields = java.util.Arrays.copyOfRange(post, 1, post.length);
            assertThat(other.post("/places/new", post[0], fields).statusCode())
                    .as(post[0])
                    .isEqualTo(403);
        }
        assertThat(places.get(id, coordinator).name()).isEqualTo("Zaal van leden");
    }

    @Test
    void aPlaceIsBroughtInWithWhatWasTypedKeptAndEachFaultNamed() {
        PlainBrowser owner = PlainBrowser.as(port, "member");
        HttpResponse<String> wrong = owner.post(
                "/places/new",
                "/places/new",
                "name",
                "<b>Loods</b>",
                "kind",
                "building",
                "organisation",
                "speelvloer",
                "lat",
                "95",
                "lon",
                "vijf",
                "size",
                "-3",
                "sizeUnit",
                "m2",
                "lease",
                "12,345",
                "leasePer",
                "unit",
                "leasePeriod",
                "year",
                "opens",
                "18",
                "closes",
                "8",
                "booking",
                "request",
                "visibility",
                "members");
        assertThat(wrong.body())
                .contains("&lt;b&gt;Loods&lt;/b&gt;", "Je kunt alleen plaatsen van je eigen organisatie inbrengen.")
                .contains("Graden liggen hier tussen", "Dit is geen getal", "Dit getal moet boven nul zijn")
                .contains("hoogstens twee cijfers na de komma", "Sluiten komt na openen")
                .contains("Kies minstens één dag", "value=\"12,345\"");
        HttpResponse<String> right = owner.post(
                "/places/new",
                "/places/new",
                "name",
                "<b>Loods</b>",
                "kind",
                "building",
                "organisation",
                "rubberhof",
                "lat",
                "50,93",
                "lon",
                "5,52",
                "size",
                "1.250",
                "sizeUnit",
                "m2",
                "traits",
                "noise",
                "traits",
                "power",
                "lease",
                "12,50",
                "leasePer",
                "unit",
                "leasePeriod",
                "year",
                "opens",
                "8",
                "closes",
                "18",
                "openDays",
                "1",
                "openDays",
                "2",
                "booking",
                "request",
                "visibility",
                "members");
        assertThat(right.uri().getPath()).matches("/places/\\d+");
        assertThat(right.body())
                .contains("&lt;b&gt;Loods&lt;/b&gt;", "1.250", "12,50", "Lawaai mag", "Krachtstroom")
                .doesNotContain("<b>Loods</b>");
        String list = owner.get("/places?q=loods&min=1000&trait=noise").body();
        assertThat(list).contains("&lt;b&gt;Loods&lt;/b&gt;");
        assertThat(owner.get("/places/export?format=csv&q=loods").body())
                .contains("part_of", "rubberhof", "noise+power", "12.5/m2/year");
    }

    /** 50 people at once: each slot has one winner, and each loser reads what is free nearest. */
    @Test
    void ofFiftyWhoReserveAtOnceOneGetsEachSlotAndTheOthersHearWhatIsFree() throws Exception {
        long hall = add(null, PlaceKind.BUILDING, "Hal van vijftig");
        long room = add(hall, PlaceKind.ROOM, "Zaal van vijftig");
        long machine = add(room, PlaceKind.EQUIPMENT, "Machine van vijftig");
        String[] who = {"member", "member-2", "member-3", "coordinator"};
        List<PlainBrowser> browsers = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService few = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> signIns = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String role = who[i % who.length];
                signIns.add(() -> browsers.add(PlainBrowser.as(port, role)));
            }
            for (Future<Boolean> each : few.invokeAll(signIns)) {
                each.get();
            }
        }

        // twenty for one hour of the room, ten for the next, ten for both hours, ten for the whole hall that day
        CyclicBarrier start = new CyclicBarrier(50);
        Map<String, Integer> won = new ConcurrentHashMap<>();
        List<HttpResponse<String>> lost = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            PlainBrowser browser = browsers.get(i);
            int group = i % 5;
            long place = group == 4 ? hall : group == 3 ? machine : room;
            String[] fields =
                    switch (group) {
                        case 0, 1 -> new String[] {"day", monday.toString(), "from", "9", "until", "10"};
                        case 2 -> new String[] {"day", monday.toString(), "from", "10", "until", "11"};
                        case 3 -> new String[] {"day", monday.toString(), "from", "9", "until", "11"};
                        default -> new String[] {"day", monday.toString(), "lastDay", monday.toString()};
                    };
            all.add(() -> {
                String path = "/places/" + place + "/calendar";
                browser.get(path);
                start.await();
                HttpResponse<String> response = browser.post(path, path, fields);
                if (response.uri().getPath().startsWith("/places/reservations/")) {
                    won.merge(group < 2 ? "9–10" : group == 2 ? "10–11" : group == 3 ? "9–11" : "day", 1, Integer::sum);
                } else {
                    lost.add(response);
                }
                return true;
            });
        }
        try (ExecutorService fifty = Executors.newFixedThreadPool(50)) {
            for (Future<Boolean> each : fifty.invokeAll(all)) {
                each.get();
            }
        }
        assertThat(doubles()).isZero();
        assertThat(new TreeMap<>(won).toString())
                .as("who wins: the day, or both hours, or each hour")
                .isIn("{day=1}", "{9–11=1}", "{10–11=1, 9–10=1}");
        assertThat(lost).hasSize(50 - won.size()).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body())
                    .contains("Al bezet", "Er is niets gereserveerd", "Wel vrij, het dichtst bij wat je vroeg");
        });
        assertThat(jdbc.sql("select count(*) from place_reservation where place in (:places)")
                        .param("places", List.of(hall, room, machine))
                        .query(Long.class)
                        .single())
                .as("nothing is half kept")
                .isEqualTo(won.size());
    }

    @Test
    void aWeekIsAListOfDaysAndAFile() {
        long room =
                places.add(coordinator, seen(draft(null, PlaceKind.ROOM, "Zaal met week", Booking.AT_ONCE), "public"));
        reservations.reserve(room, Wish.hours(monday, 9, 11), "rubberhof", "Geheim", coordinator);
        PlainBrowser visitor = new PlainBrowser(port);
        String week = visitor.get("/places/" + room + "/calendar?week=" + monday.plusDays(3))
                .body();
        assertThat(week)
                .contains("9–11 uur", "0–9 uur", "11–24 uur", "Meld je aan om te reserveren")
                .doesNotContain("Rubberhof", "Geheim");
        assertThat(visitor.get("/places/" + room + "/calendar?week=nonsense").statusCode())
                .isEqualTo(200);
        HttpResponse<String> file = visitor.get("/places/" + room + "/calendar.ics");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/calendar");
        assertThat(file.body()).contains("BEGIN:VCALENDAR", "Bezet").doesNotContain("Geheim");
        assertThat(PlainBrowser.as(port, "member")
                        .get("/places/" + room + "/calendar.ics")
                        .body())
                .contains("Geheim");
    }
}
