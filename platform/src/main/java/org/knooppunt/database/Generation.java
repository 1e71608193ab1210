package org.knooppunt.database;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts the changes this node made to what people look at, so that what was counted before is counted anew. */
@Component
public class Generation {
    private final AtomicLong number = new AtomicLong();

    public long number() {
        return number.get();
    }

    /** Something changes in the transaction of the caller; it counts once others can see it. */
    public void changes() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    number.incrementAndGet();
                }
            });
        } else {
            number.incrementAndGet();
        }
    }
}
