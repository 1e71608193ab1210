package org.knooppunt.api.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.knooppunt.identity.Tokens;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Who may come in at {@code /api/v1}: a token, no cookie, so no CSRF either. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
    @Bean
    @Order(1)
    SecurityFilterChain programs(
            HttpSecurity http,
            Tokens tokens,
            Limits limits,
            Problems problems,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            JsonMapper json,
            ApiProperties properties)
            throws Exception {
        return http.securityMatcher("/api/v1/**")
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                HttpMethod.GET, "/api/v1", "/api/v1/openapi", "/api/v1/openapi.yaml")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(faults -> faults.authenticationEntryPoint(
                                (request, response, fault) -> problems.write(request, response, fault))
                        .accessDeniedHandler((request, response, fault) -> problems.write(request, response, fault)))
                .addFilterBefore(new BearerTokens(tokens, limits), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new Answers(problems, jdbc, transaction, json, properties), AuthorizationFilter.class)
                .build();
    }

    @Bean
    FilterRegistrationBean<ApiBoundary> apiBoundary(Problems problems) {
        FilterRegistrationBean<ApiBoundary> filter = new FilterRegistrationBean<>(new ApiBoundary(problems));
        filter.addUrlPatterns("/api/v1/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return filter;
    }

    /** A name nobody knows, or a broken number where a whole one belongs, is a mistake to tell, not to swallow. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer strictJson(JsonMapper json) {
        JsonMapper strict = json.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
        return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
    }

    @Bean
    RecurringTask<Void> forgetOldAnswers(JdbcClient jdbc, ApiProperties properties) {
        return Tasks.recurring("forget-old-answers", FixedDelay.ofHours(1)).execute((instance, context) -> jdbc.sql(
                        "delete from api_reply where created_at < now() - make_interval(secs => ?)")
                .param(properties.answersKept().toSeconds())
                .update());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new NeedsCheck()).addPathPatterns("/api/v1/**").excludePathPatterns("/api/v1");
    }
}
