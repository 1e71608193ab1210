package org.knooppunt.challenges.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.knooppunt.challenges.Solutions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who sent what did not win is not kept longer than a year after the end. */
@Configuration(proxyBeanMethods = false)
class ChallengeForgetting {
    private static final Duration EVERY = Duration.ofHours(12);

    @Bean
    RecurringTask<Void> forgetWritersOfSolutions(Solutions solutions) {
        return Tasks.recurring("forget-writers-of-solutions", FixedDelay.of(EVERY))
                .execute((instance, context) -> solutions.forget());
    }
}
