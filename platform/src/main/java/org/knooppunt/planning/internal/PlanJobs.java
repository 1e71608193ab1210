package org.knooppunt.planning.internal;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Plans as jobs. A job whose program died is found by its heartbeat and run again from the snapshot. */
@Configuration(proxyBeanMethods = false)
public class PlanJobs {
    static final String TASK = "plan";

    @Bean
    OneTimeTask<Void> planTask(PlanRunner runner) {
        return Tasks.oneTime(TASK)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> {
                    boolean stopping = complete.getCause()
                            .filter(PlanRunner.Interrupted.class::isInstance)
                            .isPresent();
                    Instant next = Instant.now().plus(stopping ? Duration.ZERO : Duration.ofSeconds(30));
                    operations.reschedule(complete, next);
                })
                .execute((instance, context) -> runner.run(Long.parseLong(instance.getId())));
    }

    @Bean
    PlanQueue planQueue(ObjectProvider<SchedulerClient> scheduler) {
        return new PlanQueue(scheduler);
    }

    /** Where plans wait for their turn. */
    public static final class PlanQueue {
        private final ObjectProvider<SchedulerClient> scheduler;

        PlanQueue(ObjectProvider<SchedulerClient> scheduler) {
            this.scheduler = scheduler;
        }

        /** In the transaction of who asks: a plan and its job exist both or not at all. */
        public void add(long plan) {
            scheduler
                    .getObject()
                    .scheduleIfNotExists(
                            Tasks.oneTime(TASK)
                                    .execute((instance, context) -> {})
                                    .instance(Long.toString(plan)),
                            Instant.now());
        }

        /** Whether a job for the plan is known; for the rare plan that lost its job. */
        public boolean holds(long plan) {
            return scheduler
                    .getObject()
                    .getScheduledExecution(TaskInstanceId.of(TASK, Long.toString(plan)))
                    .isPresent();
        }
    }
}
