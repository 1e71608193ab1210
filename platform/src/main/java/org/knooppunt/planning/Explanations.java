package org.knooppunt.planning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Explanation;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Why;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;

/** Why something is in a plan or not; found when it is asked, and kept for a while. */
@Service
public class Explanations {
    private record Question(long plan, Explanation.Thing thing, String id) {}

    private final Plans plans;
    private final Cache<Question, Why> answers = Caffeine.newBuilder()
            .maximumSize(500)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    Explanations(Plans plans) {
        this.plans = plans;
    }

    /** @throws Missing when the plan has no answer, or its inventory no such thing */
    public Why get(long plan, Explanation.Thing thing, String id, @Nullable Person who) {
        PlanReport report = plans.report(plan, who).orElseThrow(() -> new Missing("answer of plan " + plan));
        if (!report.has(Why.code(thing), id)) {
            throw new Missing(thing + " " + id + " of plan " + plan);
        }
        // one at a time for one question: whoever asks the same waits for the same answer
        return Objects.requireNonNull(
                answers.get(new Question(plan, thing, id), question -> Why.of(report, thing, id)));
    }
}
