package org.knooppunt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.TextKind;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Page by role by state: every page of a thing, in every state the thing can be in, as it is written down in
 * {@code permissions-states.txt}. The member belongs to the thing (its organisation takes part, owns it or asked for it), the
 * other member does not. With {@code -Dknooppunt.permissions.states=FILE} the test writes what it found, for a person to
 * decide whether that was meant.
 *
 * <p>The things are put into the database as they stand in each state: its constraints refuse those that cannot be.
 */
class StatePermissionsTest extends PlatformTest {
    private static final Map<String, String> ROLES = roles();

    private static final Pattern VARIABLE = Pattern.compile("\\{([^/}:]+)[^/}]*}");

    private static final String OWN = "rubberhof";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    Charters charters;

    @LocalServerPort
    int port;

    private final String word = "staat-" + UUID.randomUUID();
    private long coordinator;
    private long member;

    /** What a door begins with, then states with the address of a thing in each. */
    private final Map<String, Map<String, String>> things = new LinkedHashMap<>();

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("visitor", "");
        roles.put("resident", "resident");
        roles.put("member", "member");
        roles.put("other-member", "member-2");
        roles.put("coordinator", "coordinator");
        roles.put("policy-officer", "policy-officer");
        roles.put("administrator", "administrator");
        return roles;
    }

    private long insert(String sql, @Nullable Object... values) {
        return jdbc.sql(sql + " returning id").params(values).query(Long.class).single();
    }

    private void put(String door, String state, Object id) {
        things.computeIfAbsent(door, any -> new LinkedHashMap<>())
                .put(state, door.replaceFirst("\\{[^/]*}", id.toString()));
    }

    private Person writer() {
        return accounts.find("coordinator@example.org").orElseThrow();
    }

    private long account(String who) {
        return jdbc.sql("select id from account where email = ?")
                .param(who + "@example.org")
                .query(Long.class)
                .single();
    }

    @BeforeEach
    void aThingInEveryState() {
        coordinator = account("coordinator");
        member = account("member");
        cases();
        charters();
        purchases();
        sessions();
        places();
        introductions();
        network();
        challenges();
    }

    private long businessCase(String status, boolean shared) {
        long id = insert(
                "insert into business_case (title, status, figures, flows, surplus, co2e_avoided, jobs, created_by, creator,"
                        + " origin, shared) values (?, ?, null, '[]'::jsonb, 0, 0, 0, ?, 'Noor', 'desk', ?)",
                word,
                status,
                coordinator,
                shared);
        jdbc.sql("insert into business_case_partner (business_case, organisation, name, role) values (?, ?, ?, '')")
                .params(id, OWN, "Rubberhof Voorbeeld")
                .update();
        return id;
    }

    private void cases() {
        for (String status : List.of(
                "seed", "potential", "pre_business_case", "feasible", "guided", "realised", "parked", "stopped")) {
            put("/cases/{id}", status, businessCase(status, true));
        }
        put("/cases/{id}", "not-shared", businessCase("potential", false));
        story("written", false, false);
        story("released", false, true);
        story("hidden", true, true);
    }

    private void story(String state, boolean hidden, boolean released) {
        long id = businessCase("realised", true);
        jdbc.sql("insert into business_case_story (business_case, title, words, hidden, writer)"
                        + " values (?, ?, 'Het lukte.', ?, 'Noor')")
                .params(id, word, hidden)
                .update();
        if (released) {
            jdbc.sql("insert into business_case_release (business_case, organisation, story_version, named, releaser)"
                            + " values (?, ?, 1, true, 'Karel')")
                    .params(id, OWN)
                    .update();
        }
        put("/stories/{id}", state, id);
    }

    private void charters() {
        for (TextKind kind : List.of(TextKind.CHARTER, TextKind.LETTER)) {
            put("/charter/{id}", kind.code() + "-draft", text(kind));
            long published = text(kind);
            charters.publish(published, charters.get(published, writer()).version(), Instant.now(), writer());
            put("/charter/{id}", kind.code() + "-published", published);
        }
    }

    private long text(TextKind kind) {
        long id = charters.create(kind, word, null, writer());
        charters.addClause(
                id, "Samen", "We doen dit samen.", charters.get(id, writer()).version(), writer());
        charters.addParty(id, OWN, writer());
        return id;
    }

    private void purchases() {
        for (String joining : List.of("everybody", "chosen")) {
            for (String status : List.of("open", "bound", "lapsed", "stopped")) {
                long id = insert(
                        "insert into purchase (product, description, unit, supplier, minimum, closes_on, joining, later,"
                                + " status, price, created_by, creator) values (?, '', 'stuk', 'Zon', 50,"
                                + " current_date + 30, ?, 'nobody', ?, ?, ?, 'Noor')",
                        word,
                        joining,
                        status,
                        status.equals("bound") ? BigDecimal.TEN : null,
                        coordinator);
                jdbc.sql("insert into purchase_tier (purchase, threshold, price) values (?, 0, 10)")
                        .param(id)
                        .update();
                if (status.equals("bound")) {
                    jdbc.sql("insert into purchase_binding (purchase, price, volume, pledges)"
                                    + " values (?, 10, 100, '[]'::jsonb)")
                            .param(id)
                            .update();
                }
                if (joining.equals("chosen")) {
                    jdbc.sql("insert into purchase_guest (purchase, organisation, name) values (?, ?, 'Rubberhof')")
                            .params(id, OWN)
                            .update();
                }
                put("/purchases/{id}", joining + "-" + status, id);
            }
        }
    }

    private void sessions() {
        for (String audience : List.of("public", "members", "invited")) {
            for (String state : List.of("coming", "past", "cancelled")) {
                long id = insert(
                        "insert into hub_session (title, kind, audience, cancelled_at, created_by, creator)"
                                + " values (?, 'event', ?, case when ? then now() end, ?, 'Noor')",
                        word,
                        audience,
                        state.equals("cancelled"),
                        coordinator);
                jdbc.sql(
                                "insert into hub_meeting (session, starts_at, ends_at)"
                                        + " values (?, now() + make_interval(days => ?), now() + make_interval(days => ?, hours => 2))")
                        .params(id, state.equals("past") ? -9 : 9, state.equals("past") ? -9 : 9)
                        .update();
                put("/sessions/{id}", audience + "-" + state, id);
            }
        }
    }

    private long place(String visibility, boolean deleted) {
        return insert(
                "insert into place (span, kind, name, organisation, lat, lon, visibility, booking, deleted_at)"
                        + " select int8range(at * 1048576, (at + 1) * 1048576), 'room', ?, ?, 50.9, 5.5, ?, 'request',"
                        + " case when ? then now() end from nextval('place_root') at",
                word,
                OWN,
                visibility,
                deleted);
    }

    private void places() {
        for (String visibility : List.of("public", "members", "coordinator")) {
            put("/places/{id}", visibility, place(visibility, false));
        }
        put("/places/{id}", "deleted", place("public", true));
        for (String state : List.of("requested", "confirmed", "declined", "cancelled")) {
            put(
                    "/places/reservations/{id}",
                    state,
                    insert(
                            "insert into place_reservation (place, starts_at, ends_at, state, organisation, account, booker)"
                                    + " values (?, now() + interval '9 days', now() + interval '10 days', ?, ?, ?, 'Karel')",
                            place("members", false),
                            state,
                            OWN,
                            member));
        }
        for (String state : List.of("draft", "signed", "cancelled")) {
            put(
                    "/places/contracts/{id}",
                    state,
                    insert(
                            "insert into place_contract (place, tenant, deal, from_day, state)"
                                    + " values (?, ?, 'lease', current_date, ?)",
                            place("members", false),
                            OWN,
                            state));
        }
    }

    /** A stream of its own for each state. */
    private String stream(String table, String site, String state) {
        String key = word + "-" + state;
        jdbc.sql("insert into " + table + " (key, site, resource_class, quantity, price)"
                        + " values (?, ?, 'rubber.granulate.fine', 1, 0)")
                .params(key, site)
                .update();
        return key;
    }

    /** The member knows of it from the start, the other side from the moment it was asked. */
    private void introductions() {
        for (String state : List.of("wished", "asked", "named", "priced", "closed")) {
            boolean named = List.of("named", "priced").contains(state);
            String id = word + "-" + state;
            jdbc.sql(
                            "insert into introduction (id, offer, need, offer_organisation, need_organisation, begun_by, state,"
                                    + " closed_because, closed_by, offer_in, need_in, offer_yes, need_yes, offer_price, need_price,"
                                    + " offer_visibility, need_visibility) select ?, o.key, n.key, ?, 'speelvloer', 'offer', ?, ?, ?,"
                                    + " true, ?, true, ?, ?, ?, o.visibility, n.visibility from offer o, need n"
                                    + " where o.key = ? and n.key = ?")
                    .params(
                            id,
                            OWN,
                            state,
                            state.equals("closed") ? "declined" : null,
                            state.equals("closed") ? "desk" : null,
                            named || state.equals("asked"),
                            named,
                            state.equals("priced"),
                            state.equals("priced"),
                            stream("offer", OWN, state),
                            stream("need", "speelvloer", state))
                    .update();
            put("/introductions/{id}", state, id);
        }
    }

    private void network() {
        for (String state : List.of("asked", "confirmed", "accepted", "joined", "refused")) {
            put(
                    "/registrations/{id}",
                    state,
                    insert(
                            "insert into registration (state, expires_at, name, person, email, language) values"
                                    + " (?, now() + interval '3 days', ?, 'Sofie', ?, 'nl')",
                            state,
                            word,
                            word + state + "@example.org"));
        }
        for (String state : List.of("draft", "sending", "sent")) {
            put(
                    "/mailings/{id}",
                    state,
                    insert(
                            "insert into mailing (subject, text, state, account_id, maker) values (?, 'Dag', ?, ?, 'Noor')",
                            word,
                            state,
                            coordinator));
        }
    }

    /** The member made it. */
    private void challenges() {
        for (String state : List.of("draft", "open", "voting", "judging", "decided", "withdrawn")) {
            boolean open = List.of("draft", "open", "withdrawn").contains(state);
            long id = insert(
                    "insert into challenge (title, question, prize, closes_on, vote_until, organisation, account, creator,"
                            + " published_at, withdrawn_at, reason, decided_at, decision) values (?, 'Hoe?', 'Begeleiding',"
                            + " current_date + ?, case when ? then current_date + 9 end, ?, ?, 'Karel',"
                            + " case when ? then now() end, case when ? then now() end, ?, case when ? then now() end, ?)",
                    word,
                    open ? 5 : -5,
                    state.equals("voting"),
                    OWN,
                    member,
                    !state.equals("draft"),
                    state.equals("withdrawn"),
                    state.equals("withdrawn") ? "Dubbel" : "",
                    state.equals("decided"),
                    state.equals("decided") ? "Niemand." : "");
            jdbc.sql("insert into challenge_criterion (challenge, position, name, weight) values (?, 1, 'Haalbaar', 1)")
                    .param(id)
                    .update();
            put("/challenges/{id}", state, id);
        }
    }

    @AfterEach
    void leaveOthersAlone() {
        jdbc.sql("delete from challenge where title = ?").param(word).update();
        jdbc.sql("delete from introduction where id like ?").param(word + "%").update();
        jdbc.sql("delete from offer where key like ?").param(word + "%").update();
        jdbc.sql("delete from need where key like ?").param(word + "%").update();
        jdbc.sql("delete from mailing where subject = ?").param(word).update();
        jdbc.sql("delete from registration where name = ?").param(word).update();
        jdbc.sql("delete from place_contract where place in (select id from place where name = ?)")
                .param(word)
                .update();
        jdbc.sql("delete from place_reservation where place in (select id from place where name = ?)")
                .param(word)
                .update();
        jdbc.sql("delete from place where name = ?").param(word).update();
        jdbc.sql("delete from hub_session where title = ?").param(word).update();
        jdbc.sql("delete from purchase_binding where purchase in (select id from purchase where product = ?)")
                .param(word)
                .update();
        jdbc.sql("delete from purchase where product = ?").param(word).update();
        jdbc.sql("delete from business_case where title = ?").param(word).update();
    }

    /** Doors of a thing that ask for nothing but the thing. */
    private List<String> doors(String thing) {
        String begin = VARIABLE.matcher(thing).replaceAll("{$1}");
        return mappings.getHandlerMethods().keySet().stream()
                .filter(each -> each.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(each -> each.getPatternValues().stream())
                .filter(door -> {
                    Matcher variables = VARIABLE.matcher(door);
                    String plain = variables.replaceAll("{$1}");
                    return (plain.equals(begin) || plain.startsWith(begin + "/"))
                            && VARIABLE.matcher(door).results().count() == 1;
                })
                .sorted()
                .toList();
    }

    /** What a person meets: the page, another page they are led to, nothing such, no, or the way to sign in. */
    private static String answer(PlainBrowser browser, String path) {
        HttpResponse<String> response = browser.send(
                HttpRequest.newBuilder(URI.create(browser.root() + path)).header("Accept", "text/html, */*;q=0.1"));
        String at = response.uri().getPath();
        return switch (response.statusCode()) {
            case 200 -> at.equals(path) ? "open" : at.equals("/sign-in") ? "sign-in" : "led-away";
            case 400 -> "asked-wrongly";
            case 403 -> "refused";
            case 404 -> "nothing";
            default -> Integer.toString(response.statusCode());
        };
    }

    @Test
    void everyPageOpensInTheStatesAndForTheRolesThatAreWrittenDown() throws IOException {
        Map<String, PlainBrowser> browsers = new LinkedHashMap<>();
        ROLES.forEach((role, click) ->
                browsers.put(role, click.isEmpty() ? new PlainBrowser(port) : PlainBrowser.as(port, click)));
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> thing : things.entrySet()) {
            for (String door : doors(thing.getKey())) {
                String end = door.substring(door.indexOf('}') + 1);
                Map<String, List<String>> states = new LinkedHashMap<>();
                thing.getValue().forEach((state, address) -> {
                    Map<String, List<String>> answers = new TreeMap<>();
                    browsers.forEach((role, browser) -> answers.computeIfAbsent(
                                    answer(browser, address + end), any -> new ArrayList<>())
                            .add(role));
                    String line = answers.entrySet().stream()
                            .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
                            .collect(Collectors.joining(" "));
                    states.computeIfAbsent(line, any -> new ArrayList<>()).add(state);
                });
                states.forEach(
                        (line, of) -> found.add(thing.getKey() + end + " [" + String.join(" ", of) + "] " + line));
            }
        }
        String file = System.getProperty("knooppunt.permissions.states");
        if (file != null) {
            Files.write(Path.of(file), found);
        }
        assertThat(found)
                .containsExactlyElementsOf(new ClassPathResource("permissions-states.txt")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList());
    }
}
