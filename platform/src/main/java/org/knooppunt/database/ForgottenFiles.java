package org.knooppunt.database;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Files that somebody brought and neither accepted nor threw away: they may tell what is not published, so they go. */
public final class ForgottenFiles {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration BETWEEN = Duration.ofHours(6);

    private ForgottenFiles() {}

    /**
     * Looks for them some times a day.
     *
     * @param queue the task whose files wait for a person
     * @param discard throws away what nobody touched since a moment
     */
    public static RecurringTask<Void> cleaning(String queue, Consumer<Instant> discard) {
        return Tasks.recurring(queue + "-cleaning", FixedDelay.of(BETWEEN))
                .execute((instance, context) -> discard.accept(Instant.now().minus(KEPT)));
    }
}
