package org.knooppunt.places.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has to be done about places without anybody asking. */
@Configuration(proxyBeanMethods = false)
class PlaceJobs {
    @Bean
    RecurringTask<Void> remindOfPlaces(PlaceReminders reminders) {
        return Tasks.recurring("remind-of-places", FixedDelay.ofHours(6))
                .execute((instance, context) -> reminders.remind());
    }

    @Bean
    RecurringTask<Void> forgetOldReservations(PlaceReminders reminders) {
        return Tasks.recurring("forget-old-reservations", FixedDelay.ofHours(24))
                .execute((instance, context) -> reminders.forget());
    }
}
