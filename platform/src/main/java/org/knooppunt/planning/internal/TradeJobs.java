package org.knooppunt.planning.internal;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Trade-offs as jobs, as {@link PlanJobs} does plans. */
@Configuration(proxyBeanMethods = false)
public class TradeJobs {
    static final String TASK = "trade";

    @Bean
    OneTimeTask<Void> tradeTask(TradeRunner runner) {
        return Tasks.oneTime(TASK)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> {
                    boolean stopping = complete.getCause()
                            .filter(PlanRunner.Interrupted.class::isInstance)
                            .isPresent();
                    operations.reschedule(
                            complete, Instant.now().plus(stopping ? Duration.ZERO : Duration.ofSeconds(30)));
                })
                .execute((instance, context) -> runner.run(Long.parseLong(instance.getId())));
    }

    @Bean
    TradeQueue tradeQueue(ObjectProvider<SchedulerClient> scheduler) {
        return new TradeQueue(scheduler);
    }

    /** Where trade-offs wait for their turn. */
    public static final class TradeQueue {
        private final ObjectProvider<SchedulerClient> scheduler;

        TradeQueue(ObjectProvider<SchedulerClient> scheduler) {
            this.scheduler = scheduler;
        }

        /** In the transaction of who asks. */
        public void add(long trade) {
            scheduler
                    .getObject()
                    .scheduleIfNotExists(
                            Tasks.oneTime(TASK)
                                    .execute((instance, context) -> {})
                                    .instance(Long.toString(trade)),
                            Instant.now());
        }
    }
}
