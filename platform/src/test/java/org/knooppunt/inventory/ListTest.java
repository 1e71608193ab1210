package org.knooppunt.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ListTest extends PlatformTest {
    private static final List<String> WORDS = List.of(
            "Rubber", "autobanden", "transportband", "één", "Öl", "100%", "a_b", "back\\slash", "pallet", "hout");
    private static final Person COORDINATOR =
            new Person(-1, "c@example.org", "Coordinator", null, "nl", true, Set.of(Role.COORDINATOR), Set.of());

    @Autowired
    Inventories inventories;

    @Autowired
    Streams streams;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final TestRegion region = new TestRegion();

    @AfterEach
    void clean() {
        region.remove(jdbc);
    }

    private record Row(String key, String organisation, double quantity, String visibility, String description) {}

    private List<Row> random(Random random, int rows) throws IOException {
        List<Row> made = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String organisation = random.nextBoolean() ? "a" : "b";
            double quantity = random.nextInt(20);
            String visibility = List.of("public", "members", "coordinator").get(random.nextInt(3));
            String description =
                    WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
            String key = String.format("%03d", i);
            region.offer(key, organisation, quantity, visibility, description);
            made.add(new Row(region.key(key), organisation, quantity, visibility, description));
        }
        inventories.importFolder(region.write(folder));
        return made;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void filtersSortsAndPagesAsAListInMemoryWould(long seed) throws IOException {
        Random random = new Random(seed);
        List<Row> rows = random(random, 120);
        for (int round = 0; round < 40; round++) {
            String word = random.nextInt(3) == 0 ? null : WORDS.get(random.nextInt(WORDS.size()));
            String organisation = random.nextInt(3) == 0 ? (random.nextBoolean() ? "a" : "b") : null;
            String visibility = random.nextInt(4) == 0 ? "members" : null;
            String column = List.of("key", "quantity", "visibility").get(random.nextInt(3));
            boolean descending = random.nextBoolean();
            int size = 1 + random.nextInt(30);
            String message = "seed " + seed + ", round " + round + ": " + word + ", " + organisation + ", " + visibility
                    + ", " + column + (descending ? " down" : " up") + ", " + size + " rows";

            Comparator<Row> order =
                    switch (column) {
                        case "quantity" -> Comparator.comparingDouble(Row::quantity);
                        case "visibility" -> Comparator.comparing(Row::visibility);
                        default -> Comparator.comparing(Row::key);
                    };
            order = order.thenComparing(Row::key);
            List<Row> expected = rows.stream()
                    .filter(row -> word == null || plain(row.description()).contains(plain(word)))
                    .filter(row -> organisation == null || row.organisation().equals(organisation))
                    .filter(row -> visibility == null || row.visibility().equals(visibility))
                    .sorted(descending ? order.reversed() : order)
                    .toList();

            List<String> paged = new ArrayList<>();
            int page = 1;
            Streams.Found found;
            do {
                StreamFilter filter = new StreamFilter(
                        word,
                        "material",
                        region.word,
                        organisation == null ? null : organisation.equals("a") ? "genk" : "hasselt",
                        organisation == null ? null : region.key(organisation),
                        null,
                        visibility,
                        (descending ? "-" : "") + column,
                        page++,
                        size);
                found = streams.list(Side.OFFER, filter, COORDINATOR);
                found.slice().rows().forEach(stream -> paged.add(stream.key()));
            } while (page <= found.slice().pages());

            assertThat(paged)
                    .as(message)
                    .isEqualTo(expected.stream().map(Row::key).toList());
            assertThat(found.slice().total()).as(message).isEqualTo(expected.size());
            assertThat(found.sums().stream().mapToDouble(Sum::quantity).sum())
                    .as(message)
                    .isEqualTo(expected.stream().mapToDouble(Row::quantity).sum());
        }
    }

    private static String plain(String text) {
        return java.text.Normalizer.normalize(text.toLowerCase(Locale.ROOT), java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
    }

    @Test
    void searchTextThatLooksLikeSqlIsJustText() throws IOException {
        region.offer("1", "a", 1, "public", "Robert'); drop table offer; --");
        inventories.importFolder(region.write(folder));
        for (String text : List.of(
                "'); drop table offer; --",
                "' or '1'='1",
                "%",
                "_",
                "\\",
                "\\%",
                "$$",
                ":own",
                "?",
                "\0",
                "/*",
                "{x}")) {
            StreamFilter filter = new StreamFilter(text, text, text, text, text, text, text, text, 1, 50);
            assertThat(streams.list(Side.OFFER, filter, COORDINATOR).slice().total())
                    .as(text)
                    .isZero();
        }
        StreamFilter injection = new StreamFilter(
                "robert'); drop", null, region.word, null, null, null, null, "key; drop table offer", 1, 50);
        assertThat(streams.list(Side.OFFER, injection, COORDINATOR).slice().rows())
                .extracting(Stream::key)
                .containsExactly(region.key("1"));
    }

    @Test
    void aSearchFindsTheMiddleOfAWordAndTheNameOfTheFirm() throws IOException {
        region.offer("1", "a", 1, "public", "Oude autobanden").offer("2", "b", 1, "public", "Hout");
        inventories.importFolder(region.write(folder));

        assertThat(search("banden")).containsExactly(region.key("1"));
        assertThat(search("firm beta")).containsExactly(region.key("2"));
        assertThat(search("banden firm beta")).isEmpty();
    }

    private List<String> search(String text) {
        StreamFilter filter = new StreamFilter(text, null, region.word, null, null, null, null, null, 1, 50);
        return streams.list(Side.OFFER, filter, COORDINATOR).slice().rows().stream()
                .map(Stream::key)
                .toList();
    }

    @Test
    void aPageBeyondTheLastIsTheLast() throws IOException {
        random(new Random(9), 7);
        StreamFilter filter =
                new StreamFilter(null, null, region.word, null, null, null, null, null, Integer.MAX_VALUE, 5);

        Streams.Found found = streams.list(Side.OFFER, filter, COORDINATOR);

        assertThat(found.slice().number()).isEqualTo(2);
        assertThat(found.slice().rows()).hasSize(2);
    }
}
