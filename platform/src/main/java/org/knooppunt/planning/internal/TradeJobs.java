package org.knooppunt.planning.internal;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    public static final class TradeQueue extends SearchQueue {
        TradeQueue(DataSource database, TradeRunner runner, DbSchedulerProperties settings) {
            super("trade", 1, runner::run, database, settings);
        }
    }
}
