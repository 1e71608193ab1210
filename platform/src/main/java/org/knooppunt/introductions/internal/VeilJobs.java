package org.knooppunt.introductions.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.LocalTime;
import org.knooppunt.introductions.Endings;
import org.knooppunt.web.Formats;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes by itself: veils are renewed at night, what is due ends within the hour. */
@Configuration(proxyBeanMethods = false)
class VeilJobs {
    @Bean
    RecurringTask<Void> renewVeils(Veils veils) {
        return Tasks.recurring("renew-veils", new Daily(Formats.ZONE, LocalTime.of(3, 30)))
                .execute((instance, context) -> veils.renew());
    }

    @Bean
    RecurringTask<Void> endIntroductions(Endings endings) {
        return Tasks.recurring("end-introductions", FixedDelay.ofHours(1)).execute((instance, context) -> {
            endings.endWhatIsDue();
            endings.forgetOld();
        });
    }
}
