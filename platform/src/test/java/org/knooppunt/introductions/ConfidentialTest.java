package org.knooppunt.introductions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.EndpointTest;
import org.knooppunt.PlainBrowser;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.internal.Veils;
import org.knooppunt.inventory.Inventories;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Streams;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nothing that a member can get at before agreement tells its partner apart from others: pages, exports, the interface for
 * programs, maps and totals, looked at from outside. The mathematics behind it are in {@code internal.VeilingTest}.
 */
class ConfidentialTest extends EndpointTest {
    /** What differs between two looks at the same: tokens, and the minute at which a page was not there. */
    private static final Pattern VOLATILE = Pattern.compile(
            "name=\"_csrf\"[^>]*>|name=\"token\" value=\"[^\"]*\"|(reason|words|words-help)-[A-Za-z0-9_-]{22}"
                    + "|\"at\":\"[^\"]*\"|(?<=Foutcode \\d{3}, )[^<]*");

    @Autowired
    Streams streams;

    @Autowired
    Inventories inventories;

    @Autowired
    Veils veils;

    @Autowired
    Introductions introductions;

    @Autowired
    DeskIntroductions desk;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final Firms firms = new Firms();
    private Person coordinator;
    private PlainBrowser member;

    @BeforeEach
    void sixFirmsThatOnlyTheCoordinatorKnows() {
        coordinator = someone(Role.COORDINATOR);
        firms.need("a", 50.9312, 5.5131, 231.5, 77.11, "coordinator")
                .need("b", 50.9415, 5.5242, 262.25, 78.22, "coordinator")
                .need("c", 50.9218, 5.5453, 209.75, 79.33, "coordinator")
                .need("d", 50.9571, 5.5564, 287.5, 80.44, "coordinator")
                .need("e", 50.9381, 5.5075, 244.125, 81.55, "coordinator")
                .need("f", 50.9281, 5.5375, 299.5, 82.66, "coordinator")
                .store(inventories, folder);
        streams.add(coordinator, firms.offer("mine", "rubberhof", 400, 11, Visibility.COORDINATOR));
        member = PlainBrowser.as(port, "member");
    }

    @AfterEach
    void clean() {
        firms.remove(jdbc);
        veils.renew();
    }

    private String page(String path) {
        return VOLATILE.matcher(member.get(path).body()).replaceAll("");
    }

    private String matches() {
        return "/introductions/streams/offers/" + firms.key("mine");
    }

    private static int rows(String page) {
        Matcher row = Pattern.compile("name=\"token\"|/wish\"").matcher(page);
        int rows = 0;
        while (row.find()) {
            rows++;
        }
        return rows;
    }

    /** Everything of a firm that a page could give away. */
    private List<String> secrets(String name) {
        return List.of(
                firms.key(name) + "<",
                firms.key(name) + "\"",
                "Firma " + name,
                "Werf " + name,
                "Wens " + name,
                "231,5",
                "262,25",
                "77,11",
                "78,22",
                "50.93",
                "50,93",
                "5.51",
                "5,51");
    }

    @Test
    void aMemberReadsRangesAndNothingElse() {
        veils.renew();

        String page = page(matches());

        assertThat(page).contains("200–300 t per jaar", "km ver");
        assertThat(rows(page)).as("six partners").isEqualTo(6);
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(page).doesNotContain(secrets(name).toArray(String[]::new));
        }
        assertThat(page("/introductions")).contains("200–300 t per jaar").doesNotContain("Firma", "Werf", "Wens ");
    }

    /** Were the page made of anything but the veil, it would change here. */
    @Test
    void twoFirmsUnderAVeilCanTradePlacesPricesAndQuantitiesAndNobodyNotices() {
        veils.renew();
        String before = page(matches());

        for (String[] pair : new String[][] {{"a", "b"}, {"b", "c"}, {"d", "f"}, {"e", "a"}}) {
            swap("site", "lat", pair);
            swap("site", "lon", pair);
            for (String column : List.of("quantity", "price", "description")) {
                swap("need", column, pair);
            }
        }

        assertThat(page(matches())).isEqualTo(before);
        veils.renew();
        assertThat(page(matches())).isEqualTo(before);
    }

    private void swap(String table, String column, String[] pair) {
        jdbc.sql("update " + table + " t set " + column + " = o." + column + " from " + table
                        + " o where t.key in (:pair) and o.key in (:pair) and o.key <> t.key")
                .param("pair", List.of(firms.key(pair[0]), firms.key(pair[1])))
                .update();
    }

    @Test
    void ofFewerThanThreeOtherFirmsNothingIsSaid() {
        for (String name : List.of("c", "d", "e", "f")) {
            jdbc.sql("update need set deleted_at = now() where key = ?")
                    .param(firms.key(name))
                    .update();
        }
        String none = page(matches());
        veils.renew();

        assertThat(page(matches())).isEqualTo(none).contains("zonder gevaar");
    }

    /** Removed or opened streams go at once, and with them what would then be said of too few. */
    @Test
    void whatBecomesTooFewIsNotSaidAnyMoreAtOnce() {
        veils.renew();
        assertThat(rows(page(matches()))).isEqualTo(6);

        for (String name : List.of("c", "d", "e", "f")) {
            jdbc.sql("update need set deleted_at = now() where key = ?")
                    .param(firms.key(name))
                    .update();
        }

        assertThat(rows(page(matches()))).isZero();
    }

    /** The attacker's own offer at many places, as a program would put it there; all that it reads is put together. */
    @Test
    void anOfferThatIsMovedOverAGridFindsNoneOfTheFirms() {
        veils.renew();
        Person attacker = accounts.find("member@example.org").orElseThrow();
        Set<String> candidates = new TreeSet<>(List.of("a", "b", "c", "d", "e", "f"));
        double lat = jdbc.sql("select lat from site where key = 'rubberhof'")
                .query(Double.class)
                .single();
        double lon = jdbc.sql("select lon from site where key = 'rubberhof'")
                .query(Double.class)
                .single();
        try {
            Random random = new Random(7);
            for (int probe = 0; probe < 150; probe++) {
                double atLat = 50.7 + random.nextDouble() * 0.5;
                double atLon = 5.2 + random.nextDouble() * 0.7;
                jdbc.sql("update site set lat = ?, lon = ? where key = 'rubberhof'")
                        .params(atLat, atLon)
                        .update();
                jdbc.sql("update offer set quantity = ?, price = ? where key = ?")
                        .params(random.nextDouble() * 1000, random.nextDouble() * 200 - 100, firms.key("mine"))
                        .update();
                List<Match> shown = introductions.stream(Side.OFFER, firms.key("mine"), attacker)
                        .matches();
                assertThat(shown)
                        .as("neither price nor quantity nor place decides who appears")
                        .hasSize(6);
                Statement told = shown.getFirst().statement();
                assertThat(shown).extracting(Match::statement).containsOnly(told);
                candidates.removeIf(name -> !couldBe(name, told, atLat, atLon));
            }
        } finally {
            jdbc.sql("update site set lat = ?, lon = ? where key = 'rubberhof'")
                    .params(lat, lon)
                    .update();
        }
        assertThat(candidates).containsExactly("a", "b", "c", "d", "e", "f");
    }

    private boolean couldBe(String name, Statement told, double lat, double lon) {
        return jdbc.sql("select n.quantity, s.lat, s.lon from need n join site s on s.key = n.site where n.key = ?")
                .param(firms.key(name))
                .query((row, index) -> {
                    double km = org.knooppunt.engine.transport.GreatCircle.km(
                            lat, lon, row.getDouble("lat"), row.getDouble("lon"));
                    Double less = told.to();
                    return (told.kmFrom() == null || km >= told.kmFrom())
                            && (told.kmTo() == null || km <= told.kmTo())
                            && row.getDouble("quantity") >= told.from()
                            && (less == null || row.getDouble("quantity") < less);
                })
                .single();
    }

    @Test
    void towardsTwoStreamsTheSamePartnersCannotBeKnownAsTheSame() {
        streams.add(coordinator, firms.offer("second", "rubberhof", 400, 11, Visibility.COORDINATOR));
        streams.add(coordinator, firms.offer("third", "rubberhof", 400, 11, Visibility.COORDINATOR));
        veils.renew();
        Person attacker = accounts.find("member@example.org").orElseThrow();

        List<String> first = tokens("mine", attacker);
        List<String> second = tokens("second", attacker);

        assertThat(first).hasSize(6).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
        assertThat(first).allMatch(token -> token.matches("[A-Za-z0-9_-]{22}"));
        assertThat(new java.util.HashSet<>(
                        List.of(order("mine", attacker), order("second", attacker), order("third", attacker))))
                .as("by chance the same order in two of them, not in all three")
                .hasSizeGreaterThan(1);
    }

    private List<String> tokens(String own, Person person) {
        return introductions.stream(Side.OFFER, firms.key(own), person).matches().stream()
                .map(Match::token)
                .toList();
    }

    /** In which order the firms stand, which only a test can know. */
    private List<String> order(String own, Person person) {
        List<String> order = new ArrayList<>();
        for (String token : tokens(own, person)) {
            introductions.putAside(Side.OFFER, firms.key(own), token, null, "", person);
            order.add(jdbc.sql("select need from introduction where offer = ? order by begun_at desc limit 1")
                    .param(firms.key(own))
                    .query(String.class)
                    .single());
        }
        return order;
    }

    @Test
    void aMatchOfSomebodyElseIsNotThere() {
        veils.renew();
        PlainBrowser other = PlainBrowser.as(port, "member-2");

        assertThat(other.get(matches()).statusCode()).isEqualTo(404);
        assertThat(member.get("/introductions/streams/needs/" + firms.key("a")).statusCode())
                .isEqualTo(404);
        assertThat(member.get("/introductions/desk").statusCode()).isEqualTo(403);
        assertThat(member.get("/introductions/AAAAAAAAAAAAAAAAAAAAAA").statusCode())
                .isEqualTo(404);
    }

    /** What a member and a visitor can get at by address, with filters and orders as oracles. */
    private Map<String, String> doors(String token) {
        Map<String, String> doors = new LinkedHashMap<>();
        PlainBrowser visitor = new PlainBrowser(port);
        List<String> paths = new ArrayList<>();
        for (String list : List.of("/needs", "/offers")) {
            for (String query : List.of(
                    "q=" + firms.word,
                    "class=" + firms.resourceClass,
                    "class=" + firms.word,
                    "organisation=" + firms.key("a"),
                    "visibility=coordinator",
                    "kind=material&sort=-price",
                    "sort=quantity",
                    "sort=-updated",
                    "q=Wens")) {
                paths.add(list + "?" + query);
                paths.add(list + "/export?format=csv&" + query);
                paths.add(list + "/export?format=json&" + query);
            }
            paths.add(list + "/" + firms.key("new"));
        }
        paths.addAll(List.of(
                "/",
                "/map/streams.geojson",
                "/areas.geojson",
                "/cases",
                "/cases/board",
                "/facilities",
                "/organisations?q=" + firms.word,
                "/organisations/" + firms.key("a")));
        for (String path : paths) {
            doors.put(
                    "visitor " + path,
                    VOLATILE.matcher(visitor.get(path).body()).replaceAll(""));
            doors.put("member " + path, page(path));
        }
        for (String path : List.of("/introductions", matches(), "/workbench")) {
            doors.put("member " + path, page(path));
        }
        for (String path : List.of(
                "/api/v1/needs",
                "/api/v1/needs?class=" + firms.resourceClass,
                "/api/v1/needs?sort=-price",
                "/api/v1/needs/" + firms.key("new"),
                "/api/v1/needs/" + firms.key("new") + "/history",
                "/api/v1/offers",
                "/api/v1/organisations?q=" + firms.word,
                "/api/v1/organisations/" + firms.key("a"),
                "/api/v1/cases")) {
            doors.put("api " + path, send(token, "GET", path, "").body().replaceAll("\"instance\":\"[^\"]*\"", ""));
        }
        return doors;
    }

    /** By day: new needs show nowhere at all, not in a count, an order, a total or a map. */
    @Test
    void aNeedForTheCoordinatorAloneChangesNoDoorOfAnybodyElse() {
        veils.renew();
        String token = every(of("rubberhof", Role.MEMBER));
        Map<String, String> before = doors(token);

        streams.add(coordinator, firms.need("new", firms.key("a"), 1e6, 9999, Visibility.COORDINATOR));

        Map<String, String> after = doors(token);
        before.forEach((door, body) -> assertThat(after.get(door)).as(door).isEqualTo(body));
    }

    /** Numbers that follow on each other would count what is hidden. */
    @Test
    void aFreeKeyDoesNotCountHiddenStreams() {
        Person someone = of("rubberhof", Role.MEMBER);
        String before = streams.freeKey(Side.NEED, someone);
        String after = streams.freeKey(Side.NEED, someone);

        assertThat(before).isNotEqualTo(after).matches("N-[a-z0-9]{8}");
    }

    /** The other side reads as little of the first as the first of it. */
    @Test
    void whoIsAskedReadsNothingOfWhoAsks() {
        streams.add(coordinator, firms.need("theirs", "speelvloer", 250, 90, Visibility.COORDINATOR));
        veils.renew();
        Person asking = accounts.find("member@example.org").orElseThrow();
        String id = begin(asking, "theirs");
        desk.ask(id, coordinator);
        PlainBrowser asked = PlainBrowser.as(port, "member-2");

        String page = asked.get("/introductions/" + id).body();

        assertThat(page)
                .contains("in de regio", "hoeveelheid niet getoond", "Ja, laten we kennismaken")
                .doesNotContain("Rubberhof", "rubberhof", "Karel", "member@example.org", "400 t", "11,00", "Overschot");
        assertThat(asked.get("/introductions").body()).doesNotContain("Rubberhof", "Karel", "Overschot");
        String mine = member.get("/introductions/" + id).body();
        assertThat(mine).doesNotContain("Speelvloer", "speelvloer", "Amina", "member-2@", "90,00", "Wens");
        List<String> letters = jdbc.sql("select subject || text from letter where key like ?")
                .param("introduction/" + id + "%")
                .query(String.class)
                .list();
        assertThat(letters).isNotEmpty().allSatisfy(letter -> assertThat(letter)
                .doesNotContain("Rubberhof", "Speelvloer", "Overschot", "Wens "));
    }

    /** Begins an introduction with the need of this name, as only a test can choose. */
    private String begin(Person person, String name) {
        for (Match match :
                introductions.stream(Side.OFFER, firms.key("mine"), person).matches()) {
            Introductions.Outcome outcome =
                    introductions.wish(Side.OFFER, firms.key("mine"), match.token(), "", person);
            String id = ((Introductions.Outcome.Done) outcome).id();
            String need = jdbc.sql("select need from introduction where id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
            if (need.equals(firms.key(name))) {
                return id;
            }
        }
        throw new AssertionError("no match with " + name);
    }
}
