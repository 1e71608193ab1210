package org.knooppunt.api.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.Needs;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.knooppunt.identity.Scope;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds each endpoint to the scopes it needs. */
final class NeedsCheck implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || method.getBeanType().getName().startsWith("org.springdoc.")
                || method.getBeanType().getName().startsWith("org.springframework.")) {
            return true;
        }
        Needs needs = of(method);
        if (needs == null) {
            throw Problem.forbidden();
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        for (Scope scope : needs.value()) {
            if (authentication == null
                    || authentication.getAuthorities().stream()
                            .noneMatch(authority -> scope.authority().equals(authority.getAuthority()))) {
                throw Problem.of(ProblemType.SCOPE_MISSING, scope.code());
            }
        }
        return true;
    }

    static @Nullable Needs of(HandlerMethod method) {
        Needs needs = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Needs.class);
        return needs != null ? needs : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Needs.class);
    }
}
