package org.knooppunt.planning.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Searches that wait for their turn, with a table and threads of their own. One whose program died is found by its
 * heartbeat and run again.
 */
abstract class SearchQueue {
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    /** @param name of the task; its table is {@code scheduled_} and that name */
    SearchQueue(String name, int threads, LongConsumer runner, DataSource database, DbSchedulerProperties settings) {
        task = Tasks.oneTime(name)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> {
                    boolean stopping = complete.getCause()
                            .filter(PlanRunner.Interrupted.class::isInstance)
                            .isPresent();
                    Instant next = Instant.now().plus(stopping ? Duration.ZERO : Duration.ofSeconds(30));
                    operations.reschedule(complete, next);
                })
                .execute((instance, context) -> runner.accept(Long.parseLong(instance.getId())));
        SchedulerBuilder builder = Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
                .tableName("scheduled_" + name)
                .threads(threads)
                .pollingInterval(settings.getPollingInterval())
                .heartbeatInterval(settings.getHeartbeatInterval())
                .missedHeartbeatsLimit(settings.getMissedHeartbeatsLimit())
                .shutdownMaxWait(settings.getShutdownMaxWait());
        if (threads > 1) {
            builder.pollUsingLockAndFetch(
                    settings.getPollingStrategyLowerLimitFractionOfThreads(),
                    settings.getPollingStrategyUpperLimitFractionOfThreads());
        }
        scheduler = builder.build();
    }

    @EventListener(ContextRefreshedEvent.class)
    void start() {
        scheduler.start();
    }

    void stop() {
        scheduler.stop();
    }

    /** In the transaction of who asks: what is searched for and its job exist both or not at all. */
    public void add(long id) {
        scheduler.scheduleIfNotExists(task.instance(Long.toString(id)), Instant.now());
    }
}
