package org.knooppunt.inventory.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import org.knooppunt.database.ForgottenFiles;
import org.knooppunt.database.TurnQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reading and storing as jobs. A job whose program died is found by its heartbeat and run again from the kept file. */
@Configuration(proxyBeanMethods = false)
public class ImportJobs {
    private static final String TASK = "import";

    @Bean
    OneTimeTask<Void> importTask(ImportRunner runner) {
        return TurnQueue.task(TASK, runner::run);
    }

    /** What forgotten drafts were called stays. */
    @Bean
    RecurringTask<Void> importCleaning(ImportRunner runner) {
        return ForgottenFiles.cleaning(TASK, runner::discardUntouchedSince);
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
