package org.knooppunt.planning.internal;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    public static final class PlanQueue extends SearchQueue {
        PlanQueue(DataSource database, PlanRunner runner, DbSchedulerProperties settings) {
            super("plan", PLANS_AT_ONCE, runner::run, database, settings);
        }
    }
}
