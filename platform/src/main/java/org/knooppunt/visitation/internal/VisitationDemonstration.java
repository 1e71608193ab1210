package org.knooppunt.visitation.internal;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.visitation.Recommendation;
import org.knooppunt.visitation.Visitation;
import org.knooppunt.web.Coded;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Both visitations of Genk with what their report tells, out of the files that come along. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
@Order(70)
class VisitationDemonstration implements ApplicationRunner {
    private static final String WRITER = "Knooppunt";

    private final VisitationStore store;
    private final Goals goals;
    private final GoalLinks links;
    private final Accounts accounts;

    VisitationDemonstration(VisitationStore store, Goals goals, GoalLinks links, Accounts accounts) {
        this.store = store;
        this.goals = goals;
        this.links = links;
        this.accounts = accounts;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (!store.list().isEmpty()) {
            return;
        }
        Map<String, Long> visitations = new HashMap<>();
        for (NamedCsvRecord row : rows("visitations")) {
            String heldOn = row.getField("held_on");
            visitations.put(
                    row.getField("key"),
                    store.create(
                            new Visitation.Draft(
                                    row.getField("title"),
                                    Integer.parseInt(row.getField("year")),
                                    heldOn.isEmpty() ? null : LocalDate.parse(heldOn),
                                    row.getField("place"),
                                    number(row.getField("first_year")),
                                    number(row.getField("last_year")),
                                    row.getField("words"),
                                    row.getField("source")),
                            WRITER));
        }
        for (NamedCsvRecord row : rows("parts")) {
            store.addPart(
                    visitations.get(row.getField("visitation")),
                    Coded.of(Visitation.PartKind.class, row.getField("kind")),
                    row.getField("title"),
                    row.getField("words"),
                    row.getField("source"));
        }
        Map<String, Long> keys = new HashMap<>();
        for (NamedCsvRecord row : rows("recommendations")) {
            Set<Recommendation.Addressee> addressees = EnumSet.noneOf(Recommendation.Addressee.class);
            for (String code : row.getField("addressees").split(";")) {
                addressees.add(Coded.of(Recommendation.Addressee.class, code));
            }
            keys.put(
                    row.getField("key"),
                    store.add(
                            visitations.get(row.getField("visitation")),
                            new Recommendation.Draft(
                                    row.getField("title"),
                                    row.getField("words"),
                                    row.getField("source"),
                                    addressees,
                                    null,
                                    keys.get(row.getField("follows")))));
        }
        for (NamedCsvRecord row : rows("years")) {
            store.tell(
                    keys.get(row.getField("recommendation")),
                    Integer.parseInt(row.getField("year")),
                    Coded.of(Recommendation.Status.class, row.getField("status")),
                    row.getField("words"),
                    row.getField("evidence"),
                    WRITER);
        }
        link(keys);
    }

    private void link(Map<String, Long> keys) {
        Optional<Person> officer = accounts.find("policy-officer@example.org");
        if (officer.isEmpty()) {
            return;
        }
        for (NamedCsvRecord row : rows("goals")) {
            goals.goal(new GoalKey(row.getField("framework"), row.getField("goal")))
                    .ifPresent(goal -> links.link(
                            goal.id(),
                            "recommendation",
                            keys.get(row.getField("recommendation")).toString(),
                            officer.get()));
        }
    }

    private static @Nullable Integer number(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    private static List<NamedCsvRecord> rows(String name) {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (InputStream in = VisitationDemonstration.class.getResourceAsStream("/visitation/" + name + ".csv");
                CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                        .ofNamedCsvRecord(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            reader.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
