package org.knooppunt.inventory.internal;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reading and storing as jobs: one whose program died is found by its heartbeat and run again from the beginning. */
@Configuration(proxyBeanMethods = false)
public class ImportJobs {
    private static final String TASK = "inventory-import";
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(30);

    @Bean
    OneTimeTask<Void> inventoryImportTask(ImportRunner runner) {
        return Tasks.oneTime(TASK)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> {
                    boolean stopping = complete.getCause()
                            .filter(ImportRunner.Interrupted.class::isInstance)
                            .isPresent();
                    operations.reschedule(complete, Instant.now().plus(stopping ? Duration.ZERO : AGAIN));
                })
                .execute((instance, context) -> {
                    String[] parts = instance.getId().split("/");
                    runner.run(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
                });
    }

    @Bean
    RecurringTask<Void> inventoryImportCleaning(ImportStore store) {
        return Tasks.recurring(TASK + "-cleaning", Schedules.daily(LocalTime.of(3, 15)))
                .execute((instance, context) -> store.throwAwayOlderThan(KEPT));
    }

    @Bean
    Queue inventoryImportQueue(ObjectProvider<SchedulerClient> scheduler) {
        return new Queue(scheduler);
    }

    /** Where imports wait for their turn. */
    public static final class Queue {
        private final ObjectProvider<SchedulerClient> scheduler;

        Queue(ObjectProvider<SchedulerClient> scheduler) {
            this.scheduler = scheduler;
        }

        /** In the transaction of who asks: an import and its job exist both or not at all. */
        public void add(long id, int run) {
            scheduler
                    .getObject()
                    .scheduleIfNotExists(
                            Tasks.oneTime(TASK)
                                    .execute((instance, context) -> {})
                                    .instance(id + "/" + run),
                            Instant.now());
        }
    }
}
