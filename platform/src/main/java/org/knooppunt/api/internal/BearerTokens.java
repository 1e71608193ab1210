package org.knooppunt.api.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Scope;
import org.knooppunt.identity.Tokens;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who a program acts for: the header {@code Authorization: Bearer kp_…}, and nothing else. */
final class BearerTokens extends OncePerRequestFilter {
    /** Number of the token that was used, for limits and kept answers. */
    static final String TOKEN = BearerTokens.class.getName() + ".token";

    private static final String SCHEME = "bearer ";

    private final Tokens tokens;
    private final Limits limits;

    BearerTokens(Tokens tokens, Limits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = secret(request);
        Optional<Tokens.Bearer> bearer = secret == null ? Optional.empty() : tokens.authenticate(secret);
        if (bearer.isEmpty()) {
            limits.stranger(request.getRemoteAddr());
            if (secret != null) {
                throw Problems.unauthorized()
                        .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Knooppunt\", error=\"invalid_token\"");
            }
            chain.doFilter(request, response);
            return;
        }
        limits.take(bearer.get().tokenId(), request, response);
        request.setAttribute(TOKEN, bearer.get().tokenId());
        List<GrantedAuthority> authorities =
                new ArrayList<>(bearer.get().person().getAuthorities());
        for (Scope scope : bearer.get().scopes()) {
            authorities.add(new SimpleGrantedAuthority(scope.authority()));
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(bearer.get().person(), null, authorities));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private static @Nullable String secret(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
