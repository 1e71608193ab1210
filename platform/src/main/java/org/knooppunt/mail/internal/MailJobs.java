package org.knooppunt.mail.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import javax.sql.DataSource;
import org.knooppunt.mail.Digests;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/**
 * Delivery and the weekly news as jobs, with a table and threads of their own. Each runs once for
 * all programs on a database; when its program dies another takes it up after its heartbeat stops.
 */
@Component
class MailJobs {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Scheduler scheduler;

    MailJobs(DataSource database, Delivery delivery, Digests digests, DbSchedulerProperties settings) {
        RecurringTask<Void> deliver = Tasks.recurring("deliver", FixedDelay.of(LOOK_EVERY))
                .execute((instance, context) ->
                        delivery.run(() -> context.getSchedulerState().isShuttingDown()));
        RecurringTask<Void> forget =
                Tasks.recurring("forget", FixedDelay.ofHours(12)).execute((instance, context) -> delivery.forget());
        // looks often, so that one that failed or came late goes on; a week that is done is left at once
        RecurringTask<Void> digest =
                Tasks.recurring("digest", FixedDelay.ofMinutes(10)).execute((instance, context) -> digests.runDue());
        scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database))
                .startTasks(deliver, forget, digest)
                .tableName("scheduled_mail")
                .threads(2)
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

    @jakarta.annotation.PreDestroy
    void stop() {
        scheduler.stop();
    }
}
