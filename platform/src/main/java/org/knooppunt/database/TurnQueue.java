package org.knooppunt.database;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where things of one kind wait for their turn at a job. A job has the number of the turn in its name, since the job of
 * the turn before may still be ending. One whose program died is found by its heartbeat and run again.
 */
public class TurnQueue {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final String task;
    private final ObjectProvider<SchedulerClient> client;
    private final ObjectProvider<Scheduler> scheduler;

    protected TurnQueue(String task, ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
        this.task = task;
        this.client = client;
        this.scheduler = scheduler;
    }

    /** Does what a turn asks; perhaps more than once. */
    public interface Runner {
        /** @throws Watches.Interrupted when the program stops before it is done */
        void run(long id, int turn);
    }

    /** The task whose jobs wait in a queue of the same name. */
    public static OneTimeTask<Void> task(String name, Runner runner) {
        return Tasks.oneTime(name)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> {
                    boolean stopping = complete.getCause()
                            .filter(Watches.Interrupted.class::isInstance)
                            .isPresent();
                    operations.reschedule(complete, Instant.now().plus(stopping ? Duration.ZERO : RETRY));
                })
                .execute((instance, context) -> {
                    String[] parts = instance.getId().split("-");
                    runner.run(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
                });
    }

    /** In the transaction of who asks: the thing and its job exist both or not at all. */
    public void add(long id, int turn) {
        addAt(id, turn, Instant.now());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                // somebody is looking at the page: do not wait for the next round
                scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
            }
        });
    }

    /** The same, not before a moment. */
    public void addAt(long id, int turn, Instant moment) {
        client.getObject()
                .scheduleIfNotExists(
                        Tasks.oneTime(task).execute((instance, context) -> {}).instance(id + "-" + turn), moment);
    }
}
