package org.knooppunt.inventory.internal;

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

/** Reading and storing as jobs. A job whose program died is found by its heartbeat and run again from the kept file. */
@Configuration(proxyBeanMethods = false)
public class ImportJobs {
    private static final String TASK = "import";
    private static final Duration DRAFTS_KEPT = Duration.ofDays(30);

    @Bean
    OneTimeTask<Void> importTask(ImportRunner runner) {
        return TurnQueue.task(TASK, runner::run);
    }

    /** Drafts that nobody touched for a month go; what they were called stays. */
    @Bean
    RecurringTask<Void> importCleaning(ImportRunner runner) {
        return Tasks.recurring("import-cleaning", FixedDelay.ofHours(6))
                .execute((instance, context) ->
                        runner.discardUntouchedSince(Instant.now().minus(DRAFTS_KEPT)));
    }

    @Bean
    ImportQueue importQueue(ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
        return new ImportQueue(client, scheduler);
    }

    /** Where imports wait for their turn. */
    public static final class ImportQueue extends TurnQueue {
        ImportQueue(ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
            super(TASK, client, scheduler);
        }
    }
}
