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
 * Trade-offs as jobs, as {@link PlanJobs} does plans; in a table and with a thread of their own, since one takes as long as
 * many plans: nobody who asks for a single plan waits for that.
 */
@Configuration(proxyBeanMethods = false)
public class TradeJobs {
    @Bean(destroyMethod = "stop")
    TradeQueue tradeQueue(DataSource database, TradeRunner runner, DbSchedulerProperties settings) {
        return new TradeQueue(database, runner, settings);
    }

    /** Where trade-offs wait for their turn. */
    public static final class TradeQueue {
        private final OneTimeTask<Void> task;
        private final Scheduler scheduler;

        TradeQueue(DataSource database, TradeRunner runner, DbSchedulerProperties settings) {
            task = Tasks.oneTime("trade")
                    .onDeadExecutionRevive()
                    .onFailure((complete, operations) -> {
                        boolean stopping = complete.getCause()
                                .filter(PlanRunner.Interrupted.class::isInstance)
                                .isPresent();
                        operations.reschedule(
                                complete, Instant.now().plus(stopping ? Duration.ZERO : Duration.ofSeconds(30)));
                    })
                    .execute((instance, context) -> runner.run(Long.parseLong(instance.getId())));
            scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
                    .tableName("scheduled_trade")
                    .threads(1)
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

        /** In the transaction of who asks: a trade-off and its job exist both or not at all. */
        public void add(long trade) {
            scheduler.scheduleIfNotExists(task.instance(Long.toString(trade)), Instant.now());
        }
    }
}
