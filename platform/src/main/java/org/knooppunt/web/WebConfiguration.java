package org.knooppunt.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.security.core.Authentication;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** Languages, and how long a browser may keep our files. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
    private final WebProperties web;

    WebConfiguration(WebProperties web) {
        this.web = web;
    }

    /**
     * The language chosen with the switch, else that of the account, else Dutch. Not the browser's: many machines in
     * the region are set to English, and the people at them read Dutch.
     */
    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver("language") {
            @Override
            protected @Nullable Locale parseLocaleValue(String value) {
                Language language = Language.of(value);
                return language.code().equals(value) ? language.locale() : null;
            }
        };
        resolver.setRejectInvalidCookies(false);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setDefaultLocaleFunction(WebConfiguration::ofAccount);
        return resolver;
    }

    private static Locale ofAccount(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof Person person
                ? Language.of(person.language()).locale()
                : Language.NL.locale();
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(new PageErrors());
    }

    /** Files of libraries carry their version in the address and never change; our own are asked after each time. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        CacheControl forever =
                CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(forever);
        registry.addResourceHandler("/_static/**")
                .addResourceLocations("classpath:/META-INF/resources/_static/")
                .setCacheControl(forever);
        for (String folder : new String[] {"css", "js"}) {
            for (String location : web.getResources().getStaticLocations()) {
                if (location.endsWith("/static/")) {
                    registry.addResourceHandler("/" + folder + "/**")
                            .addResourceLocations(location + folder + "/")
                            .setCacheControl(CacheControl.noCache())
                            // every build gives its files the same time, so that says nothing
                            .setUseLastModified(false)
                            .setEtagGenerator(WebConfiguration::contentTag);
                }
            }
        }
    }

    /** Weak, since the server packs only what has no strong tag. */
    private static String contentTag(Resource file) {
        try {
            return "W/\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
