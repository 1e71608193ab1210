package org.knooppunt.strategy.internal;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.PartnerRole;
import org.knooppunt.strategy.Tag;
import org.knooppunt.strategy.Words;
import org.knooppunt.web.Coded;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The frameworks that come along, with tags and partners of what the sources tell, for the demonstration. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
@Order(60)
class StrategyDemonstration implements ApplicationRunner {
    private static final String WRITER = "Knooppunt";

    private final Goals goals;
    private final MatrixStore store;
    private final StrategyStore links;

    StrategyDemonstration(Goals goals, MatrixStore store, StrategyStore links) {
        this.goals = goals;
        this.store = store;
        this.links = links;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        goals.loadBundled(null);
        if (store.tags().isEmpty()) {
            tags();
            roles();
            serve("bbc/A1", "study/13");
            serve("bbc/A1", "sdg/12");
            serve("bbc/A2", "study/14");
            serve("bbc/A4", "study/9");
            serve("agreement/tewerkstelling", "sdg/8");
            serve("agreement/instapje", "sdg/4");
        }
    }

    private void tags() {
        Map<UUID, Set<Long>> carried = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows("tags")) {
            Long tag = store.addTag(
                    Coded.of(Tag.Axis.class, row.getField("axis")),
                    new Words(row.getField("name_nl"), row.getField("name_en"), row.getField("name_fr")));
            for (String goal : row.getField("goals").split(";")) {
                if (!goal.isBlank() && tag != null) {
                    carried.computeIfAbsent(goal(goal).id(), id -> new LinkedHashSet<>())
                            .add(tag);
                }
            }
        }
        carried.forEach((goal, tags) -> store.tag(GoalLinks.GOAL, goal.toString(), tags, WRITER));
    }

    private void roles() {
        for (NamedCsvRecord row : rows("roles")) {
            store.setRole(
                    goal(row.getField("goal")).id(),
                    row.getField("partner"),
                    Coded.of(PartnerRole.Part.class, row.getField("role")),
                    row.getField("words"),
                    WRITER);
        }
    }

    private void serve(String goal, String other) {
        links.serve(goal(goal).id(), goal(other).id(), WRITER);
    }

    private Goal goal(String path) {
        String[] key = path.split("/");
        return goals.goal(new GoalKey(key[0], key[1])).orElseThrow();
    }

    private static List<NamedCsvRecord> rows(String name) {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (InputStream in = StrategyDemonstration.class.getResourceAsStream("/strategy/" + name + ".csv");
                CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                        .ofNamedCsvRecord(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            reader.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
