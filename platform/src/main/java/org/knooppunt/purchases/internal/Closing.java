package org.knooppunt.purchases.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.knooppunt.purchases.Purchases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends purchases whose closing date is over. */
@Configuration(proxyBeanMethods = false)
class Closing {
    @Bean
    RecurringTask<Void> closePurchases(Purchases purchases) {
        return Tasks.recurring("close-purchases", FixedDelay.ofMinutes(10))
                .execute((instance, context) -> purchases.lapse());
    }
}
