package org.knooppunt.inventory.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reading and storing as jobs. A job whose program died is found by its heartbeat and run again from the kept file. */
@Configuration(proxyBeanMethods = false)
public class ImportJobs {
    private static final String TASK = "import";
    private static final Duration DRAFTS_KEPT = Duration.ofDays(30);

    @Bean
    OneTimeTask<Void> importTask(ImportRunner runner) {
        return Tasks.oneTime(TASK)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> {
                    boolean stopping = complete.getCause()
                            .filter(ImportRunner.Interrupted.class::isInstance)
                            .isPresent();
                    Instant next = Instant.now().plus(stopping ? Duration.ZERO : Duration.ofSeconds(30));
                    operations.reschedule(complete, next);
                })
                .execute((instance, context) -> {
                    String[] name = instance.getId().split("-");
                    runner.run(Long.parseLong(name[0]), Integer.parseInt(name[1]));
                });
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
    public static final class ImportQueue {
        private final ObjectProvider<SchedulerClient> client;
        private final ObjectProvider<Scheduler> scheduler;

        ImportQueue(ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
            this.client = client;
            this.scheduler = scheduler;
        }

        /**
         * In the transaction of who asks: the import and its job exist both or not at all. A job has the number of the
         * turn in its name, since the job of the turn before may still be ending.
         */
        public void add(long id, int turn) {
            client.getObject()
                    .scheduleIfNotExists(
                            Tasks.oneTime(TASK)
                                    .execute((instance, context) -> {})
                                    .instance(id + "-" + turn),
                            Instant.now());
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    // somebody is looking at the page: do not wait for the next round
                    scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
                }
            });
        }
    }
}
