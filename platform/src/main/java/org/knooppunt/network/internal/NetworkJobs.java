package org.knooppunt.network.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.knooppunt.network.Invitations;
import org.knooppunt.network.Mailings;
import org.knooppunt.network.Registrations;
import org.knooppunt.organisation.Contacts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the network does by itself: posts letters that are on their way, and forgets. */
@Configuration(proxyBeanMethods = false)
class NetworkJobs {
    @Bean
    RecurringTask<Void> mailingPost(Mailings mailings) {
        return Tasks.recurring("mailing-post", FixedDelay.ofSeconds(5)).execute((instance, context) -> mailings.run());
    }

    @Bean
    RecurringTask<Void> networkForgets(Registrations registrations, Invitations invitations, Contacts contacts) {
        return Tasks.recurring("network-forgets", FixedDelay.ofHours(6)).execute((instance, context) -> {
            registrations.forgetOld();
            invitations.forgetOld();
            contacts.forgetOld();
        });
    }
}
