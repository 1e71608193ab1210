package org.knooppunt.indicators.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import org.knooppunt.database.TurnQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reading and storing files with figures as jobs. */
@Configuration(proxyBeanMethods = false)
public class ObservationImportJobs {
    private static final String TASK = "observation-import";
    /** Figures that nobody accepted may tell what is not published; they are not kept for ever. */
    private static final Duration KEPT = Duration.ofDays(30);

    @Bean
    OneTimeTask<Void> observationImportTask(ObservationImportRunner runner) {
        return TurnQueue.task(TASK, runner::run);
    }

    @Bean
    RecurringTask<Void> observationImportCleaning(ObservationImportRunner runner) {
        return Tasks.recurring(TASK + "-cleaning", FixedDelay.ofHours(6))
                .execute((instance, context) ->
                        runner.discardWaitingSince(Instant.now().minus(KEPT)));
    }

    @Bean
    Queue observationImportQueue(ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
        return new Queue(client, scheduler);
    }

    /** Where files with figures wait for their turn. */
    public static final class Queue extends TurnQueue {
        Queue(ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
            super(TASK, client, scheduler);
        }
    }
}
