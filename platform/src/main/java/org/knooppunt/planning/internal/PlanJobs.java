package org.knooppunt.planning.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Plans as jobs. A job whose program died is found by its heartbeat and run again from the snapshot. They have a table
 * and threads of their own, for a plan may take an hour: whoever brings a file in does not wait for that, and a plan does
 * not wait for files.
 */
@Configuration(proxyBeanMethods = false)
public class PlanJobs {
    private static final int PLANS_AT_ONCE = 2;

    @Bean(destroyMethod = "stop")
    PlanQueue planQueue(DataSource database, PlanRunner runner, DbSchedulerProperties settings) {
        return new PlanQueue(database, runner, settings);
    }

    /** Where plans wait for their turn. */
    public static final class PlanQueue {
        private final OneTimeTask<Void> task;
        private final Scheduler scheduler;

        PlanQueue(DataSource database, PlanRunner runner, DbSchedulerProperties settings) {
            task = Tasks.oneTime("plan")
                    .onDeadExecutionRevive()
                    .onFailure((complete, operations) -> {
                        boolean stopping = complete.getCause()
                                .filter(PlanRunner.Interrupted.class::isInstance)
                                .isPresent();
                        Instant next = Instant.now().plus(stopping ? Duration.ZERO : Duration.ofSeconds(30));
                        operations.reschedule(complete, next);
                    })
                    .execute((instance, context) -> runner.run(Long.parseLong(instance.getId())));
            scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
                    .tableName("scheduled_plan")
                    .threads(PLANS_AT_ONCE)
                    .pollUsingLockAndFetch(
                            settings.getPollingStrategyLowerLimitFractionOfThreads(),
                            settings.getPollingStrategyUpperLimitFractionOfThreads())
                    .pollingInterval(settings.getPollingInterval())
                    .heartbeatInterval(settings.getHeartbeatInterval())
                    .missedHeartbeatsLimit(settings.getMissedHeartbeatsLimit())
                    .shutdownMaxWait(settings.getShutdownMaxWait())
                    .build();
        }

        @EventListener(ContextRefreshedEvent.class)
        void start() {
            scheduler.start();
        }

        void stop() {
            scheduler.stop();
        }

        /** In the transaction of who asks: a plan and its job exist both or not at all. */
        public void add(long plan) {
            scheduler.scheduleIfNotExists(task.instance(Long.toString(plan)), Instant.now());
        }
    }
}
