package org.knooppunt.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class VisibilityTest extends PlatformTest {
    @Autowired
    Inventories inventories;

    @Autowired
    Streams streams;

    @Autowired
    StreamMap map;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final TestRegion region = new TestRegion();

    @BeforeEach
    void threeOffersPerOrganisation() throws IOException {
        for (String organisation : new String[] {"a", "b"}) {
            for (String visibility : new String[] {"public", "members", "coordinator"}) {
                region.offer(visibility + "-" + organisation, organisation, 10, visibility, "Offer " + region.word);
                region.need("n" + visibility + "-" + organisation, organisation, 10, visibility, "Need " + region.word);
            }
        }
        inventories.importFolder(region.write(folder));
    }

    @AfterEach
    void clean() {
        region.remove(jdbc);
    }

    private @Nullable Person person(String who) {
        return switch (who) {
            case "visitor" -> null;
            case "member of a" -> person(Set.of(Role.MEMBER), Set.of(region.key("a")));
            case "member of none" -> person(Set.of(Role.MEMBER), Set.of());
            // a former member: the organisation alone gives no sight
            case "resident of a" -> person(Set.of(Role.RESIDENT), Set.of(region.key("a")));
            case "coordinator" -> person(Set.of(Role.COORDINATOR), Set.of());
            case "administrator" -> person(Set.of(Role.ADMINISTRATOR), Set.of());
            default -> person(Set.of(Role.valueOf(who)), Set.of());
        };
    }

    private static Person person(Set<Role> roles, Set<String> organisations) {
        return new Person(-1, "someone@example.org", "Someone", null, "nl", true, roles, organisations);
    }

    @ParameterizedTest(name = "a {0} sees of a: public {1}, members {2}, coordinator {3}; of b: {4}, {5}, {6}")
    @CsvSource({
        "visitor,         true, false, false,   true, false, false",
        "RESIDENT,        true, false, false,   true, false, false",
        "resident of a,   true, false, false,   true, false, false",
        "POLICY_OFFICER,  true, false, false,   true, false, false",
        "COACH,           true, false, false,   true, false, false",
        "JUROR,           true, false, false,   true, false, false",
        "member of none,  true, true,  false,   true, true,  false",
        "member of a,     true, true,  true,    true, true,  false",
        "coordinator,     true, true,  true,    true, true,  true",
        "administrator,   true, true,  true,    true, true,  true",
    })
    void everyQueryShowsExactlyWhatTheRoleMaySee(
            String who,
            boolean publicA,
            boolean membersA,
            boolean coordinatorA,
            boolean publicB,
            boolean membersB,
            boolean coordinatorB) {
        boolean[][] expected = {{publicA, membersA, coordinatorA}, {publicB, membersB, coordinatorB}};
        String[] levels = {"public", "members", "coordinator"};
        Person person = person(who);
        StreamFilter own = new StreamFilter(null, null, region.word, null, null, null, null, null, 1, 50);
        int count = 0;
        for (int organisation = 0; organisation < 2; organisation++) {
            for (int level = 0; level < 3; level++) {
                String name = levels[level] + "-" + "ab".charAt(organisation);
                boolean sees = expected[organisation][level];
                count += sees ? 1 : 0;
                for (Side side : Side.values()) {
                    String key = region.key((side == Side.NEED ? "n" : "") + name);
                    assertThat(streams.find(side, key, person).isPresent())
                            .as("page of " + key)
                            .isEqualTo(sees);
                    assertThat(streams.list(side, own, person).slice().rows())
                            .as("list of " + side)
                            .extracting(Stream::key)
                            .matches(keys -> keys.contains(key) == sees, key + " " + (sees ? "in" : "not in"));
                }
                assertThat(inventories.visibleTo(person).offers())
                        .extracting(Offer::id)
                        .matches(keys -> keys.contains(region.key(name)) == sees);
            }
        }
        for (Side side : Side.values()) {
            Streams.Found found = streams.list(side, own, person);
            assertThat(found.slice().total()).isEqualTo(count);
            assertThat(found.sums()).singleElement().satisfies(sum -> assertThat(sum.quantity())
                    .isEqualTo(10.0 * found.slice().total()));
            long[] exported = {0};
            streams.each(side, own, person, stream -> exported[0]++);
            assertThat(exported[0]).isEqualTo(count);
        }
        long mapped = map.list(person).stream()
                .filter(spot -> spot.organisation().endsWith(region.word))
                .mapToLong(StreamMap.Spot::count)
                .sum();
        assertThat(mapped).isEqualTo(2L * count);
    }

    @Test
    void searchingForAHiddenWordFindsNothing() throws IOException {
        TestRegion secret = new TestRegion();
        try {
            secret.offer("x", "a", 1, "coordinator", "Geheim " + secret.word);
            inventories.importFolder(secret.write(folder.resolve("secret")));
            StreamFilter search =
                    new StreamFilter("geheim " + secret.word, null, null, null, null, null, null, null, 1, 50);

            assertThat(streams.list(Side.OFFER, search, null).slice().total()).isZero();
            assertThat(streams.list(Side.OFFER, search, person("coordinator"))
                            .slice()
                            .total())
                    .isEqualTo(1);
        } finally {
            secret.remove(jdbc);
        }
    }
}
