package org.knooppunt.identity.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Collectors;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.MapBase;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Who may come in, and which headers protect them. What a person may see is decided in the query of each room. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = 8 * 3600, cleanupCron = "-")
class SecurityConfiguration {
    /**
     * No script, style sheet or frame but our own; style attributes are what the chart and map libraries set. Pictures
     * also from where the map's tiles come from.
     */
    private static String contentSecurityPolicy(MapBase map) {
        String tiles = map.origins().stream().map(origin -> " " + origin).collect(Collectors.joining());
        return "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
                + " img-src 'self' data: blob:" + tiles + "; font-src 'self'; connect-src 'self'; object-src 'none';"
                + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /** For everyone, signed in or not. */
    private static final String[] OPEN = {
        "/",
        "/sign-in",
        "/sign-in/again",
        "/first-administrator",
        "/invitation",
        "/register",
        "/register/**",
        "/join",
        "/unsubscribe",
        "/language",
        "/theme",
        "/style/**",
        "/error",
        "/favicon.ico",
        "/css/**",
        "/js/**",
        "/fonts/**",
        "/webjars/**",
        "/icons/**",
        "/_static/**",
        "/help/**",
        "/api",
        "/api/v1",
        // who has no account enrols here, and comes back with the secret of the letter
        "/sessions/*/guest",
        "/sessions/guest/**"
    };

    /** Lists and things a visitor may look at; their queries leave out what is not public. */
    private static final String[] OPEN_TO_READ = {
        "/offers",
        "/offers/**",
        "/needs",
        "/needs/**",
        "/facilities",
        "/facilities/**",
        "/organisations",
        "/organisations/**",
        "/cases",
        "/cases/**",
        "/stories",
        "/stories/**",
        "/purchases",
        "/charter",
        "/charter/**",
        "/sessions",
        "/sessions/**",
        "/places",
        "/places/**",
        "/strategy",
        "/strategy/**",
        "/visitations",
        "/visitations/**",
        "/indicators",
        "/indicators/**",
        "/funds",
        "/funds/**",
        "/dashboard",
        "/data",
        "/data/**",
        "/progress/*/editions/**",
        "/voices",
        "/voices/**",
        "/challenges",
        "/challenges/**",
        "/effects",
        "/effects/**",
        "/waste-codes",
        "/map/streams.geojson",
        "/areas.geojson"
    };

    /** What anyone may send: it is looked at and not kept. */
    private static final String[] OPEN_TO_SEND = {"/charter/verify"};

    /** Pages under those that change something, so a visitor is asked to sign in first. */
    private static final String[] TO_CHANGE = {
        "/*/new", "/*/*/edit", "/*/*/*/edit", "/strategy/import", "/strategy/*/goals/new", "/strategy/*/goals/*/edit"
    };

    /** Secure over https, never read by a script, not sent along from other sites' forms. */
    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("knooppunt-session");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    /**
     * When a session was last used is written at most once a minute: else every page would wait until a disk has it.
     * What else a session holds is written at once.
     */
    private static final String UPDATE_SESSION = """
            update spring_session s set session_id = n.session_id, last_access_time = n.last_access_time,
                max_inactive_interval = n.max_inactive_interval, expiry_time = n.expiry_time,
                principal_name = n.principal_name
            from (values (?::bpchar, ?::bigint, ?::int, ?::bigint, ?::text, ?::bpchar)) n (session_id, last_access_time,
                max_inactive_interval, expiry_time, principal_name, primary_id)
            where s.primary_id = n.primary_id
                and (n.last_access_time - s.last_access_time >= 60000 or s.session_id <> n.session_id
                    or s.max_inactive_interval <> n.max_inactive_interval
                    or s.principal_name is distinct from n.principal_name)
            """;

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionWrites() {
        return repository -> repository.setUpdateSessionQuery(UPDATE_SESSION);
    }

    /** On error pages too, so that who is signed in is not shown the door. */
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionsOnErrorPages(SessionRepositoryFilter<?> filter) {
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    /** Spring Session's own clean-up begins before the tables are there, and on every node. */
    @Bean
    RecurringTask<Void> forgetOldSessions(JdbcClient jdbc) {
        return Tasks.recurring("forget-old-sessions", FixedDelay.ofMinutes(10))
                .execute((instance, context) -> jdbc.sql("delete from spring_session where expiry_time < ?")
                        .param(System.currentTimeMillis())
                        .update());
    }

    /** Figures to show in a frame on pages of others: no session, no cookie, and any page may frame them. */
    @Bean
    @Order(0)
    SecurityFilterChain embeds(HttpSecurity http) throws Exception {
        return http.securityMatcher("/embed/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .headers(
                        headers -> headers.frameOptions(frame -> frame.disable())
                                .contentSecurityPolicy(
                                        csp -> csp.policyDirectives(
                                                "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors *")))
                .build();
    }

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http, PasswordSignIn signIn, SessionPerson sessions, KnooppuntProperties properties)
            throws Exception {
        SavedRequestAwareAuthenticationSuccessHandler onward = new SavedRequestAwareAuthenticationSuccessHandler();
        onward.setDefaultTargetUrl("/workbench");
        CookieRequestCache asked = new CookieRequestCache();
        asked.setRequestMatcher(SecurityConfiguration::isPageAskedFor);
        onward.setRequestCache(asked);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, TO_CHANGE)
                        .authenticated()
                        .requestMatchers(HttpMethod.GET, OPEN_TO_READ)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, OPEN_TO_SEND)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                // this one alone: a provider that is asked twice counts a try twice
                .authenticationManager(new ProviderManager(signIn))
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.requestCache(asked))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("email")
                        .authenticationDetailsSource(SignInDetails::of)
                        .successHandler((request, response, authentication) ->
                                onward(onward, request, response, authentication))
                        .failureHandler(SecurityConfiguration::again))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/"))
                .headers(headers -> headers.contentSecurityPolicy(
                                csp -> csp.policyDirectives(contentSecurityPolicy(properties.map())))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** In a cookie, so that looking at a public page writes no session. */
    private static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName("knooppunt-csrf");
        repository.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
        return repository;
    }

    private static boolean isPageAskedFor(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && request.getHeader("HX-Request") == null
                && accept != null
                && accept.contains("text/html");
    }

    private static void onward(
            SavedRequestAwareAuthenticationSuccessHandler onward,
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication authentication)
            throws java.io.IOException, jakarta.servlet.ServletException {
        request.getSession().setAttribute(SessionPerson.DEVICE, Device.of(request.getHeader(HttpHeaders.USER_AGENT)));
        onward.onAuthenticationSuccess(request, response, authentication);
    }

    /** The form again, with what was wrong; the e-mail address stays typed. */
    private static void again(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws java.io.IOException, jakarta.servlet.ServletException {
        if (exception instanceof PasswordSignIn.TooManyTries tooMany) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            request.setAttribute("again", tooMany.again());
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            request.setAttribute("refused", true);
        }
        RequestDispatcher form = request.getRequestDispatcher("/sign-in/again");
        form.forward(request, response);
    }
}
