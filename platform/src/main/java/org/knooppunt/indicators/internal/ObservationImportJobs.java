package org.knooppunt.indicators.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import org.knooppunt.database.ForgottenFiles;
import org.knooppunt.database.TurnQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reading and storing files with figures as jobs. */
@Configuration(proxyBeanMethods = false)
public class ObservationImportJobs {
    private static final String TASK = "observation-import";

    @Bean
    OneTimeTask<Void> observationImportTask(ObservationImportRunner runner) {
        return TurnQueue.task(TASK, runner::run);
    }

    @Bean
    RecurringTask<Void> observationImportCleaning(ObservationImportRunner runner) {
        return ForgottenFiles.cleaning(TASK, runner::discardWaitingSince);
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
