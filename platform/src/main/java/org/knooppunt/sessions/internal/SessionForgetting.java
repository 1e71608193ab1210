package org.knooppunt.sessions.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.knooppunt.sessions.Enrolments;
import org.knooppunt.sessions.SessionProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names of guests do not stay longer than they are needed. */
@Configuration(proxyBeanMethods = false)
class SessionForgetting {
    private static final Duration EVERY = Duration.ofHours(6);

    @Bean
    RecurringTask<Void> forgetGuests(Enrolments enrolments, SessionProperties properties) {
        return Tasks.recurring("forget-guests-of-sessions", FixedDelay.of(EVERY))
                .execute((instance, context) -> enrolments.erase(properties.guestDays()));
    }
}
