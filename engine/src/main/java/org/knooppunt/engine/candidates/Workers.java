package org.knooppunt.engine.candidates;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Numbered tasks on a few threads; each thread has a worker, and so scratch space, of its own. */
final class Workers {
    private Workers() {}

    /** Returns when all is done. Tasks must not depend on each other; a fault in one ends the call. */
    static void run(int tasks, int threads, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        Runnable all = () -> {
            IntConsumer mine = worker.get();
            for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                mine.accept(task);
            }
        };
        int useful = Math.min(threads, tasks);
        if (useful <= 1) {
            all.run();
            return;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(useful - 1)) {
            List<Future<?>> others = new ArrayList<>();
            for (int t = 1; t < useful; t++) {
                others.add(pool.submit(all));
            }
            try {
                all.run();
                for (Future<?> other : others) {
                    other.get();
                }
            } finally {
                // after a fault nobody takes another task
                next.set(tasks);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while searching candidates", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("searching candidates failed: " + e.getCause(), e.getCause());
        }
    }
}
